import {isCustom, type NativeHistogram} from './native.ts'
import {allBuckets, atZero, type Bucket} from './walk.ts'

/**
 * The q-quantile, as Prometheus' HistogramQuantile: interpolated exponentially inside an exponential bucket, linearly in the zero
 * bucket and in custom buckets. NaN without observations.
 */
export function histogramQuantile(q: number, histogram: NativeHistogram): number {
  if (q < 0) return -Infinity
  if (q > 1) return Infinity
  if (histogram.count === 0 || Number.isNaN(q)) return NaN
  // NaN observations are in the count but in no bucket, so only a walk from below finds the rank.
  const forward = Number.isNaN(histogram.sum) || q < 0.5
  const rank = (forward ? q : 1 - q) * histogram.count
  const buckets = allBuckets(histogram)
  if (!forward) buckets.reverse()
  let bucket: Bucket = {lower: 0, upper: 0, count: 0}
  let walked = 0
  for (bucket of buckets) {
    if (bucket.count === 0) continue
    walked += bucket.count
    if (walked >= rank) break
  }
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
