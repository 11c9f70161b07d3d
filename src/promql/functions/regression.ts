import {addCompensated, createSum, totalOf} from '../compensated.ts'
import {floatCount, histogramCount, informIgnored, type RangeFunction, type Window} from '../window.ts'

/** deriv: the slope of the regression line, per second. */
export const deriv: RangeFunction = (window) =>
  hasLine(window) ? regress(window, window.row.times[window.from]!).slope : undefined

/** predict_linear: the regression line's value so many seconds after the instant of the step. */
export function createPredictLinear(seconds: Float64Array): RangeFunction {
  return (window) => {
    if (!hasLine(window)) return undefined
    const {slope, intercept} = regress(window, window.at)
    return slope * seconds[window.step]! + intercept
  }
}

function hasLine(window: Window): boolean {
  const floats = floatCount(window)
  if (floats > 0 && histogramCount(window) > 0) informIgnored(window)
  return floats >= 2
}

/** Least squares with compensated sums; x is seconds from `origin`, the intercept is the value there. */
function regress({row, from, to}: Window, origin: number): {slope: number; intercept: number} {
  const {times, values} = row
  const first = values[from]!
  let isConstant = true
  const sums = [createSum(), createSum(), createSum(), createSum()] as const
  const [xs, ys, xys, x2s] = sums
  for (let i = from; i < to; i++) {
    const x = (times[i]! - origin) / 1000
    const y = values[i]!
    if (y !== first && i > from) isConstant = false
    addCompensated(xs, x)
    addCompensated(ys, y)
    addCompensated(xys, x * y)
    addCompensated(x2s, x * x)
  }
  if (isConstant) return Math.abs(first) === Infinity ? {slope: NaN, intercept: NaN} : {slope: 0, intercept: first}
  const count = to - from
  const [x, y, xy, x2] = sums.map(totalOf) as [number, number, number, number]
  const slope = (xy - (x * y) / count) / (x2 - (x * x) / count)
  return {slope, intercept: y / count - (slope * x) / count}
}
