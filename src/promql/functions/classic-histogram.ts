/** One bucket of a classic histogram: how many observations were at most `bound`. */
export interface ClassicBucket {
  readonly bound: number
  count: number
}

/** Counts that differ by less than this share are taken as rounded differently (quantile.go, smallDeltaTolerance). */
const SMALL_DELTA = 1e-12

/** The smallest normal float: below it a relative difference means nothing (Prometheus' util/almost). */
const MIN_NORMAL = 2.2250738585072014e-308

/**
 * The q-quantile of a classic histogram, linear inside a bucket. NaN without a +Inf bucket, with fewer than two buckets or without
 * observations. `onForced` hears when counts had to be made to rise. `buckets` by rising bound.
 */
export function classicQuantile(q: number, sorted: readonly ClassicBucket[], onForced: () => void): number {
  if (Number.isNaN(q)) return NaN
  if (q < 0) return -Infinity
  if (q > 1) return Infinity
  if (sorted[sorted.length - 1]?.bound !== Infinity) return NaN
  const buckets = mergeEqualBounds(sorted)
  if (makeMonotonic(buckets)) onForced()
  if (buckets.length < 2) return NaN
  const total = buckets[buckets.length - 1]!.count
  if (total === 0) return NaN
  const rank = q * total
  let at = buckets.findIndex(({count}) => count >= rank)
  if (at < 0) at = buckets.length - 1
  if (at === buckets.length - 1) return buckets[at - 1]!.bound
  const {bound, count} = buckets[at]!
  if (at === 0 && bound <= 0) return bound
  const lower = at > 0 ? buckets[at - 1]! : {bound: 0, count: 0}
  return lower.bound + (bound - lower.bound) * ((rank - lower.count) / (count - lower.count))
}

/** The share of a classic histogram's observations between two values, linear inside a bucket. */
export function classicFraction(lower: number, upper: number, sorted: readonly ClassicBucket[]): number {
  if (sorted[sorted.length - 1]?.bound !== Infinity) return NaN
  const buckets = mergeEqualBounds(sorted)
  const total = buckets[buckets.length - 1]!.count
  if (total === 0 || Number.isNaN(lower) || Number.isNaN(upper)) return NaN
  if (lower >= upper) return 0
  return (classicRank(buckets, upper, total) - classicRank(buckets, lower, total)) / total
}

function classicRank(buckets: readonly ClassicBucket[], value: number, total: number): number {
  let rank = 0
  let from = -Infinity
  for (const {bound, count} of buckets) {
    if (from >= value) return rank > total ? total : rank
    if (bound > value) {
      const within = rank + ((count - rank) * (value - from)) / (bound - from)
      return within > total ? total : within
    }
    rank = count
    from = bound
  }
  return total
}

function mergeEqualBounds(sorted: readonly ClassicBucket[]): ClassicBucket[] {
  const merged: ClassicBucket[] = []
  for (const {bound, count} of sorted) {
    const last = merged[merged.length - 1]
    if (last?.bound === bound) last.count += count
    else merged.push({bound, count})
  }
  return merged
}

/** Makes counts rise; differences that rounding explains are taken back in silence, others are reported as true. */
function makeMonotonic(buckets: ClassicBucket[]): boolean {
  let forced = false
  let previous = buckets[0]!.count
  for (const bucket of buckets) {
    const {count} = bucket
    if (count === previous) continue
    if (isAlmost(previous, count)) bucket.count = previous
    else if (count < previous) {
      bucket.count = previous
      forced = true
    } else previous = count
  }
  return forced
}

function isAlmost(a: number, b: number): boolean {
  if (Number.isNaN(a) || Number.isNaN(b)) return Number.isNaN(a) && Number.isNaN(b)
  const difference = Math.abs(a - b)
  const sum = Math.abs(a) + Math.abs(b)
  if (a === 0 || b === 0 || sum < MIN_NORMAL) return difference < SMALL_DELTA * MIN_NORMAL
  return difference / Math.min(sum, Number.MAX_VALUE) < SMALL_DELTA
}
