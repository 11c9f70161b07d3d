import {MS_PER_DIGITS, parseIsoTime} from './iso.ts'
import {logTime} from './log-time.ts'
import type {UtcOffset} from './zone.ts'

/** As far as the minute, a time is `YYYY-MM-DDTHH:MM`. */
const MINUTE_CHARS = 16
const MAX_FRACTION = 9
/** So many digits are exact in a double. */
const EXACT_DIGITS = 15

/** The minute that was asked for last, as it was written, and when it began: most lines of a log are of the minute of the one before. */
const lastMinute = new Uint8Array(MINUTE_CHARS)
let lastMinuteMs = NaN

function minuteAt(bytes: Buffer, begin: number): number {
  for (let i = MINUTE_CHARS - 1; i >= 0; i--) {
    if (bytes[begin + i] === lastMinute[i]) continue
    bytes.copy(lastMinute, 0, begin, begin + MINUTE_CHARS)
    lastMinuteMs = parseIsoTime(`${bytes.toString('latin1', begin, begin + MINUTE_CHARS)}:00Z`)
    break
  }
  return lastMinuteMs
}

/** The instant in the ASCII from `begin` to `end`: what parseIsoTime gives for `YYYY-MM-DDTHH:MM:SS`, with a fraction of up to nine digits and a Z if need be; NaN for any other. */
export function isoTimeAt(bytes: Buffer, begin: number, end: number, zone: UtcOffset): number {
  if (end - begin < 19 || bytes[begin + 16] !== 58) return NaN
  const minute = minuteAt(bytes, begin)
  const tens = bytes[begin + 17]! - 48
  const ones = bytes[begin + 18]! - 48
  if (!(tens >= 0 && tens <= 5 && ones >= 0 && ones <= 9)) return NaN
  const local = minute + (tens * 10 + ones) * 1000
  let at = begin + 19
  let fractionMs = 0
  if (at < end && (bytes[at] === 46 || bytes[at] === 44)) {
    const first = ++at
    let fraction = 0
    for (let digit; at < end && (digit = bytes[at]! - 48) >= 0 && digit <= 9; at++) fraction = fraction * 10 + digit
    if (at === first || at - first > MAX_FRACTION) return NaN
    fractionMs = fraction * MS_PER_DIGITS[at - first]!
  }
  if (at === end) return local - zone(local) * 60_000 + fractionMs
  return at + 1 === end && bytes[at] === 90 ? local + fractionMs : NaN
}

/** The instant in a string of ASCII from `begin` to `end`, as logTime has it. */
export function logTimeAt(bytes: Buffer, begin: number, end: number, zone: UtcOffset): number {
  const time = isoTimeAt(bytes, begin, end, zone)
  if (!Number.isNaN(time)) return time
  const length = end - begin
  let value = 0
  let at = begin
  for (let digit; at < end && (digit = bytes[at]! - 48) >= 0 && digit <= 9; at++) value = value * 10 + digit
  const isWhole = at === end && length > 0 && (length <= EXACT_DIGITS || value < Number.MAX_SAFE_INTEGER)
  return logTime(isWhole ? value : bytes.toString('latin1', begin, end), zone)
}
