import {addCompensated, createSum, totalOf} from '../compensated.ts'
import {addHistograms, divideHistogram, incompatibility, subtractHistograms} from '../histogram/arithmetic.ts'
import type {NativeHistogram} from '../histogram/native.ts'
import {addToMean, createMean, meanOf} from '../mean.ts'
import {addDeviation, createDeviation, varianceOf} from '../deviation.ts'
import {quantile} from '../quantile.ts'
import {floatCount, histogramCount, informIgnored, warnMixed, type RangeFunction, type Window} from '../window.ts'
import {warnIncompatible} from './incompatible.ts'

/** sum_over_time: of floats compensated, of histograms bucket by bucket. */
export const sumOverTime: RangeFunction = (window) => {
  if (histogramCount(window) > 0)
    return floatCount(window) > 0 ? warnMixed(window) : foldHistograms(window, addHistograms)
  const {from, to, row} = window
  const total = shareOfSum(row.values, from, to, 1)
  return Number.isFinite(total) ? total : exactSum(row.values, from, to)
}

/** avg_over_time. */
export const avgOverTime: RangeFunction = (window) => {
  if (histogramCount(window) > 0)
    return floatCount(window) > 0 ? warnMixed(window) : foldHistograms(window, meanHistogram)
  const {from, to, row} = window
  const mean = shareOfSum(row.values, from, to, to - from)
  return Number.isFinite(mean) ? mean : exactMean(row.values, from, to)
}

/**
 * The compensated sum over a divisor, in one quick loop; what is not finite is to be taken again, step by step. Sum and loss are divided
 * apart, as Prometheus does: added first, they would round otherwise.
 */
function shareOfSum(values: Float64Array, from: number, to: number, divisor: number): number {
  let sum = 0
  let lost = 0
  for (let i = from; i < to; i++) {
    const value = values[i]!
    const next = sum + value
    lost += Math.abs(sum) >= Math.abs(value) ? sum - next + value : value - next + sum
    sum = next
  }
  return sum / divisor + lost / divisor
}

function exactSum(values: Float64Array, from: number, to: number): number {
  const sum = createSum()
  for (let i = from; i < to; i++) addCompensated(sum, values[i]!)
  return totalOf(sum)
}

function exactMean(values: Float64Array, from: number, to: number): number {
  const mean = createMean()
  for (let i = from; i < to; i++) addToMean(mean, values[i]!)
  return meanOf(mean)
}

/** The mean of `count` histograms out of the mean of all but the last one. */
export function meanHistogram(mean: NativeHistogram, next: NativeHistogram, count: number): NativeHistogram {
  return addHistograms(mean, subtractHistograms(divideHistogram(next, count), divideHistogram(mean, count)))
}

function foldHistograms(
  window: Window,
  fold: (sum: NativeHistogram, next: NativeHistogram, count: number) => NativeHistogram,
): NativeHistogram | undefined {
  const {row, histogramsFrom, histogramsTo} = window
  let result = row.histograms[histogramsFrom]!
  for (let i = histogramsFrom + 1; i < histogramsTo; i++) {
    const next = row.histograms[i]!
    const problem = incompatibility(result, next)
    if (problem !== undefined) return warnIncompatible(window, problem)
    result = fold(result, next, i - histogramsFrom + 1)
  }
  return result
}

/** min_over_time and max_over_time: NaN only when all are. */
export function createExtremeOverTime(isBetter: (value: number, best: number) => boolean): RangeFunction {
  return ofFloats(({row, from, to}) => {
    let best = row.values[from]!
    for (let i = from + 1; i < to; i++) {
      const value = row.values[i]!
      if (isBetter(value, best) || Number.isNaN(best)) best = value
    }
    return best
  })
}

/** stdvar_over_time; its square root is stddev_over_time. */
export function createDeviationOverTime(finish: (variance: number) => number): RangeFunction {
  return ofFloats(({row, from, to}) => {
    const deviation = createDeviation()
    for (let i = from; i < to; i++) addDeviation(deviation, row.values[i]!)
    return finish(varianceOf(deviation))
  })
}

/** quantile_over_time, with a quantile for every step. */
export function createQuantileOverTime(quantiles: Float64Array): RangeFunction {
  return ofFloats(({row, from, to, step}) => quantile(quantiles[step]!, row.values.slice(from, to)))
}

/** Leaves histograms out, with a remark; undefined where there is no float. */
function ofFloats(apply: (window: Window) => number): RangeFunction {
  return (window) => {
    if (floatCount(window) === 0) return undefined
    informIgnored(window)
    return apply(window)
  }
}

/** count_over_time. */
export const countOverTime: RangeFunction = (window) => floatCount(window) + histogramCount(window)

/** present_over_time. */
export const presentOverTime: RangeFunction = () => 1

/** last_over_time: the newest sample. */
export const lastOverTime: RangeFunction = ({row, from, to, histogramsFrom, histogramsTo}) => {
  const histogram = histogramsTo > histogramsFrom ? row.histograms[histogramsTo - 1] : undefined
  if (histogram === undefined) return row.values[to - 1]!
  return to > from && row.histogramTimes[histogramsTo - 1]! < row.times[to - 1]! ? row.values[to - 1]! : histogram
}
