import fc from 'fast-check'
import {expect, test} from 'vitest'
import {calendarTime} from '../../../src/promql/functions/calendar.ts'

test('every moment is read off the calendar as Date reads it', () => {
  fc.assert(
    fc.property(fc.integer({min: -8_600_000_000_000, max: 8_600_000_000_000}), (seconds) => {
      const date = new Date(seconds * 1000)
      const {year, month, day, weekday, yearDay, hour, minute, daysInMonth} = calendarTime(seconds)
      expect([year, month, day, weekday, hour, minute]).toEqual([
        date.getUTCFullYear(),
        date.getUTCMonth() + 1,
        date.getUTCDate(),
        date.getUTCDay(),
        date.getUTCHours(),
        date.getUTCMinutes(),
      ])
      const startOfYear = new Date(date)
      startOfYear.setUTCMonth(0, 1)
      expect(yearDay).toBe(Math.round((date.getTime() - startOfYear.getTime()) / 86_400_000) + 1)
      const endOfMonth = new Date(date)
      endOfMonth.setUTCMonth(month, 0)
      expect(daysInMonth).toBe(endOfMonth.getUTCDate())
    }),
  )
})

test('what no int64 holds is where Go’s clock ends', () => {
  for (const seconds of [NaN, Infinity, -Infinity, 1e300]) {
    expect(calendarTime(seconds)).toMatchObject({year: 292_277_026_596, month: 12, day: 4})
  }
})
