import {incompatibility, coarsenHistogram} from './arithmetic.ts'
import {bucketsFrom, haveFewer} from './buckets.ts'
import type {NativeHistogram} from './native.ts'
import {firstIndexBeyond, widenZero} from './zero.ts'

/**
 * Whether a counter was reset between two histograms: the hint says so, or some count has fallen, or the layout has changed in a
 * way that only a restart brings (a finer schema, a narrower zero bucket, other bounds).
 */
export function isReset(current: NativeHistogram, previous: NativeHistogram): boolean {
  if (current.resetHint === 'reset') return true
  if (current.resetHint === 'not_reset') return false
  return hasFallen(current, previous)
}

/** The same from the counts alone, whatever the hint says. */
export function hasFallen(current: NativeHistogram, previous: NativeHistogram): boolean {
  if (current.count < previous.count) return true
  if (incompatibility(current, previous) !== undefined) return true
  if (current.schema > previous.schema || current.zeroThreshold < previous.zeroThreshold) return true
  const zero = widenZero(previous, current.zeroThreshold)
  if (zero.threshold !== current.zeroThreshold || current.zeroCount < zero.count) return true
  const from = firstIndexBeyond(current, current.zeroThreshold)
  const before = coarsenHistogram(previous, current.schema)
  return (
    haveFewer(bucketsFrom(current.positive, from), bucketsFrom(before.positive, from)) ||
    haveFewer(bucketsFrom(current.negative, from), bucketsFrom(before.negative, from))
  )
}
