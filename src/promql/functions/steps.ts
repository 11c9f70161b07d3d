import {equalHistograms} from '../histogram/arithmetic.ts'
import type {NativeHistogram} from '../histogram/native.ts'
import {isReset} from '../histogram/reset.ts'
import type {RangeFunction, Window} from '../window.ts'

type Sample = number | NativeHistogram

/** resets: how often a counter fell, a histogram was reset, or a series changed between floats and histograms. */
export const resets: RangeFunction = (window) =>
  countSteps(window, (previous, current) => {
    if (typeof current === 'number') return typeof previous !== 'number' || current < previous
    return typeof previous === 'number' || isReset(current, previous)
  })

/** changes: how often the value became another one; NaN after NaN is none. */
export const changes: RangeFunction = (window) =>
  countSteps(window, (previous, current) => {
    if (typeof current === 'number') {
      if (typeof previous !== 'number') return true
      return current !== previous && !(Number.isNaN(current) && Number.isNaN(previous))
    }
    return typeof previous === 'number' || !equalHistograms(current, previous)
  })

function countSteps(window: Window, counts: (previous: Sample, current: Sample) => boolean): number {
  const {row, from, to, histogramsFrom, histogramsTo} = window
  let float = from
  let histogram = histogramsFrom
  let previous: Sample | undefined
  let total = 0
  while (float < to || histogram < histogramsTo) {
    const floatIsNext = histogram >= histogramsTo || (float < to && row.times[float]! < row.histogramTimes[histogram]!)
    const current = floatIsNext ? row.values[float++]! : row.histograms[histogram++]!
    if (previous !== undefined && counts(previous, current)) total++
    previous = current
  }
  return total
}
