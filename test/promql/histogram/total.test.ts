import fc from 'fast-check'
import {expect, test} from 'vitest'
import {addHistograms, compactHistogram} from '../../../src/promql/histogram/arithmetic.ts'
import {CUSTOM_SCHEMA, EMPTY_HISTOGRAM, NO_BUCKETS, type NativeHistogram} from '../../../src/promql/histogram/native.ts'
import {totalOfHistograms} from '../../../src/promql/histogram/total.ts'

const BOUNDS = Array.from({length: 5_000}, (_, i) => i / 10)

const buckets = fc
  .uniqueArray(fc.tuple(fc.oneof(fc.nat(70), fc.nat(5_000)), fc.oneof(fc.constantFrom(0, -0, 1), fc.double())), {
    maxLength: 12,
    selector: ([index]) => index,
  })
  .map((pairs) => pairs.sort(([a], [b]) => a - b))
  .map((pairs) => ({indexes: pairs.map(([index]) => index), counts: pairs.map(([, count]) => count)}))

const rest = {
  count: fc.double(),
  sum: fc.double(),
  positive: buckets,
  resetHint: fc.constantFrom('unknown', 'reset', 'not_reset', 'gauge'),
} as const

const ofOneStore = fc
  .record(rest)
  .map((parts): NativeHistogram => ({...EMPTY_HISTOGRAM, schema: CUSTOM_SCHEMA, customValues: BOUNDS, ...parts}))

const ofAnother = fc.record(rest).map((parts): NativeHistogram => ({
  ...EMPTY_HISTOGRAM,
  schema: CUSTOM_SCHEMA,
  customValues: [...BOUNDS],
  ...parts,
}))

const oddOne = fc
  .record({...rest, negative: fc.oneof(fc.constant(NO_BUCKETS), buckets), zeroCount: fc.nat(2)})
  .map((parts): NativeHistogram => ({...EMPTY_HISTOGRAM, schema: CUSTOM_SCHEMA, customValues: BOUNDS, ...parts}))

test.each([
  ['of one store', fc.array(ofOneStore, {minLength: 1, maxLength: 12})],
  ['with bounds that are only equal', fc.array(fc.oneof(ofOneStore, ofAnother), {minLength: 1, maxLength: 6})],
  ['of which some have other buckets', fc.array(fc.oneof(ofOneStore, oddOne), {minLength: 1, maxLength: 6})],
])('the total of histograms %s is what adding one after the other gives, to the last bit', (_, lists) => {
  fc.assert(
    fc.property(lists, (histograms) => {
      expect(compactHistogram(totalOfHistograms(histograms))).toEqual(
        compactHistogram(histograms.reduce(addHistograms)),
      )
    }),
  )
})
