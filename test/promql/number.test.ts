import fc from 'fast-check'
import {describe, expect, test} from 'vitest'
import {formatNumber, numberValue} from '../../src/promql/number.ts'

describe('numbers', () => {
  test.each([
    ['1', 1],
    ['1_000', 1000],
    ['1_000.5', 1000.5],
    ['0x1F', 31],
    ['0x1_0', 16],
    ['017', 15],
    ['08', 8],
    ['.5', 0.5],
    ['5.', 5],
    ['1e-9', 1e-9],
    ['9223372036854775808', 2 ** 63],
    ['inF', Infinity],
    ['NAN', NaN],
    ['0x', 'error parsing number: strconv.ParseFloat: parsing "0x": invalid syntax'],
    ['1e400', 'error parsing number: strconv.ParseFloat: parsing "1e400": value out of range'],
    ['.5.3', 'error parsing number: strconv.ParseFloat: parsing ".5.3": invalid syntax'],
  ])('%s', (text, value) => {
    expect(numberValue(text)).toBe(value)
  })

  test.each([
    [1e21, '1000000000000000000000'],
    [1.5e-7, '0.00000015'],
    [-1.25e300, `-125${'0'.repeat(298)}`],
    [0.1, '0.1'],
    [-0, '-0'],
    [Infinity, '+Inf'],
    [-Infinity, '-Inf'],
    [NaN, 'NaN'],
  ])('%s is printed without an exponent', (value, text) => {
    expect(formatNumber(value)).toBe(text)
  })

  test('what is printed is the same number', () => {
    fc.assert(
      fc.property(fc.double({noNaN: true, noDefaultInfinity: true}), (value) => {
        expect(formatNumber(value)).not.toMatch(/e/)
        expect(Number(formatNumber(value))).toBe(value)
      }),
    )
  })
})
