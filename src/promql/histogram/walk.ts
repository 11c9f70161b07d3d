import {bucketBound, isCustom, type NativeHistogram} from './native.ts'

/** One bucket with its bounds. */
export interface Bucket {
  readonly lower: number
  readonly upper: number
  readonly count: number
}

/** All buckets in rising order with their nominal bounds: negative, zero unless it is empty, positive. */
export function nominalBuckets(histogram: NativeHistogram): Bucket[] {
  const {zeroThreshold, zeroCount, positive, negative} = histogram
  const buckets: Bucket[] = []
  for (let i = negative.indexes.length - 1; i >= 0; i--) {
    const index = negative.indexes[i]!
    const upper = -bucketBound(histogram, index - 1)
    buckets.push({lower: -bucketBound(histogram, index), upper, count: negative.counts[i]!})
  }
  if (zeroCount !== 0) buckets.push({lower: -zeroThreshold, upper: zeroThreshold, count: zeroCount})
  for (let i = 0; i < positive.indexes.length; i++) {
    const index = positive.indexes[i]!
    const lower = bucketBound(histogram, index - 1)
    buckets.push({lower, upper: bucketBound(histogram, index), count: positive.counts[i]!})
  }
  return buckets
}

/** The same, with the neighbours of the zero bucket cut where it overlaps them, and without a zero bucket of less than nothing. */
export function allBuckets(histogram: NativeHistogram): Bucket[] {
  const {zeroThreshold, zeroCount} = histogram
  const buckets = nominalBuckets(zeroCount > 0 ? histogram : {...histogram, zeroCount: 0})
  if (isCustom(histogram) || zeroThreshold === 0) return buckets
  return buckets.map((bucket) => {
    if (bucket.lower > 0) return {...bucket, lower: Math.max(bucket.lower, zeroThreshold)}
    return bucket.upper < 0 ? {...bucket, upper: Math.min(bucket.upper, -zeroThreshold)} : bucket
  })
}

/** The bucket with a side at zero moved to it, when it spans zero and the histogram has observations of one sign only. */
export function atZero(histogram: NativeHistogram, bucket: Bucket): Bucket {
  const hasPositive = histogram.positive.indexes.length > 0
  const hasNegative = histogram.negative.indexes.length > 0
  if (hasPositive === hasNegative) return bucket
  return hasPositive ? {...bucket, lower: 0} : {...bucket, upper: 0}
}
