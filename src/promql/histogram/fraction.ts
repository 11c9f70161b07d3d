import {isCustom, type NativeHistogram} from './native.ts'
import {allBuckets, atZero, type Bucket} from './walk.ts'

/** The share of observations between two values, as Prometheus' HistogramFraction, with the interpolation of histogramQuantile. */
export function histogramFraction(lower: number, upper: number, histogram: NativeHistogram): number {
  if (histogram.count === 0 || Number.isNaN(lower) || Number.isNaN(upper)) return NaN
  if (lower >= upper) return 0
  const rankOf = rankIn(histogram)
  return (rankOf(upper) - rankOf(lower)) / histogram.count
}

/** How many observations are below a value. */
function rankIn(histogram: NativeHistogram): (value: number) => number {
  const buckets = allBuckets(histogram)
  // NaN observations, of which a NaN sum tells, are in the count but below no value.
  const total = Number.isNaN(histogram.sum) ? buckets.reduce((sum, {count}) => sum + count, 0) : histogram.count
  return (value) => {
    let rank = 0
    for (const raw of buckets) {
      const spansZero = raw.lower <= 0 && raw.upper >= 0
      const bucket = spansZero ? atZero(histogram, raw) : raw
      if (bucket.lower >= value) return Math.min(rank, total)
      if (bucket.upper > value) {
        const share = isCustom(histogram) || spansZero ? linearShare(bucket, value) : exponentialShare(bucket, value)
        return Math.min(rank + share, total)
      }
      rank += bucket.count
    }
    return total
  }
}

function linearShare({lower, upper, count}: Bucket, value: number): number {
  return (count * (value - lower)) / (upper - lower)
}

function exponentialShare({lower, upper, count}: Bucket, value: number): number {
  const logLower = Math.log2(Math.abs(lower))
  const logUpper = Math.log2(Math.abs(upper))
  const logValue = Math.log2(Math.abs(value))
  return value > 0
    ? count * ((logValue - logLower) / (logUpper - logLower))
    : count * (1 - (logValue - logUpper) / (logLower - logUpper))
}
