import {
  addHistograms,
  coarsenHistogram,
  compactHistogram,
  incompatibility,
  subtractHistograms,
} from '../histogram/arithmetic.ts'
import {EMPTY_HISTOGRAM, isCustom, type NativeHistogram} from '../histogram/native.ts'
import {isReset} from '../histogram/reset.ts'
import {labelValue, METRIC_NAME} from '../labels.ts'
import type {Window} from '../window.ts'
import {warnIncompatible} from './incompatible.ts'

/** The growth between the first and the last histogram of a window, over resets where it is a counter: a gauge histogram. */
export function histogramDelta(window: Window, isCounter: boolean): NativeHistogram | undefined {
  const {row, histogramsFrom, histogramsTo} = window
  const points = row.histograms.slice(histogramsFrom, histogramsTo)
  const last = points[points.length - 1]!
  remarkKind(window, points, isCounter)
  let first = points[0]!
  // What came before a reset is not looked at, so its layout does not matter either.
  if (isCounter && isReset(points[1]!, first)) {
    first = {...EMPTY_HISTOGRAM, schema: points[1]!.schema, customValues: points[1]!.customValues}
  }
  const seen = isCounter ? [first, ...points.slice(1)] : [first, last]
  if (seen.some((point) => isCustom(point) !== isCustom(first))) return warnIncompatible(window, 'mixed-schemas')
  const schema = Math.min(...seen.map((point) => point.schema))
  const problem = incompatibility(last, first)
  if (problem !== undefined) return warnIncompatible(window, problem)
  let growth = subtractHistograms(coarsenHistogram(last, schema), first)
  if (isCounter) {
    let previous = first
    for (const point of points.slice(1)) {
      if (isReset(point, previous)) {
        const mismatch = incompatibility(growth, previous)
        if (mismatch !== undefined) return warnIncompatible(window, mismatch)
        growth = addHistograms(growth, previous)
      }
      previous = point
    }
  }
  return {...compactHistogram(growth), resetHint: 'gauge'}
}

/** The growth between the last two histograms of a window: a gauge histogram. */
export function lastDelta(window: Window, isCounter: boolean): NativeHistogram | undefined {
  const {row, histogramsTo} = window
  const previous = row.histograms[histogramsTo - 2]!
  const last = row.histograms[histogramsTo - 1]!
  remarkKind(window, [previous, last], isCounter)
  let growth = last
  if (!isCounter || !isReset(last, previous)) {
    const problem = incompatibility(last, previous)
    if (problem !== undefined) return warnIncompatible(window, problem)
    growth = subtractHistograms(last, previous)
  }
  return {...compactHistogram(growth), resetHint: 'gauge'}
}

function remarkKind({annotations, row, pos}: Window, points: readonly NativeHistogram[], isCounter: boolean): void {
  const isGauge = (point: NativeHistogram) => point.resetHint === 'gauge'
  const wrong = isCounter ? points.some(isGauge) : !(isGauge(points[0]!) && isGauge(points[points.length - 1]!))
  if (!wrong) return
  const name = JSON.stringify(labelValue(row.labels, METRIC_NAME))
  annotations.warn(`this native histogram metric is not a ${isCounter ? 'counter' : 'gauge'}: ${name}`, pos)
}
