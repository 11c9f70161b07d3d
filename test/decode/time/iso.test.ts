import fc from 'fast-check'
import {expect, test} from 'vitest'
import {parseIsoTime} from '../../../src/decode/time/iso.ts'
import {UTC} from '../../../src/decode/time/zone.ts'

const BASE = Date.UTC(2026, 10, 22, 10, 47, 49)

test.each([
  {text: '2026-11-22T10:47:49Z', ms: BASE},
  {text: '2026-11-22t10:47:49z', ms: BASE},
  {text: '2026-11-22 10:47:49Z', ms: BASE},
  {text: '2026/11/22 10:47:49Z', ms: BASE},
  {text: '2026-11-22T10:47:49.5Z', ms: BASE + 500},
  {text: '2026-11-22T10:47:49,159Z', ms: BASE + 159},
  {text: '2026-11-22T10:47:49.123456Z', ms: BASE + 123.456},
  {text: '2026-11-22T10:47:49.123456789Z', ms: BASE + 123.456789},
  {text: '2026-11-22T10:47:49.1234567891234Z', ms: BASE + 123.456789},
  {text: '2026-11-22T12:47:49+02:00', ms: BASE},
  {text: '2026-11-22T12:47:49+0200', ms: BASE},
  {text: '2026-11-22T12:47:49+02', ms: BASE},
  {text: '2026-11-22T05:17:49-05:30', ms: BASE},
  {text: '2026-12-31T23:59:60Z', ms: Date.UTC(2027, 0, 1)},
  {text: '2024-02-29T00:00:00Z', ms: Date.UTC(2024, 1, 29)},
  {text: '1969-12-31T23:59:59Z', ms: -1000},
])('$text', ({text, ms}) => {
  expect(parseIsoTime(text)).toBeCloseTo(ms, 3)
})

test.each([
  '',
  '2026-11-22',
  '2026-11-22T10:47:49',
  '2026-11-22 10:47:49.5',
  '2026-13-22T10:47:49Z',
  '2026-00-22T10:47:49Z',
  '2026-02-29T10:47:49Z',
  '2026-04-31T10:47:49Z',
  '2026-11-22T24:00:00Z',
  '2026-11-22T10:60:00Z',
  '2026-11-22T10:00:61Z',
  '2026-11-22T10:47:49.Z',
  '2026-11-22T10:47:49+2:00',
  '2026-11-22T10:47:49+02:00x',
  '2026-11-22T10:47:49+99:00',
  '2026-11/22T10:47:49Z',
  '+026-11-22T10:47:49Z',
  '2026-11-22X10:47:49Z',
  'yesterday',
])('%s is no time', (text) => {
  expect(parseIsoTime(text)).toBeNaN()
})

test('what Date writes is read back, with any offset', () => {
  const noZoneNeeded = fc.date({
    min: new Date('0001-01-01T00:00:00Z'),
    max: new Date('9999-12-31T00:00:00Z'),
    noInvalidDate: true,
  })
  fc.assert(
    fc.property(noZoneNeeded, fc.integer({min: -719, max: 719}), (date, offset) => {
      expect(parseIsoTime(date.toISOString())).toBe(date.getTime())
      const sign = offset < 0 ? '-' : '+'
      const minutes = Math.abs(offset)
      const zone = `${sign}${String(Math.floor(minutes / 60)).padStart(2, '0')}:${String(minutes % 60).padStart(2, '0')}`
      expect(parseIsoTime(date.toISOString().replace('Z', zone))).toBe(date.getTime() - offset * 60_000)
    }),
  )
})

test('a time without a zone is in the zone that is given', () => {
  expect(parseIsoTime('2026-11-22 10:47:49', UTC)).toBe(BASE)
  expect(parseIsoTime('2026-11-22 10:47:49,5', () => 60)).toBe(BASE - 3_600_000 + 500)
  expect(parseIsoTime('2026-11-22 10:47:49Z', () => 60)).toBe(BASE)
  const seen: number[] = []
  parseIsoTime('2026-11-22 10:47:49.9', (localMs) => seen.push(localMs))
  expect(seen).toEqual([BASE])
})
