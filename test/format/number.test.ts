import {expect, test} from 'vitest'
import {formatBytes} from '../../src/format/bytes.ts'
import {formatCount, formatNumber, formatPercent, formatShort} from '../../src/format/number.ts'
import {formatMeasure, formatRate} from '../../src/format/rate.ts'
import fc from 'fast-check'

test.each([
  [0, '0'],
  [999, '999'],
  [1204, '1,204'],
  [61130.4, '61,130'],
  [1234567890, '1,234,567,890'],
  [-1204, '-1,204'],
  [undefined, '—'],
  [NaN, '—'],
])('formatCount(%s) is %s', (value, text) => expect(formatCount(value)).toBe(text))

test.each([
  [0, '0'],
  [-0, '0'],
  [0.4, '0.4'],
  [0.042, '0.042'],
  [9.96, '10'],
  [14, '14'],
  [999.4, '999'],
  [999.6, '1.0k'],
  [1204, '1.2k'],
  [45_000_000, '45M'],
  [-1500, '-1.5k'],
  [Infinity, 'Inf'],
  [undefined, '—'],
])('formatShort(%s) is %s', (value, text) => expect(formatShort(value)).toBe(text))

test.each([
  [0, '0'],
  [0.81, '0.81'],
  [0.333333, '0.3333'],
  [1204.6, '1,205'],
  [1234567890, '1235000000'],
  [0.00001234, '0.00001234'],
  [NaN, 'NaN'],
  [-Infinity, '-Inf'],
  [undefined, '—'],
])('formatNumber(%s) is %s', (value, text) => expect(formatNumber(value)).toBe(text))

test.each([
  [0, '0 %'],
  [0.001, '<1 %'],
  [0.23, '23 %'],
  [2.5, '250 %'],
  [undefined, '—'],
])('formatPercent(%s) is %s', (value, text) => expect(formatPercent(value)).toBe(text))

test.each([
  [0, '0 B'],
  [512, '512 B'],
  [11_000_000, '11 MB'],
  [412_345_678, '412 MB'],
  [1_200_000_000, '1.2 GB'],
  [999_700, '1.0 MB'],
  [undefined, '—'],
])('formatBytes(%s) is %s', (value, text) => expect(formatBytes(value)).toBe(text))

test.each([
  [0.4, '/min', '0.4/min'],
  [0.1, '/min', '0.1/min'],
  [3, '/h', '3/h'],
  [undefined, '/h', '—'],
  [0.5, 's', '500 ms'],
  [12, '', '12'],
] as const)('formatMeasure(%s, %s) is %s', (value, unit, text) => expect(formatMeasure(value, unit)).toBe(text))

test('a rate carries any unit', () => expect(formatRate(1234, ' ev/s')).toBe('1.2k ev/s'))

test('a short number stays short and near', () =>
  fc.assert(
    fc.property(fc.double({min: 0, max: 1e15, noNaN: true}), (value) => {
      const text = formatShort(value)
      const unit = {k: 1e3, M: 1e6, G: 1e9, T: 1e12, P: 1e15}[text.at(-1) ?? ''] ?? 1
      const read = Number.parseFloat(text) * unit
      expect(Math.abs(read - value)).toBeLessThanOrEqual(0.051 * value + Number.MIN_VALUE)
      if (value >= 0.001) expect(text.length).toBeLessThanOrEqual(6)
    }),
  ))
