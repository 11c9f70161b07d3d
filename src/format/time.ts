import {UNKNOWN} from './number.ts'

/** A moment on the calendar. */
export interface CivilTime {
  readonly year: number
  /** 1 to 12. */
  readonly month: number
  /** 1 to 31. */
  readonly day: number
  readonly hour: number
  readonly minute: number
  readonly second: number
  /** Millionths of the second. */
  readonly micros: number
}

const DAY_MS = 86_400_000
const DAYS_IN_ERA = 146_097

/**
 * Milliseconds since the epoch as a calendar time in UTC, proleptic Gregorian, to the microsecond.
 * The formula is `civil_from_days` of Howard Hinnant's "chrono-Compatible Low-Level Date Algorithms": years begin in March, so that
 * the leap day is the last of its year; an era is 400 years.
 */
export function civilTime(ms: number): CivilTime {
  // Split first: milliseconds times 1000 leave the exact integers in the year 2255.
  const fraction = Math.round((ms - Math.floor(ms)) * 1000)
  const wholeMs = Math.floor(ms) + div(fraction, 1000)
  const days = div(wholeMs, DAY_MS)
  const inDay = wholeMs - days * DAY_MS
  const shifted = days + 719_468
  const era = Math.floor(shifted / DAYS_IN_ERA)
  const dayOfEra = shifted - era * DAYS_IN_ERA
  const yearOfEra = div(dayOfEra - div(dayOfEra, 1460) + div(dayOfEra, 36_524) - div(dayOfEra, 146_096), 365)
  const dayOfYear = dayOfEra - (365 * yearOfEra + div(yearOfEra, 4) - div(yearOfEra, 100))
  const marchMonth = div(5 * dayOfYear + 2, 153)
  const month = marchMonth < 10 ? marchMonth + 3 : marchMonth - 9
  return {
    year: yearOfEra + era * 400 + (month <= 2 ? 1 : 0),
    month,
    day: dayOfYear - div(153 * marchMonth + 2, 5) + 1,
    hour: div(inDay, 3_600_000),
    minute: div(inDay, 60_000) % 60,
    second: div(inDay, 1000) % 60,
    micros: (inDay % 1000) * 1000 + (fraction % 1000),
  }
}

/** RFC 3339 in UTC with milliseconds, or microseconds where there are any: '2026-11-22T10:42:07.120Z'. `UNKNOWN` for what is no number. */
export function formatTime(ms: number): string {
  if (!Number.isFinite(ms)) return UNKNOWN
  const {micros, ...time} = civilTime(ms)
  const fraction = micros % 1000 === 0 ? pad(micros / 1000, 3) : pad(micros, 6)
  return `${day(time)}T${clock(time)}.${fraction}Z`
}

/** Day and time for a person: '2026-11-22 10:42:07', shifted by `offsetMinutes` east of UTC. `UNKNOWN` for undefined. */
export function formatDateTime(ms: number | undefined, offsetMinutes = 0): string {
  if (ms === undefined || !Number.isFinite(ms)) return UNKNOWN
  const time = civilTime(ms + offsetMinutes * 60_000)
  return `${day(time)} ${clock(time)}`
}

/** The time of day, with the day before it where that is not the day of `now`; both UTC. `UNKNOWN` for undefined. */
export function formatWhen(ms: number | undefined, now: number): string {
  return ms !== undefined && Math.floor(ms / DAY_MS) === Math.floor(now / DAY_MS) ? formatClock(ms) : formatDateTime(ms)
}

/** The time of day: '10:42:07', shifted by `offsetMinutes` east of UTC. `UNKNOWN` for undefined. */
export function formatClock(ms: number | undefined, offsetMinutes = 0): string {
  return ms === undefined || !Number.isFinite(ms) ? UNKNOWN : clock(civilTime(ms + offsetMinutes * 60_000))
}

function day({year, month, day}: Pick<CivilTime, 'year' | 'month' | 'day'>): string {
  const years = year >= 0 && year <= 9999 ? pad(year, 4) : `${year < 0 ? '-' : '+'}${pad(Math.abs(year), 6)}`
  return `${years}-${pad(month, 2)}-${pad(day, 2)}`
}

function clock({hour, minute, second}: Pick<CivilTime, 'hour' | 'minute' | 'second'>): string {
  return `${pad(hour, 2)}:${pad(minute, 2)}:${pad(second, 2)}`
}

function div(value: number, by: number): number {
  return Math.floor(value / by)
}

function pad(value: number, digits: number): string {
  return String(value).padStart(digits, '0')
}
