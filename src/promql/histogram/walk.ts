import {bucketBound, isCustom, type NativeHistogram} from './native.ts'

/** One bucket with its bounds. */
export interface Bucket {
  readonly lower: number
  readonly upper: number
  readonly count: number
}

/**
 * All buckets in rising order: negative, zero, positive. Where the zero bucket overlaps its neighbours, these are cut at the zero
 * threshold. A zero bucket without observations is left out.
 */
export function allBuckets(histogram: NativeHistogram): Bucket[] {
  const {zeroThreshold, zeroCount, positive, negative} = histogram
  const buckets: Bucket[] = []
  for (let i = negative.indexes.length - 1; i >= 0; i--) {
    const index = negative.indexes[i]!
    const upper = Math.min(-bucketBound(histogram, index - 1), -zeroThreshold)
    buckets.push({lower: -bucketBound(histogram, index), upper, count: negative.counts[i]!})
  }
  if (zeroCount > 0) buckets.push({lower: -zeroThreshold, upper: zeroThreshold, count: zeroCount})
  for (let i = 0; i < positive.indexes.length; i++) {
    const index = positive.indexes[i]!
    const bound = bucketBound(histogram, index - 1)
    const lower = isCustom(histogram) ? bound : Math.max(bound, zeroThreshold)
    buckets.push({lower, upper: bucketBound(histogram, index), count: positive.counts[i]!})
  }
  return buckets
}

/** The bucket with a side at zero moved to it, when it spans zero and the histogram has observations of one sign only. */
export function atZero(histogram: NativeHistogram, bucket: Bucket): Bucket {
  const hasPositive = histogram.positive.indexes.length > 0
  const hasNegative = histogram.negative.indexes.length > 0
  if (hasPositive === hasNegative) return bucket
  return hasPositive ? {...bucket, lower: 0} : {...bucket, upper: 0}
}
