import {dayStartMs} from './civil.ts'
import type {UtcOffset} from './zone.ts'

/** Milliseconds in one of the last digit of a fraction of so many digits. */
const MS_PER_DIGITS: readonly number[] = [0, 100, 10, 1, 1e-1, 1e-2, 1e-3, 1e-4, 1e-5, 1e-6]

/** The last day that was asked for, as YYYYMMDD, and when it began: most lines of a log are of one day. */
let lastDay = NaN
let lastDayStart = NaN

function dayStart(year: number, month: number, day: number): number {
  const name = year * 10_000 + month * 100 + day
  if (name !== lastDay) {
    lastDayStart = dayStartMs(year, month, day)
    lastDay = name
  }
  return lastDayStart
}

/** The number in two digits at `at`, or NaN. */
function twoDigits(text: string, at: number): number {
  const tens = text.charCodeAt(at) - 48
  const ones = text.charCodeAt(at + 1) - 48
  return tens >= 0 && tens <= 9 && ones >= 0 && ones <= 9 ? tens * 10 + ones : NaN
}

/**
 * An instant out of RFC 3339 and its looser relatives: `T`, `t` or a space between date and time, `-` or `/` in the date, a
 * fraction of any length after a dot or a comma (digits past the ninth are ignored), `Z`, `z`, `+02:00`, `+0200` or `+02`, a second
 * of 60. A time without a zone needs `zone`, and is NaN without it, as is everything else that is not a time.
 */
export function parseIsoTime(text: string, zone?: UtcOffset): number {
  const year = twoDigits(text, 0) * 100 + twoDigits(text, 2)
  const dash = text.charCodeAt(4)
  const separator = text.charCodeAt(10) | 32
  if ((dash !== 45 && dash !== 47) || text.charCodeAt(7) !== dash) return NaN
  if (separator !== 116 && separator !== 32) return NaN
  if (text.charCodeAt(13) !== 58 || text.charCodeAt(16) !== 58) return NaN
  const hour = twoDigits(text, 11)
  const minute = twoDigits(text, 14)
  const second = twoDigits(text, 17)
  if (!(hour <= 23 && minute <= 59 && second <= 60)) return NaN
  const day = dayStart(year, twoDigits(text, 5), twoDigits(text, 8))
  let at = 19
  let fractionMs = 0
  const point = text.charCodeAt(at)
  if (point === 46 || point === 44) {
    const first = ++at
    let fraction = 0
    for (let digit: number; (digit = text.charCodeAt(at) - 48) >= 0 && digit <= 9; at++) {
      if (at - first < 9) fraction = fraction * 10 + digit
    }
    if (at === first) return NaN
    fractionMs = fraction * MS_PER_DIGITS[Math.min(at - first, 9)]!
  }
  const local = day + ((hour * 60 + minute) * 60 + second) * 1000
  const offset = at === text.length ? zone?.(local) : parseOffset(text, at)
  return offset === undefined ? NaN : local - offset * 60_000 + fractionMs
}

/** Minutes east of UTC out of `Z` or `±HH[:]MM` or `±HH` that ends the text; undefined for anything else. */
function parseOffset(text: string, at: number): number | undefined {
  const mark = text.charCodeAt(at)
  const rest = text.length - at - 1
  if ((mark | 32) === 122 && rest === 0) return 0
  if ((mark !== 43 && mark !== 45) || (rest !== 2 && rest !== 4 && rest !== 5)) return undefined
  if (rest === 5 && text.charCodeAt(at + 3) !== 58) return undefined
  const hours = twoDigits(text, at + 1)
  const minutes = rest === 2 ? 0 : twoDigits(text, text.length - 2)
  if (!(hours <= 23 && minutes <= 59)) return undefined
  return (mark === 45 ? -1 : 1) * (hours * 60 + minutes)
}
