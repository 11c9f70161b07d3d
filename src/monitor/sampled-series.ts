import type {FloatSeries, HistogramColumn, HistogramSample, HistogramSeries, HistorySeries} from '../metrics/history.ts'
import {createDraft, histogramOfDraft, type HistogramDraft} from '../promql/histogram/draft.ts'
import type {NativeHistogram} from '../promql/histogram/native.ts'
import {customHistogram} from '../promql/histogram/native.ts'
import type {Labels} from '../promql/labels.ts'
import {createLabels, METRIC_NAME} from '../promql/labels.ts'
import {memoize} from '../promql/memoize.ts'
import type {Series} from '../promql/querier.ts'
import {HISTOGRAM_SAMPLE} from '../promql/querier.ts'

/** The labels of a sampled series as PromQL knows them: always the same object. */
export const labelsOf: (series: HistorySeries) => Labels = memoize((series) =>
  createLabels({...Object.fromEntries(series.labels), [METRIC_NAME]: series.name}),
)

/** A sampled series as PromQL reads it. Thousands are read at every tick, so nothing is made that was there at the last one. */
export type SampledSeries = SampledNumber | SampledHistogram

type Mutable<T> = {-readonly [K in keyof T]: T[K]}

interface SampledNumber extends Mutable<Series> {
  readonly kind: 'float'
  readonly source: FloatSeries
  /** The count of ticks at which it was read. */
  tick: number
}

interface SampledHistogram extends Mutable<Series> {
  readonly kind: 'histogram'
  readonly source: HistogramSeries
  column: HistogramColumn
}

const NO_SAMPLES: Float64Array = new Float64Array(0)
const NO_COLUMN: HistogramColumn = {times: NO_SAMPLES, samples: []}

/** Shows nothing before it is refreshed. */
export function createSampledSeries(source: HistorySeries): SampledSeries {
  return source.kind === 'float' ? sampledNumberOf(source) : createSampledHistogram(source)
}

/** One for all selectors, so that what several of them match is read once a tick. */
const sampledNumberOf: (source: FloatSeries) => SampledNumber = memoize((source) => ({
  kind: 'float',
  source,
  tick: -1,
  labels: labelsOf(source),
  times: NO_SAMPLES,
  values: NO_SAMPLES,
  length: 0,
  fellAt: -Infinity,
}))

/** One for each selector: what is shown depends on the range. */
function createSampledHistogram(source: HistogramSeries): SampledHistogram {
  let shownOf: HistogramColumn | undefined
  let shown: readonly NativeHistogram[] = []
  return {
    kind: 'histogram',
    source,
    labels: labelsOf(source),
    times: NO_SAMPLES,
    values: NO_SAMPLES,
    length: 0,
    column: NO_COLUMN,
    kinds: new Uint8Array(0),
    get histograms() {
      if (shownOf !== this.column) {
        shownOf = this.column
        shown = shownOf.samples.map((sample) => toHistogram(sample, source.bounds))
      }
      return shown
    },
    growth(from, to) {
      return histogramOfDraft(growthOf(source, this.times[from]!, this.times[to]!, 1), 'gauge')
    },
  }
}

const draft = createDraft()

/** What a histogram has more at one tick than at an earlier one, times a factor; good until the next call. */
export function growthOf(source: HistogramSeries, fromMs: number, toMs: number, factor: number): HistogramDraft {
  draft.bounds = source.bounds
  source.growth(fromMs, toMs, factor, draft)
  return draft
}

/** Shows the samples up to the last tick, counted as `tick`; of a histogram those with minMs < time <= maxMs. */
export function refresh(series: SampledSeries, tick: number, minMs: number, maxMs: number): void {
  if (series.kind === 'float') {
    if (series.tick === tick) return
    series.tick = tick
    const {times, values, length, fellAt} = series.source.column()
    series.times = times
    series.values = values
    series.length = length
    if (series.fellAt !== fellAt) series.fellAt = fellAt
    return
  }
  series.column = series.source.column(minMs, maxMs)
  series.times = series.column.times
  series.length = series.times.length
  if (series.length <= series.kinds!.length) return
  series.values = new Float64Array(2 * series.length)
  series.kinds = new Uint8Array(2 * series.length).fill(HISTOGRAM_SAMPLE)
}

/** An HDR histogram is, to PromQL, a native histogram with custom buckets. */
function toHistogram({count, sum, indexes, counts}: HistogramSample, bounds: readonly number[]): NativeHistogram {
  return customHistogram(bounds, count, sum, {indexes, counts}, 'unknown')
}
