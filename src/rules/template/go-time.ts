import {calendarTime} from '../../promql/functions/calendar.ts'
import {printValue} from './go-print.ts'
import type {GoOpaque} from './go-value.ts'

const INT64_MAX = 2 ** 63

/** Seconds since the epoch as a Go time, cut to milliseconds: FloatToTime of prometheus/common. Throws its message. */
export function toTime(seconds: number): GoOpaque {
  if (!Number.isFinite(seconds)) throw new Error('value is NaN or Inf')
  const nanoseconds = seconds * 1e9
  if (nanoseconds > INT64_MAX || nanoseconds < -INT64_MAX) {
    throw new Error(`${printValue(seconds)} cannot be represented as a nanoseconds timestamp since it overflows int64`)
  }
  return {kind: 'opaque', type: '*time.Time', text: timeText(Math.trunc(nanoseconds / 1e6))}
}

/** Go's Time.String in UTC: `2006-01-02 15:04:05.999 +0000 UTC`. */
function timeText(ms: number): string {
  const whole = Math.floor(ms / 1000)
  const {year, month, day, hour, minute} = calendarTime(whole)
  const fraction = ms === whole * 1000 ? '' : `.${pad(ms - whole * 1000, 3).replace(/0+$/, '')}`
  const second = ((whole % 60) + 60) % 60
  const date = `${pad(year, 4)}-${pad(month, 2)}-${pad(day, 2)}`
  return `${date} ${pad(hour, 2)}:${pad(minute, 2)}:${pad(second, 2)}${fraction} +0000 UTC`
}

function pad(value: number, digits: number): string {
  return String(value).padStart(digits, '0')
}
