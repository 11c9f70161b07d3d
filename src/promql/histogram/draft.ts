import {customHistogram, type NativeHistogram, type ResetHint} from './native.ts'

/**
 * A histogram with bounds of its own and positive buckets alone, a gauge, as it comes out of a computation: in room that the next one
 * takes, so it is to be copied at once. Rules compute thousands at every tick, and this way make none of the objects of which a
 * NativeHistogram consists.
 */
export interface HistogramDraft {
  /** The `customValues` of the histogram. */
  bounds: readonly number[]
  count: number
  sum: number
  /** How many of the entries count: populated buckets by rising index. */
  length: number
  indexes: Int32Array
  counts: Float64Array
}

/** Room for a draft; whoever fills it makes it as large as is needed. */
export function createDraft(): HistogramDraft {
  return {bounds: [], count: 0, sum: 0, length: 0, indexes: new Int32Array(64), counts: new Float64Array(64)}
}

/** Which of both it is. */
export function isDraft(histogram: NativeHistogram | HistogramDraft): histogram is HistogramDraft {
  return 'bounds' in histogram
}

/** The histogram that a draft shows, as an object of its own. */
export function histogramOfDraft(draft: HistogramDraft, resetHint: ResetHint): NativeHistogram {
  const {bounds, count, sum, length, indexes, counts} = draft
  return histogramOfColumns(bounds, count, sum, indexes, counts, 0, length, resetHint)
}

/** A histogram of the entries from one place up to another, as an object of its own. */
export function histogramOfColumns(
  bounds: readonly number[],
  count: number,
  sum: number,
  indexes: Int32Array,
  counts: Float64Array,
  from: number,
  to: number,
  resetHint: ResetHint,
): NativeHistogram {
  const positive = {indexes: new Array<number>(to - from), counts: new Array<number>(to - from)}
  for (let place = from; place < to; place++) {
    positive.indexes[place - from] = indexes[place]!
    positive.counts[place - from] = counts[place]!
  }
  return customHistogram(bounds, count, sum, positive, resetHint)
}
