import {parseIsoTime} from './iso.ts'
import type {UtcOffset} from './zone.ts'

/** 5138 in seconds, 1973 in milliseconds: below it a number is seconds, and so on by thousands. */
const SECONDS_BELOW = 1e11

/** The instant in an epoch number of seconds, milliseconds, microseconds or nanoseconds, told apart by size; NaN for none of them. */
function epochToMs(value: number): number {
  if (!(value >= 0) || value >= SECONDS_BELOW * 1e9) return NaN
  if (value < SECONDS_BELOW) return value * 1000
  if (value < SECONDS_BELOW * 1e3) return value
  return value < SECONDS_BELOW * 1e6 ? value / 1e3 : value / 1e6
}

/** The instant that a log dialect's time field tells, whatever its form; NaN when it is not a time. */
export function logTime(value: unknown, zone: UtcOffset): number {
  if (typeof value === 'number') return epochToMs(value)
  if (typeof value === 'object' && value !== null) return secondsAndNanos(value as Record<string, unknown>)
  if (typeof value !== 'string' || value === '') return NaN
  const time = parseIsoTime(value, zone)
  return Number.isNaN(time) ? (americanTime(value, zone) ?? epochToMs(Number(value))) : time
}

const AMERICAN = /^(\d\d)\/(\d\d)\/(\d{4}) (\d\d)(:\d\d:\d\d)(?: ([AP])M)?$/

/** `11/22/2026 10:47:49 AM`, the date format of Python's logging HOWTO; undefined for anything else. */
function americanTime(text: string, zone: UtcOffset): number | undefined {
  const match = AMERICAN.exec(text)
  if (match === null) return undefined
  const [, month, day, year, clock, rest, half] = match
  const hour = half === undefined ? Number(clock) : (Number(clock) % 12) + (half === 'P' ? 12 : 0)
  return parseIsoTime(`${year}-${month}-${day} ${String(hour).padStart(2, '0')}${rest}`, zone)
}

/** log4j2's `instant` and Google's `timestamp` objects. */
function secondsAndNanos(value: Record<string, unknown>): number {
  const seconds = Number(value['epochSecond'] ?? value['seconds'])
  return seconds * 1e3 + Number(value['nanoOfSecond'] ?? value['nanos'] ?? 0) / 1e6
}
