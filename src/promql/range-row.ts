import type {NativeHistogram} from './histogram/native.ts'
import {NO_LABELS, type Labels} from './labels.ts'
import {HISTOGRAM_SAMPLE, STALE_SAMPLE, type Series} from './querier.ts'

/** The samples of one series that the ranges of all steps cut out of, floats and histograms apart and without stale markers. */
export interface RangeRow {
  readonly labels: Labels
  readonly times: Float64Array
  readonly values: Float64Array
  readonly length: number
  /** As that of the series. */
  readonly fellAt?: number | undefined
  readonly histogramTimes: Float64Array
  readonly histograms: readonly NativeHistogram[]
  /** As that of the series. */
  readonly growth?: ((from: number, to: number) => NativeHistogram) | undefined
}

const NO_TIMES = new Float64Array(0)

/** A row without samples. */
export const NO_SAMPLES: RangeRow = {
  labels: NO_LABELS,
  times: NO_TIMES,
  values: NO_TIMES,
  length: 0,
  fellAt: undefined,
  histogramTimes: NO_TIMES,
  histograms: [],
}

/** A range vector at every step: the samples with `ends[step] - rangeMs < time <= ends[step]` of each row. */
export interface RangeVector {
  readonly rows: readonly RangeRow[]
  /** Those of the rows, as a list that is the same for the same series. */
  readonly labels: readonly Labels[]
  readonly ends: Float64Array
  readonly rangeMs: number
}

/** Series without stale markers and histograms serve as they are; others are taken apart. */
export function rowOfSeries(series: Series): RangeRow {
  const {labels, times, values, length, kinds} = series
  if (kinds === undefined)
    return {labels, times, values, length, fellAt: series.fellAt, histogramTimes: NO_TIMES, histograms: []}
  if (series.growth !== undefined) return rowOfHistograms(series)
  const isFloat = (index: number) => kinds[index] !== STALE_SAMPLE && kinds[index] !== HISTOGRAM_SAMPLE
  return takeApart(labels, length, times, values, isFloat, (index) => series.histograms?.[index])
}

function rowOfHistograms(series: Series): RangeRow {
  const {labels, times, length, growth} = series
  return {
    labels,
    times: NO_TIMES,
    values: NO_TIMES,
    length: 0,
    histogramTimes: times.subarray(0, length),
    get histograms() {
      return series.histograms as readonly NativeHistogram[]
    },
    growth: (from, to) => growth!.call(series, from, to),
  }
}

/** Puts floats and histograms apart; what is neither is left out. */
export function takeApart(
  labels: Labels,
  length: number,
  times: Float64Array,
  values: Float64Array,
  isFloat: (index: number) => boolean,
  histogramAt: (index: number) => NativeHistogram | undefined,
): RangeRow {
  const floatTimes = new Float64Array(length)
  const floats = new Float64Array(length)
  const histogramTimes: number[] = []
  const histograms: NativeHistogram[] = []
  let count = 0
  for (let index = 0; index < length; index++) {
    if (isFloat(index)) {
      floatTimes[count] = times[index]!
      floats[count++] = values[index]!
    } else {
      const histogram = histogramAt(index)
      if (histogram === undefined) continue
      histogramTimes.push(times[index]!)
      histograms.push(histogram)
    }
  }
  return {
    labels,
    times: floatTimes,
    values: floats,
    length: count,
    histogramTimes: Float64Array.from(histogramTimes),
    histograms,
  }
}
