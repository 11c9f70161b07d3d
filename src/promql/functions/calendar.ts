/** A UTC date and time of day, from seconds since the epoch, without the Date that a pure stage does not have. */
export interface CalendarTime {
  readonly year: number
  /** 1 to 12. */
  readonly month: number
  /** 1 to 31. */
  readonly day: number
  /** 0 (Sunday) to 6. */
  readonly weekday: number
  /** 1 to 366. */
  readonly yearDay: number
  readonly hour: number
  readonly minute: number
  readonly daysInMonth: number
}

const DAY_SECONDS = 86_400
const DAYS_BEFORE_MONTH = [0, 31, 59, 90, 120, 151, 181, 212, 243, 273, 304, 334, 365]
/** 1970-01-01 was a Thursday. */
const EPOCH_WEEKDAY = 4

/** Days from 0000-01-01 to the first day of a year, in the proleptic Gregorian calendar. */
function daysBeforeYear(year: number): number {
  const before = year - 1
  return year * 365 + Math.floor(before / 4) - Math.floor(before / 100) + Math.floor(before / 400) + 1
}

const EPOCH_DAY = daysBeforeYear(1970)

function isLeapYear(year: number): boolean {
  return year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0)
}

/** Where Go's clock stands for what no int64 can hold, NaN and infinities among it: 2^63 seconds after the epoch. */
const BEYOND: CalendarTime = {
  year: 292_277_026_596,
  month: 12,
  day: 4,
  weekday: 0,
  yearDay: 339,
  hour: 15,
  minute: 30,
  daysInMonth: 31,
}

/** Reads a moment off the calendar; fractions of seconds are cut towards zero. */
export function calendarTime(seconds: number): CalendarTime {
  if (!(Math.abs(seconds) < 2 ** 63)) return BEYOND
  const whole = Math.trunc(seconds)
  const epochDays = Math.floor(whole / DAY_SECONDS)
  const second = whole - epochDays * DAY_SECONDS
  const days = epochDays + EPOCH_DAY
  let year = Math.floor(days / 365.2425)
  while (daysBeforeYear(year) > days) year--
  while (daysBeforeYear(year + 1) <= days) year++
  const dayOfYear = days - daysBeforeYear(year)
  const firstDay = (month: number) => DAYS_BEFORE_MONTH[month]! + (month > 1 && isLeapYear(year) ? 1 : 0)
  let month = 0
  while (firstDay(month + 1) <= dayOfYear) month++
  return {
    year,
    month: month + 1,
    day: dayOfYear - firstDay(month) + 1,
    weekday: (((epochDays + EPOCH_WEEKDAY) % 7) + 7) % 7,
    yearDay: dayOfYear + 1,
    hour: Math.floor(second / 3600),
    minute: Math.floor((second % 3600) / 60),
    daysInMonth: firstDay(month + 1) - firstDay(month),
  }
}

/** Functions of a moment, by name. */
export const CALENDAR_FUNCTIONS: Readonly<Record<string, (time: CalendarTime) => number>> = {
  day_of_month: ({day}) => day,
  day_of_week: ({weekday}) => weekday,
  day_of_year: ({yearDay}) => yearDay,
  days_in_month: ({daysInMonth}) => daysInMonth,
  hour: ({hour}) => hour,
  minute: ({minute}) => minute,
  month: ({month}) => month,
  year: ({year}) => year,
}
