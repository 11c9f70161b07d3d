import fc from 'fast-check'
import {expect, test} from 'vitest'
import {CUSTOM_SCHEMA, EMPTY_HISTOGRAM, type NativeHistogram} from '../../../src/promql/histogram/native.ts'
import {histogramQuantile} from '../../../src/promql/histogram/quantile.ts'

/** Custom bounds and whole counts, some of them 0; the last bucket may be the one without an upper bound. */
const arbitraryHistogram = fc
  .uniqueArray(fc.integer({min: -50, max: 50}), {minLength: 1, maxLength: 12})
  .chain((bounds) =>
    fc.array(fc.nat(5), {minLength: 1, maxLength: bounds.length + 1}).map((counts) => ({bounds, counts})),
  )
  .map(({bounds, counts}): NativeHistogram => ({
    ...EMPTY_HISTOGRAM,
    schema: CUSTOM_SCHEMA,
    customValues: bounds.sort((a, b) => a - b),
    count: counts.reduce((sum, count) => sum + count, 0),
    positive: {indexes: counts.map((_, index) => index), counts},
  }))

test('the walk over one side ends where the walk over all buckets does', () => {
  fc.assert(
    fc.property(arbitraryHistogram, fc.double({min: 0, max: 1, noNaN: true}), fc.boolean(), (made, q, hasNaN) => {
      const histogram = hasNaN ? {...made, sum: NaN} : made
      // An empty bucket on the other side changes nothing but the way.
      const twoSided = {...histogram, negative: {indexes: [0], counts: [0]}}
      expect(histogramQuantile(q, histogram)).toBe(histogramQuantile(q, twoSided))
    }),
  )
})
