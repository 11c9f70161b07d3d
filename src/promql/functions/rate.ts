import {divideHistogram, multiplyHistogram} from '../histogram/arithmetic.ts'
import type {NativeHistogram} from '../histogram/native.ts'
import {floatCount, histogramCount, warnMixed, type RangeFunction, type Window} from '../window.ts'
import {extrapolate, extrapolation} from './extrapolate.ts'
import {histogramDelta, lastDelta} from './histogram-rate.ts'

/** rate, increase and delta: the growth between the first and the last sample, extrapolated towards the ends of the range. */
export function createRate(isCounter: boolean, perSecond: boolean): RangeFunction {
  return (window) => {
    const floats = floatCount(window)
    const histograms = histogramCount(window)
    if (floats > 0 && histograms > 0) return warnMixed(window)
    if (floats > 1) return floatRate(window, isCounter, perSecond)
    return histograms > 1 ? histogramRate(window, isCounter, perSecond) : undefined
  }
}

/** The order of operations is Prometheus', so that the last bit is. */
function floatRate(window: Window, isCounter: boolean, perSecond: boolean): number {
  const {row, from, to} = window
  const {times, values, fellAt = Infinity} = row
  const first = values[from]!
  let growth = values[to - 1]! - first
  if (isCounter && fellAt > times[from]!) {
    let previous = first
    for (let i = from + 1; i < to; i++) {
      const value = values[i]!
      if (value < previous) growth += previous
      previous = value
    }
  }
  return extrapolate(growth, first, times[from]!, times[to - 1]!, to - from, window, isCounter, perSecond)
}

function histogramRate(window: Window, isCounter: boolean, perSecond: boolean): NativeHistogram | undefined {
  const {row, histogramsFrom, histogramsTo} = window
  const growth =
    isCounter && row.growth !== undefined
      ? row.growth(histogramsFrom, histogramsTo - 1)
      : histogramDelta(window, isCounter)
  if (growth === undefined) return undefined
  const firstTime = row.histogramTimes[histogramsFrom]!
  const lastTime = row.histogramTimes[histogramsTo - 1]!
  const factor = extrapolation(window, firstTime, lastTime, histogramsTo - histogramsFrom, Infinity, perSecond)
  return multiplyHistogram(growth, factor)
}

/** irate and idelta: from the last two samples alone. */
export function createInstantRate(isRate: boolean): RangeFunction {
  return (window) => {
    const {row, to, histogramsTo} = window
    if (floatCount(window) + histogramCount(window) < 2) return undefined
    const floatTime = (back: number) => (floatCount(window) >= back ? row.times[to - back]! : -Infinity)
    const histogramTime = (back: number) =>
      histogramCount(window) >= back ? row.histogramTimes[histogramsTo - back]! : -Infinity
    if (floatTime(2) > histogramTime(1)) {
      const seconds = (floatTime(1) - floatTime(2)) / 1000
      const last = row.values[to - 1]!
      const previous = row.values[to - 2]!
      const growth = isRate && last < previous ? last : last - previous
      return isRate ? growth / seconds : growth
    }
    if (histogramTime(2) < floatTime(1)) return warnMixed(window)
    const growth = lastDelta(window, isRate)
    if (growth === undefined || !isRate) return growth
    return divideHistogram(growth, (histogramTime(1) - histogramTime(2)) / 1000)
  }
}
