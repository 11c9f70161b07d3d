import fc from 'fast-check'
import {expect, test} from 'vitest'
import {
  addHistograms,
  coarsenHistogram,
  compactHistogram,
  incompatibility,
  subtractHistograms,
} from '../../../src/promql/histogram/arithmetic.ts'
import {histogramFraction} from '../../../src/promql/histogram/fraction.ts'
import {bucketBound, EMPTY_HISTOGRAM, type NativeHistogram} from '../../../src/promql/histogram/native.ts'
import {histogramQuantile} from '../../../src/promql/histogram/quantile.ts'
import {hasFallen, isReset} from '../../../src/promql/histogram/reset.ts'

const side = fc.uniqueArray(fc.integer({min: -20, max: 40}), {maxLength: 8}).chain((indexes) =>
  fc.array(fc.integer({min: 1, max: 9}), {minLength: indexes.length, maxLength: indexes.length}).map((counts) => ({
    indexes: [...indexes].sort((a, b) => a - b),
    counts,
  })),
)

const histogram = fc
  .record({
    schema: fc.integer({min: -2, max: 4}),
    zeroCount: fc.nat(5),
    positive: side,
    negative: side,
    sum: fc.integer(),
  })
  .map((parts): NativeHistogram => ({
    ...EMPTY_HISTOGRAM,
    ...parts,
    zeroThreshold: parts.zeroCount > 0 ? 2 ** -128 : 0,
    count: [...parts.positive.counts, ...parts.negative.counts].reduce((a, b) => a + b, parts.zeroCount),
  }))

test('what was added can be taken away again', () => {
  fc.assert(
    fc.property(histogram, histogram, (a, b) => {
      const sum = addHistograms(a, b)
      expect(sum.count).toBe(a.count + b.count)
      const back = compactHistogram(subtractHistograms(sum, b))
      const {positive, negative} = coarsenHistogram(a, sum.schema)
      expect(back.positive).toEqual(positive)
      expect(back.negative).toEqual(negative)
    }),
  )
})

test('a histogram that grew was not reset, and one that shrank was', () => {
  fc.assert(
    fc.property(histogram, histogram, (a, b) => {
      const grown = addHistograms(coarsenHistogram(a, Math.min(a.schema, b.schema)), b)
      fc.pre(grown.zeroThreshold === a.zeroThreshold)
      expect(hasFallen(grown, a)).toBe(false)
      if (b.count > 0) expect(hasFallen(a, grown)).toBe(true)
    }),
  )
  expect(isReset({...EMPTY_HISTOGRAM, resetHint: 'reset'}, EMPTY_HISTOGRAM)).toBe(true)
  expect(isReset({...EMPTY_HISTOGRAM, resetHint: 'not_reset'}, {...EMPTY_HISTOGRAM, count: 5})).toBe(false)
})

test('the fraction below a quantile is the quantile', () => {
  fc.assert(
    fc.property(histogram, fc.double({min: 0.01, max: 0.99, noNaN: true}), (given, q) => {
      fc.pre(given.count > 0 && given.zeroCount === 0)
      expect(histogramFraction(-Infinity, histogramQuantile(q, given), given)).toBeCloseTo(q, 6)
    }),
  )
})

test.each([
  [0, 3, 8],
  [1, 1, Math.SQRT2],
  [-1, 1, 4],
  [8, 256, 2],
  [0, 1024, Number.MAX_VALUE],
])('schema %i, bucket %i ends at %d', (schema, index, bound) => {
  expect(bucketBound({...EMPTY_HISTOGRAM, schema}, index)).toBeCloseTo(bound, 12)
})

test('histograms with different bounds do not go together', () => {
  const custom = (...customValues: number[]): NativeHistogram => ({...EMPTY_HISTOGRAM, schema: -53, customValues})
  expect(incompatibility(custom(1, 2), custom(1, 2))).toBeUndefined()
  expect(incompatibility(custom(1, 2), custom(1, 3))).toBe('different-bounds')
  expect(incompatibility(custom(1, 2), EMPTY_HISTOGRAM)).toBe('mixed-schemas')
})
