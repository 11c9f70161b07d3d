import {shortest, UNKNOWN} from './number.ts'

const MINUTE = 60
const HOUR = 3600
const DAY = 86_400

/**
 * A duration given in seconds, in the unit that suits it: '850 µs', '72 ms', '1.9 s', '2m 05s', '1h 04m', '3d 02h'.
 * `UNKNOWN` for undefined, NaN and infinities.
 */
export function formatSeconds(seconds: number | undefined): string {
  if (seconds === undefined || !Number.isFinite(seconds)) return UNKNOWN
  if (seconds < 0) return `-${formatSeconds(-seconds)}`
  if (seconds === 0) return '0 ms'
  if (seconds < 0.000_000_95) return '<1 µs'
  if (seconds < 0.000_999_5) return `${measure(seconds * 1e6)} µs`
  if (seconds < 0.9995) return `${measure(seconds * 1e3)} ms`
  if (seconds < 59.5) return `${measure(seconds)} s`
  const whole = Math.round(seconds)
  if (whole < HOUR) return `${Math.floor(whole / MINUTE)}m ${two(whole % MINUTE)}s`
  if (whole < DAY) return `${Math.floor(whole / HOUR)}h ${two(Math.floor((whole % HOUR) / MINUTE))}m`
  return `${Math.floor(whole / DAY)}d ${two(Math.floor((whole % DAY) / HOUR))}h`
}

/** How old something is, given in milliseconds: '0.3 s', '42 s', '12m', '3h', '5d'. Below 0 (clocks differ) it is 0; `UNKNOWN` for undefined. */
export function formatAge(ageMs: number | undefined): string {
  if (ageMs === undefined || !Number.isFinite(ageMs)) return UNKNOWN
  const seconds = Math.max(0, ageMs / 1000)
  if (seconds < 9.95) return `${seconds.toFixed(1)} s`
  if (seconds < MINUTE) return `${Math.floor(seconds)} s`
  if (seconds < HOUR) return `${Math.floor(seconds / MINUTE)}m`
  if (seconds < DAY * 2) return `${Math.floor(seconds / HOUR)}h`
  return `${Math.floor(seconds / DAY)}d`
}

/** Multiplying into the unit leaves dust (0.007 s × 1000): within a billionth a number counts as whole. */
function measure(value: number): string {
  const whole = Math.round(value)
  return shortest(Math.abs(value - whole) < 1e-9 * whole ? whole : value)
}

function two(value: number): string {
  return String(value).padStart(2, '0')
}
