/** Instants as RFC 3339 writes them, in the form that programs write: the rest of time/iso.ts is for the general path. */

/** Milliseconds in one of the last digit of a fraction of so many digits: the very numbers of time/iso.ts. */
const MS_PER_DIGITS = memory.data<f64>([0, 100, 10, 1, 1e-1, 1e-2, 1e-3, 1e-4, 1e-5, 1e-6])
const DAYS_IN_MONTH = memory.data<u8>([0, 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31])
const DAY_MS: i64 = 86_400_000

/** The bytes of the last date, `2026-11-20T` or with a space, and its start: a log stays within a day for long. */
let dateHead: u64 = 0
let dateTail: u32 = 0
let dateStart: i64 = 0

/** What `instant` has read, in milliseconds since the epoch. */
export let time: f64 = 0

function digitAt(at: usize): u32 {
  return <u32>load<u8>(at) - 48
}

/** The number in two digits, or one above 99. */
function twoDigits(at: usize): u32 {
  const tens = digitAt(at)
  const ones = digitAt(at + 1)
  return tens <= 9 && ones <= 9 ? tens * 10 + ones : 1000
}

/** Reads the time in a string that begins at `at`, and gives the address of its closing quote; 0 for a form that is not read here. */
export function instant(at: usize): usize {
  at = clock(at)
  if (at == 0) return 0
  at = zoned(at)
  return at != 0 && load<u8>(at) == 34 ? at : 0
}

/** What `clock` has read: milliseconds since the epoch if it were UTC, and those of the fraction of a second, for who adds the two last. */
export let local: f64 = 0
export let fractionMs: f64 = 0

/** Reads date and time without a zone, and gives the address behind them; 0 for a form that is not read here. */
export function clock(at: usize): usize {
  if (load<u64>(at) != dateHead || load<u32>(at, 7) != dateTail) {
    if (!readDate(at)) return 0
  }
  const hour = twoDigits(at + 11)
  const minute = twoDigits(at + 14)
  const second = twoDigits(at + 17)
  if (hour > 23 || minute > 59 || second > 60 || load<u8>(at, 13) != 58 || load<u8>(at, 16) != 58) return 0
  local = <f64>(dateStart + <i64>(((hour * 60 + minute) * 60 + second) * 1000))
  fractionMs = 0
  at += 19
  const point: u32 = load<u8>(at)
  if (point == 46 || point == 44) {
    const first = ++at
    let fraction: u64 = 0
    for (let digit: u32; (digit = digitAt(at)) <= 9; at++) fraction = fraction * 10 + digit
    const digits = at - first
    if (digits == 0 || digits > 9) return 0
    fractionMs = <f64>fraction * load<f64>(MS_PER_DIGITS + (digits << 3))
  }
  return at
}

/** Reads the zone behind what `clock` has read, and gives the address behind it; 0 where none stands. */
export function zoned(at: usize): usize {
  const mark = load<u8>(at)
  if (mark == 90) {
    time = local + fractionMs
    return at + 1
  }
  if (mark != 43 && mark != 45) return 0
  const hours = twoDigits(at + 1)
  const minutes = twoDigits(at + 4)
  if (load<u8>(at, 3) != 58 || hours > 23 || minutes > 59) return 0
  const offset = <f64>((hours * 60 + minutes) * 60_000)
  time = (mark == 45 ? local + offset : local - offset) + fractionMs
  return at + 6
}

/** Takes a date that is not the one before; the formula is that of time/civil.ts. */
function readDate(at: usize): bool {
  const century = twoDigits(at)
  const yearOfCentury = twoDigits(at + 2)
  const month = twoDigits(at + 5)
  const day = twoDigits(at + 8)
  if (century > 99 || yearOfCentury > 99 || month < 1 || month > 12 || day < 1) return false
  const separator: u32 = load<u8>(at, 10)
  if (load<u8>(at, 4) != 45 || load<u8>(at, 7) != 45 || (separator != 84 && separator != 32)) return false
  const year = century * 100 + yearOfCentury
  const isLeap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)
  const days: u32 = month == 2 && isLeap ? 29 : load<u8>(DAYS_IN_MONTH + month)
  if (day > days) return false
  const shifted: i64 = <i64>year - (month <= 2 ? 1 : 0)
  const era: i64 = (shifted >= 0 ? shifted : shifted - 399) / 400
  const yearOfEra = shifted - era * 400
  const monthFromMarch: i64 = <i64>month + (month > 2 ? -3 : 9)
  const dayOfYear = (153 * monthFromMarch + 2) / 5 + <i64>day - 1
  const dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear
  dateStart = (era * 146_097 + dayOfEra - 719_468) * DAY_MS
  dateHead = load<u64>(at)
  dateTail = load<u32>(at, 7)
  return true
}
