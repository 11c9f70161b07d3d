import type {NativeHistogram} from '../../promql/histogram/native.ts'
import {hasFallen} from '../../promql/histogram/reset.ts'
import type {Labels} from '../../promql/labels.ts'
import {FLOAT_SAMPLE, HISTOGRAM_SAMPLE, STALE_SAMPLE, type Series} from '../../promql/querier.ts'
import type {SeriesValue} from './series-values.ts'

/** A series that grows; `length` is what may be seen, `stored` what there is. */
export interface StoredSeries extends Series {
  times: Float64Array
  values: Float64Array
  kinds: Uint8Array | undefined
  histograms: (NativeHistogram | undefined)[] | undefined
  length: number
  stored: number
}

const FIRST_CAPACITY = 16

/** A series without samples. */
export function createStoredSeries(labels: Labels): StoredSeries {
  return {
    labels,
    times: new Float64Array(FIRST_CAPACITY),
    values: new Float64Array(FIRST_CAPACITY),
    kinds: undefined,
    histograms: undefined,
    length: 0,
    stored: 0,
  }
}

/** Stores one more sample; the caller sees to it that times rise. */
export function appendValue(series: StoredSeries, at: number, value: SeriesValue): void {
  const index = series.stored
  if (index === series.times.length) grow(series)
  series.times[index] = at
  if (typeof value === 'number') series.values[index] = value
  else series.kinds ??= new Uint8Array(series.times.length)
  if (series.kinds !== undefined) series.kinds[index] = kindOf(value)
  if (typeof value === 'object') {
    series.histograms ??= []
    series.histograms[index] = {...value, resetHint: storedHint(series, value)}
  }
  series.stored++
}

function kindOf(value: SeriesValue): number {
  if (typeof value === 'number') return FLOAT_SAMPLE
  return value === 'stale' ? STALE_SAMPLE : HISTOGRAM_SAMPLE
}

/** What Prometheus' storage says of a reset: it knows only inside of a chunk, and a reset starts a new chunk. */
function storedHint({kinds, histograms, stored}: StoredSeries, next: NativeHistogram): NativeHistogram['resetHint'] {
  if (next.resetHint === 'gauge') return 'gauge'
  const previous = stored > 0 && kinds![stored - 1] === HISTOGRAM_SAMPLE ? histograms![stored - 1] : undefined
  if (previous === undefined || previous.resetHint === 'gauge' || next.resetHint === 'reset') return 'unknown'
  const sameLayout = previous.schema === next.schema && previous.zeroThreshold === next.zeroThreshold
  return sameLayout && !hasFallen(next, previous) ? 'not_reset' : 'unknown'
}

function grow(series: StoredSeries): void {
  const capacity = series.times.length * 2
  const times = new Float64Array(capacity)
  const values = new Float64Array(capacity)
  times.set(series.times)
  values.set(series.values)
  series.times = times
  series.values = values
  if (series.kinds === undefined) return
  const kinds = new Uint8Array(capacity)
  kinds.set(series.kinds)
  series.kinds = kinds
}
