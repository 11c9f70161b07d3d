import {formatFloat} from './go-float.ts'

const LARGE = ['k', 'M', 'G', 'T', 'P', 'E', 'Z', 'Y'] as const
const SMALL = ['m', 'u', 'n', 'p', 'f', 'a', 'z', 'y'] as const
const BINARY = ['ki', 'Mi', 'Gi', 'Ti', 'Pi', 'Ei', 'Zi', 'Yi'] as const

/** 1234 → `1.234k`, 0.1 → `100m`: Prometheus' humanize. */
export function humanize(value: number): string {
  if (value === 0 || !Number.isFinite(value)) return short(value)
  return Math.abs(value) >= 1 ? scale(value, 1000, LARGE) : scaleUp(value)
}

/** 1024 → `1ki`: Prometheus' humanize1024. */
export function humanize1024(value: number): string {
  return Math.abs(value) <= 1 || !Number.isFinite(value) ? short(value) : scale(value, 1024, BINARY)
}

/** Seconds as `1d 3h 46m 40s` or `100ms`: HumanizeDuration of prometheus/common. */
export function humanizeDuration(seconds: number): string {
  if (!Number.isFinite(seconds)) return short(seconds)
  if (seconds === 0) return '0s'
  if (Math.abs(seconds) < 1) return `${scaleUp(seconds)}s`
  const sign = seconds < 0 ? '-' : ''
  const size = Math.abs(seconds)
  // Beyond int64, Go's conversion on amd64 gives its least value: -106751991167300d -15h -30m -8s.
  const whole = size < 2 ** 63 ? BigInt(Math.trunc(size)) : -(2n ** 63n)
  const parts = [
    [whole / 86_400n, 'd'],
    [(whole / 3600n) % 24n, 'h'],
    [(whole / 60n) % 60n, 'm'],
    [whole % 60n, 's'],
  ] as const
  const first = parts.findIndex(([count]) => count !== 0n)
  if (first === 3) return `${sign}${short(size)}s`
  return (
    sign +
    parts
      .slice(first)
      .map(([count, unit]) => `${String(count)}${unit}`)
      .join(' ')
  )
}

/** 0.25 → `25%`: Prometheus' humanizePercentage. */
export function humanizePercentage(ratio: number): string {
  return `${short(ratio * 100)}%`
}

/** Go's %.4g. */
export function short(value: number): string {
  return formatFloat(value, 'g', 4)
}

function scale(value: number, base: number, prefixes: readonly string[]): string {
  let rest = value
  let prefix = ''
  for (const candidate of prefixes) {
    if (Math.abs(rest) < base) break
    prefix = candidate
    rest /= base
  }
  return short(rest) + prefix
}

function scaleUp(value: number): string {
  let rest = value
  let prefix = ''
  for (const candidate of SMALL) {
    if (Math.abs(rest) >= 1) break
    prefix = candidate
    rest *= 1000
  }
  return short(rest) + prefix
}
