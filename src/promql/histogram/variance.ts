import {addCompensated, createSum, totalOf} from '../compensated.ts'
import {isCustom, type NativeHistogram} from './native.ts'
import {allBuckets} from './walk.ts'

/** The variance, taking every observation to lie at its bucket's middle: the geometric mean, for custom bounds the arithmetic one. */
export function histogramVariance(histogram: NativeHistogram): number {
  const mean = histogram.sum / histogram.count
  const sum = createSum()
  for (const {lower, upper, count} of allBuckets(histogram)) {
    if (count === 0) continue
    const delta = middle(lower, upper, isCustom(histogram)) - mean
    addCompensated(sum, count * delta * delta)
  }
  return totalOf(sum) / histogram.count
}

function middle(lower: number, upper: number, linear: boolean): number {
  if (linear) return (lower + upper) / 2
  if (lower <= 0 && upper >= 0) return 0
  const geometric = Math.sqrt(upper * lower)
  return upper < 0 ? -geometric : geometric
}
