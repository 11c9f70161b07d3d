import fc from 'fast-check'
import {expect, test} from 'vitest'
import {addHistograms, compactHistogram} from '../../../src/promql/histogram/arithmetic.ts'
import {CUSTOM_SCHEMA, EMPTY_HISTOGRAM, NO_BUCKETS, type NativeHistogram} from '../../../src/promql/histogram/native.ts'
import {createDraft, histogramOfDraft, type HistogramDraft} from '../../../src/promql/histogram/draft.ts'
import {createHistogramRows, histogramAt, putRow, quantileAt} from '../../../src/promql/histogram/histogram-rows.ts'
import {histogramQuantile} from '../../../src/promql/histogram/quantile.ts'
import {totalOfHistograms, totalOfRows} from '../../../src/promql/histogram/total.ts'

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

function draftOf({customValues, count, sum, positive}: NativeHistogram): HistogramDraft {
  const {indexes, counts} = positive
  return {
    bounds: customValues,
    count,
    sum,
    length: indexes.length,
    indexes: Int32Array.from(indexes),
    counts: Float64Array.from(counts),
  }
}

const gauge = ofOneStore.map((histogram): NativeHistogram => compactHistogram({...histogram, resetHint: 'gauge'}))

test('rows hold what was written into them last, and their total and quantiles are those of the histograms', () => {
  const writes = fc.array(fc.tuple(fc.nat(6), gauge), {minLength: 1, maxLength: 40})
  fc.assert(
    fc.property(writes, fc.double({min: -0.5, max: 1.5}), (histograms, q) => {
      const rows = createHistogramRows()
      const expected = new Map<number, NativeHistogram>()
      for (const [row, histogram] of histograms) {
        expect(putRow(rows, row, draftOf(histogram))).toBe(true)
        expected.set(row, histogram)
      }
      for (const [row, histogram] of expected) {
        expect(histogramAt(rows, row)).toEqual(histogram)
        expect(quantileAt(q, rows, row)).toBe(histogramQuantile(q, histogram))
      }
      const total = histogramOfDraft(totalOfRows(rows, [...expected.keys()]), 'gauge')
      expect(total).toEqual(compactHistogram([...expected.values()].reduce(addHistograms)))
    }),
  )
})

test('a row takes no histogram with other bounds than the others have', () => {
  const rows = createHistogramRows()
  expect(putRow(rows, 0, {...createDraft(), bounds: BOUNDS})).toBe(true)
  expect(putRow(rows, 1, {...createDraft(), bounds: [...BOUNDS]})).toBe(false)
})
