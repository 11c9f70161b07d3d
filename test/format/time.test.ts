import fc from 'fast-check'
import {expect, test} from 'vitest'
import {civilTime, formatClock, formatDateTime, formatTime} from '../../src/format/time.ts'

test('every millisecond reads as the platform reads it', () =>
  fc.assert(
    fc.property(fc.integer({min: -8.64e15, max: 8.64e15}), (ms) => {
      expect(formatTime(ms)).toBe(new Date(ms).toISOString())
    }),
  ))

test('microseconds show where there are any', () => {
  expect(formatTime(1_763_808_127_120.25)).toBe('2025-11-22T10:42:07.120250Z')
  expect(formatTime(1_763_808_127_120)).toBe('2025-11-22T10:42:07.120Z')
  expect(formatTime(-0.001)).toBe('1969-12-31T23:59:59.999999Z')
  expect(formatTime(NaN)).toBe('—')
})

test('the clock follows the offset over midnight', () => {
  expect(formatClock(1_763_808_127_120)).toBe('10:42:07')
  expect(formatClock(1_763_808_127_120, 330)).toBe('16:12:07')
  expect(formatDateTime(1_763_808_127_120, -11 * 60)).toBe('2025-11-21 23:42:07')
  expect(formatClock(undefined)).toBe('—')
})

test('leap days', () => {
  expect(civilTime(Date.UTC(2000, 1, 29))).toMatchObject({year: 2000, month: 2, day: 29})
  expect(civilTime(Date.UTC(1900, 2, 1))).toMatchObject({year: 1900, month: 3, day: 1})
})
