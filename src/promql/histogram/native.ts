/** Native histograms, after Prometheus' model/histogram: sparse buckets, absolute float counts, never changed once made. */

/** What is known about a counter reset before this histogram. A gauge is no counter at all. */
export type ResetHint = 'unknown' | 'reset' | 'not_reset' | 'gauge'

/** The populated buckets of one sign, by rising index; a bucket may be there with a count of 0. */
export interface Buckets {
  readonly indexes: readonly number[]
  readonly counts: readonly number[]
}

/** The distribution of many observations. */
export interface NativeHistogram {
  /** -4 to 8: each power of two is cut into 2^schema buckets; CUSTOM_SCHEMA: the bounds are `customValues`. */
  readonly schema: number
  /** Observations of at most this magnitude are counted in `zeroCount`. */
  readonly zeroThreshold: number
  readonly zeroCount: number
  readonly count: number
  readonly sum: number
  readonly positive: Buckets
  readonly negative: Buckets
  /** Upper bounds, rising, without +Inf; empty but for CUSTOM_SCHEMA. Sharing one array among histograms makes them quick to add. */
  readonly customValues: readonly number[]
  readonly resetHint: ResetHint
}

/** The schema of histograms with bounds of their own. */
export const CUSTOM_SCHEMA = -53

/** No bucket. */
export const NO_BUCKETS: Buckets = {indexes: [], counts: []}

/** The histogram without observations. */
export const EMPTY_HISTOGRAM: NativeHistogram = {
  schema: 0,
  zeroThreshold: 0,
  zeroCount: 0,
  count: 0,
  sum: 0,
  positive: NO_BUCKETS,
  negative: NO_BUCKETS,
  customValues: [],
  resetHint: 'unknown',
}

/** A histogram with bounds of its own (its `customValues`) and observations above 0 alone. */
export function customHistogram(
  bounds: readonly number[],
  count: number,
  sum: number,
  positive: Buckets,
  resetHint: ResetHint,
): NativeHistogram {
  return {
    schema: CUSTOM_SCHEMA,
    zeroThreshold: 0,
    zeroCount: 0,
    count,
    sum,
    positive,
    negative: NO_BUCKETS,
    customValues: bounds,
    resetHint,
  }
}

/** Whether the bounds are the histogram's own. */
export function isCustom(histogram: NativeHistogram): boolean {
  return histogram.schema === CUSTOM_SCHEMA
}

/**
 * The upper bound of the positive bucket `index`; that of `index - 1` is its lower bound. Negative buckets mirror it. Exponential:
 * 2^(index / 2^schema), the last finite one being the largest float.
 */
export function bucketBound(histogram: NativeHistogram, index: number): number {
  const {schema, customValues} = histogram
  if (schema === CUSTOM_SCHEMA) return boundAt(customValues, index)
  const exponent = index * 2 ** -schema
  if (exponent === 1024) return Number.MAX_VALUE
  const whole = Math.floor(exponent)
  return 2 ** (exponent - whole) * 2 ** whole
}

/** The same of bounds of one's own. */
export function boundAt(bounds: readonly number[], index: number): number {
  if (index < 0) return -Infinity
  return index < bounds.length ? bounds[index]! : Infinity
}
