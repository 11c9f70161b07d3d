import {boundAt, isCustom, type NativeHistogram} from './native.ts'
import {allBuckets, atZero, type Bucket} from './walk.ts'

/**
 * The q-quantile, as Prometheus' HistogramQuantile: interpolated exponentially inside an exponential bucket, linearly in the zero
 * bucket and in custom buckets. NaN without observations.
 */
export function histogramQuantile(q: number, histogram: NativeHistogram): number {
  if (hasOneSide(histogram)) {
    const {customValues, count, sum, positive} = histogram
    const {indexes, counts} = positive
    return quantileOverBounds(q, customValues, count, sum, indexes, counts, 0, indexes.length)
  }
  if (q < 0) return -Infinity
  if (q > 1) return Infinity
  if (histogram.count === 0 || Number.isNaN(q)) return NaN
  // NaN observations are in the count but in no bucket, so only a walk from below finds the rank.
  const forward = Number.isNaN(histogram.sum) || q < 0.5
  const rank = (forward ? q : 1 - q) * histogram.count
  let {bucket, walked} = walkAll(histogram, rank, forward)
  if (isCustom(histogram)) {
    if (bucket.lower === -Infinity) {
      if (bucket.upper <= 0) return bucket.upper
      bucket = {...bucket, lower: 0}
    } else if (bucket.upper === Infinity) return bucket.lower
  } else if (bucket.lower < 0 && bucket.upper > 0) bucket = atZero(histogram, bucket)
  walked = Math.min(walked, histogram.count)
  if (walked < rank) return bucket.upper
  const into = (forward ? rank - (walked - bucket.count) : walked - rank) / bucket.count
  const {lower, upper} = bucket
  if (isCustom(histogram) || (lower <= 0 && upper >= 0)) return lower + (upper - lower) * into
  const logLower = Math.log2(Math.abs(lower))
  const logUpper = Math.log2(Math.abs(upper))
  return lower > 0
    ? 2 ** (logLower + (logUpper - logLower) * into)
    : -(2 ** (logUpper + (logLower - logUpper) * (1 - into)))
}

/** Where a walk over the buckets has ended: in the bucket that reaches the rank, or in the last one. */
interface Walk {
  readonly bucket: Bucket
  /** The observations in all buckets up to there. */
  readonly walked: number
}

const NOWHERE: Walk = {bucket: {lower: 0, upper: 0, count: 0}, walked: 0}

function walkAll(histogram: NativeHistogram, rank: number, forward: boolean): Walk {
  const buckets = allBuckets(histogram)
  if (!forward) buckets.reverse()
  let {bucket, walked} = NOWHERE
  for (bucket of buckets) {
    if (bucket.count === 0) continue
    walked += bucket.count
    if (walked >= rank) break
  }
  return {bucket, walked}
}

/** Whether the positive buckets of bounds of its own are all there is. */
function hasOneSide(histogram: NativeHistogram): boolean {
  return isCustom(histogram) && histogram.negative.indexes.length === 0 && !(histogram.zeroCount > 0)
}

/**
 * The same for a histogram of positive buckets with bounds of its own, from one entry of its buckets up to another. Rules ask for several
 * quantiles of every plugin at each tick, so only the bucket is looked at where the walk ends.
 */
export function quantileOverBounds(
  q: number,
  bounds: readonly number[],
  count: number,
  sum: number,
  indexes: ArrayLike<number>,
  counts: ArrayLike<number>,
  from: number,
  to: number,
): number {
  if (q < 0) return -Infinity
  if (q > 1) return Infinity
  if (count === 0 || Number.isNaN(q)) return NaN
  const forward = Number.isNaN(sum) || q < 0.5
  const rank = (forward ? q : 1 - q) * count
  let walked = 0
  let place = from
  for (let step = 0; step < to - from; step++) {
    place = forward ? from + step : to - 1 - step
    walked += counts[place]!
    if (counts[place] !== 0 && walked >= rank) break
  }
  walked = Math.min(walked, count)
  // Without buckets it is taken to be one of nothing at 0.
  const hasBuckets = to > from
  const inBucket = hasBuckets ? counts[place]! : 0
  let lower = hasBuckets ? boundAt(bounds, indexes[place]! - 1) : 0
  const upper = hasBuckets ? boundAt(bounds, indexes[place]!) : 0
  if (lower === -Infinity) {
    if (upper <= 0) return upper
    lower = 0
  } else if (upper === Infinity) return lower
  if (walked < rank) return upper
  const into = (forward ? rank - (walked - inBucket) : walked - rank) / inBucket
  return lower + (upper - lower) * into
}
