import {bucketsFrom} from './buckets.ts'
import {bucketBound, isCustom, type NativeHistogram} from './native.ts'

/** A zero bucket: how wide, and how many observations. */
export interface ZeroBucket {
  readonly threshold: number
  readonly count: number
}

/**
 * The zero bucket that the histogram would have with a threshold of at least `threshold`. Where that cuts a populated bucket, the
 * threshold moves to the bucket's outer bound.
 */
export function widenZero(histogram: NativeHistogram, threshold: number): ZeroBucket {
  if (threshold === histogram.zeroThreshold) return {threshold, count: histogram.zeroCount}
  let widened = threshold
  for (;;) {
    const before = widened
    let count = histogram.zeroCount
    for (const side of [histogram.positive, histogram.negative]) {
      for (let i = 0; i < side.indexes.length; i++) {
        const index = side.indexes[i]!
        if (bucketBound(histogram, index - 1) >= widened) break
        count += side.counts[i]!
        if (side.counts[i] !== 0) widened = Math.max(widened, bucketBound(histogram, index))
      }
    }
    if (widened === before) return {threshold: widened, count}
  }
}

/** The lowest bucket index whose upper bound is beyond the threshold; -Infinity for custom bounds, which know no zero bucket. */
export function firstIndexBeyond(histogram: NativeHistogram, threshold: number): number {
  if (threshold === 0 || isCustom(histogram)) return -Infinity
  let index = Math.floor(Math.log2(threshold) * 2 ** histogram.schema)
  while (bucketBound(histogram, index) > threshold) index--
  while (bucketBound(histogram, index) <= threshold) index++
  return index
}

/** The histogram with a wider zero bucket, into which the buckets inside have gone. */
function withZero(histogram: NativeHistogram, zero: ZeroBucket): NativeHistogram {
  if (zero.threshold === histogram.zeroThreshold) return histogram
  const from = firstIndexBeyond(histogram, zero.threshold)
  return {
    ...histogram,
    zeroThreshold: zero.threshold,
    zeroCount: zero.count,
    positive: bucketsFrom(histogram.positive, from),
    negative: bucketsFrom(histogram.negative, from),
  }
}

/** Both histograms with the same zero bucket, no wider than the two ask for. */
export function reconcileZero(a: NativeHistogram, b: NativeHistogram): [NativeHistogram, NativeHistogram] {
  let [left, right] = [a, b]
  while (left.zeroThreshold !== right.zeroThreshold) {
    if (left.zeroThreshold > right.zeroThreshold) right = withZero(right, widenZero(right, left.zeroThreshold))
    else left = withZero(left, widenZero(left, right.zeroThreshold))
  }
  return [left, right]
}
