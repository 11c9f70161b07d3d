import fc from 'fast-check'
import {expect, test} from 'vitest'
import {sprintf} from '../../../src/rules/template/go-format.ts'
import {formatFloat} from '../../../src/rules/template/go-float.ts'

test.each([
  [2.5, 'f', 0, '2'],
  [3.5, 'f', 0, '4'],
  [0.5, 'f', 0, '0'],
  [1.5, 'f', 0, '2'],
  [0.6, 'f', 0, '1'],
  [9.96, 'f', 1, '10.0'],
  [-0.001, 'f', 2, '-0.00'],
  [1234.5, 'g', 4, '1234'],
  [1235.5, 'g', 4, '1236'],
  [1.005, 'f', 2, '1.00'],
  [1e21, 'f', 1, '1000000000000000000000.0'],
  [5e-324, 'g', -1, '5e-324'],
  [5e-324, 'e', 20, '4.94065645841246544177e-324'],
  [Number.MAX_VALUE, 'g', -1, '1.7976931348623157e+308'],
  [0, 'e', 2, '0.00e+00'],
  [-0, 'g', -1, '-0'],
  [100, 'G', 0, '1E+02'],
  [123456789, 'e', -1, '1.23456789e+08'],
  [0.0001, 'g', -1, '0.0001'],
  [0.00001, 'g', -1, '1e-05'],
  [NaN, 'f', 2, 'NaN'],
] as const)('formatFloat(%s, %s, %i) is %s', (value, verb, precision, text) =>
  expect(formatFloat(value, verb, precision)).toBe(text),
)

test('the shortest form gives the value back', () =>
  fc.assert(
    fc.property(fc.double({noDefaultInfinity: true, noNaN: true}), fc.constantFrom('e', 'f', 'g'), (value, verb) => {
      expect(Number(formatFloat(value, verb, -1))).toBe(value)
    }),
  ))

test('fixed digits agree with the platform but for ties, which the platform rounds up', () =>
  fc.assert(
    fc.property(fc.double({min: -1e15, max: 1e15, noNaN: true}), fc.nat(20), (value, digits) => {
      const isTie = /5$/.test(Math.abs(value).toFixed(digits + 1)) && Number(value.toFixed(digits + 1)) === value
      fc.pre(!isTie && !Object.is(value, -0))
      const plain = value.toFixed(digits)
      expect(formatFloat(value, 'f', digits)).toBe(value < 0 && !plain.startsWith('-') ? `-${plain}` : plain)
    }),
  ))

test('a format never fails', () =>
  fc.assert(
    fc.property(
      fc.string(),
      fc.array(fc.oneof(fc.double(), fc.string(), fc.bigInt(), fc.boolean())),
      (format, values) => {
        expect(typeof sprintf(`%${format}`, values)).toBe('string')
      },
    ),
  ))
