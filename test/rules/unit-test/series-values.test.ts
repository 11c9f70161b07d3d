import {expect, test} from 'vitest'
import {formatHistogram, parseHistogram} from '../../../src/rules/unit-test/histogram-text.ts'
import {readSeriesValues} from '../../../src/rules/unit-test/series-values.ts'

function valuesOf(text: string): unknown[] {
  const values: unknown[] = []
  readSeriesValues(text, (index, value) => {
    values[index] = typeof value === 'object' ? formatHistogram(value) : value
  })
  return Array.from(values)
}

test.each([
  ['numbers', '1 -2.5 3e2 NaN -Inf', [1, -2.5, 300, NaN, -Infinity]],
  ['an expansion has one value more than its count', '1+2x3', [1, 3, 5, 7]],
  ['downwards', '5-2x2', [5, 3, 1]],
  ['a negative start', '-2+4x2', [-2, 2, 6]],
  ['repetition', '7x2', [7, 7, 7]],
  ['no hexadecimal, but zeros', '0x2', [0, 0, 0]],
  ['gaps and a stale marker', '1 _ _x2 stale 2', [1, undefined, undefined, undefined, 'stale', 2]],
  [
    'histograms',
    '{{sum:1 count:2 buckets:[1 1]}}+{{sum:1 count:1 buckets:[1]}}x1 {{}}',
    ['{{count:2 sum:1 buckets:[1 1]}}', '{{count:3 sum:2 buckets:[2 1]}}', '{{}}'],
  ],
])('%s: %s', (_, text, expected) => {
  expect(valuesOf(text)).toEqual(expected)
})

test.each([
  '{{schema:-53 count:9 sum:3 custom_values:[1 2 5] counter_reset_hint:gauge buckets:[1 3 5]}}',
  '{{schema:2 count:4 sum:-1.5 z_bucket:1 z_bucket_w:0.001 offset:-3 buckets:[1 0 1] n_offset:2 n_buckets:[1]}}',
])('a histogram is printed as it was read: %s', (text) => {
  expect(formatHistogram(parseHistogram(text.slice(2, -2)))).toBe(text)
})
