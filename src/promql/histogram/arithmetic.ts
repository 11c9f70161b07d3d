import {addBuckets, coarsenBuckets, compactBuckets, mapCounts} from './buckets.ts'
import {isCustom, NO_BUCKETS, type NativeHistogram, type ResetHint} from './native.ts'
import {firstIndexBeyond, reconcileZero} from './zero.ts'

/** Why two histograms cannot be taken together: one has bounds of its own and the other not, or both have different ones. */
export type Incompatibility = 'mixed-schemas' | 'different-bounds'

/** Whether two histograms can be added and subtracted; undefined when they can. */
export function incompatibility(a: NativeHistogram, b: NativeHistogram): Incompatibility | undefined {
  if (isCustom(a) !== isCustom(b)) return 'mixed-schemas'
  return sameNumbers(a.customValues, b.customValues) ? undefined : 'different-bounds'
}

/** Whether two lists hold the same numbers, NaN being the same as NaN. */
function sameNumbers(a: readonly number[], b: readonly number[]): boolean {
  return a === b || (a.length === b.length && a.every((value, i) => Object.is(value, b[i])))
}

/** `a + b`, in the coarser schema; only for compatible histograms. Empty buckets stay. */
export function addHistograms(a: NativeHistogram, b: NativeHistogram): NativeHistogram {
  return {...combine(a, b, 1), resetHint: commonHint(a.resetHint, b.resetHint)}
}

/** `a - b`, with the reset hint of `a`. */
export function subtractHistograms(a: NativeHistogram, b: NativeHistogram): NativeHistogram {
  return combine(a, b, -1)
}

function combine(a: NativeHistogram, b: NativeHistogram, sign: 1 | -1): NativeHistogram {
  const [left, right] = reconcileZero(a, b)
  const schema = Math.min(left.schema, right.schema)
  const target = {...left, schema}
  const from = firstIndexBeyond(target, left.zeroThreshold)
  const side = (name: 'positive' | 'negative') =>
    addBuckets(
      coarsenBuckets(left[name], left.schema - schema),
      coarsenBuckets(right[name], right.schema - schema),
      sign,
      from,
    )
  return {
    ...target,
    zeroCount: left.zeroCount + sign * right.zeroCount,
    count: left.count + sign * right.count,
    sum: left.sum + sign * right.sum,
    positive: side('positive'),
    negative: side('negative'),
  }
}

/** The hint of a sum. A gauge stays one whatever is added; a reset and a certain non-reset together say nothing. */
export function commonHint(a: ResetHint, b: ResetHint): ResetHint {
  if (a === b) return a
  return a === 'gauge' || b === 'gauge' ? 'gauge' : 'unknown'
}

/** Every count and the sum, times a factor. */
export function multiplyHistogram(histogram: NativeHistogram, factor: number): NativeHistogram {
  const scale = (count: number) => count * factor
  return mapHistogram(histogram, scale)
}

/** Every count and the sum, divided; a division by 0 leaves no bucket. */
export function divideHistogram(histogram: NativeHistogram, divisor: number): NativeHistogram {
  const divided = mapHistogram(histogram, (count) => count / divisor)
  return divisor === 0 ? {...divided, positive: NO_BUCKETS, negative: NO_BUCKETS} : divided
}

function mapHistogram(histogram: NativeHistogram, change: (count: number) => number): NativeHistogram {
  return {
    ...histogram,
    zeroCount: change(histogram.zeroCount),
    count: change(histogram.count),
    sum: change(histogram.sum),
    positive: mapCounts(histogram.positive, change),
    negative: mapCounts(histogram.negative, change),
  }
}

/** The histogram in a coarser schema. */
export function coarsenHistogram(histogram: NativeHistogram, schema: number): NativeHistogram {
  const levels = histogram.schema - schema
  return levels === 0
    ? histogram
    : {
        ...histogram,
        schema,
        positive: coarsenBuckets(histogram.positive, levels),
        negative: coarsenBuckets(histogram.negative, levels),
      }
}

/** The histogram without empty buckets. */
export function compactHistogram(histogram: NativeHistogram): NativeHistogram {
  const positive = compactBuckets(histogram.positive)
  const negative = compactBuckets(histogram.negative)
  const isCompact = positive === histogram.positive && negative === histogram.negative
  return isCompact ? histogram : {...histogram, positive, negative}
}

/** Whether two histograms hold the same data: schema, counts, sum and the same buckets, empty ones included. */
export function equalHistograms(a: NativeHistogram, b: NativeHistogram): boolean {
  return (
    a.schema === b.schema &&
    Object.is(a.count, b.count) &&
    Object.is(a.sum, b.sum) &&
    a.zeroThreshold === b.zeroThreshold &&
    Object.is(a.zeroCount, b.zeroCount) &&
    sameNumbers(a.customValues, b.customValues) &&
    sameNumbers(a.positive.indexes, b.positive.indexes) &&
    sameNumbers(a.positive.counts, b.positive.counts) &&
    sameNumbers(a.negative.indexes, b.negative.indexes) &&
    sameNumbers(a.negative.counts, b.negative.counts)
  )
}
