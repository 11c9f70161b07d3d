import type {MatrixSelector, Subquery} from './ast.ts'
import {timeAt, type Axis} from './context.ts'
import {FLOAT, HISTOGRAM, type Frame} from './frame.ts'
import type {NativeHistogram} from './histogram/native.ts'
import type {Labels} from './labels.ts'
import type {MatrixNode, VectorNode} from './node.ts'
import {RESTING, type RangeRow} from './range-row.ts'
import {HISTOGRAM_SAMPLE, labelsOfSeries, STALE_SAMPLE, type Series} from './querier.ts'
import {evaluationTimes, subqueryAxis} from './select-time.ts'

const NO_TIMES = new Float64Array(0)

/** A range selector. */
export function compileMatrixSelector({selector, rangeMs, pos}: MatrixSelector): MatrixNode {
  return {
    type: 'matrix',
    pos,
    evaluate(context, mayRest = false) {
      const {querier} = context
      const {ends, first, last} = evaluationTimes(selector, context)
      if (!mayRest || context.axis.count > 1 || querier.selectMoving === undefined) {
        const found = querier.select(selector.matchers, first - rangeMs, last)
        return {rows: found.map(rowOfSeries), labels: labelsOfSeries(found), ends, rangeMs}
      }
      const {series, rests} = querier.selectMoving(selector.matchers, first - rangeMs, last)
      const rows = series.map((each, index) => (rests(index) ? RESTING : rowOfSeries(each)))
      return {rows, labels: labelsOfSeries(series), ends, rangeMs}
    },
  }
}

/** A subquery: its expression at multiples of its step, once over the ranges of all steps together. */
export function compileSubquery(subquery: Subquery, inner: VectorNode): MatrixNode {
  const {rangeMs, pos} = subquery
  return {
    type: 'matrix',
    pos,
    evaluate(context) {
      const times = evaluationTimes(subquery, context)
      const axis = subqueryAxis(times, rangeMs, subquery.stepMs || context.defaultStepMs)
      if (axis.count <= 0) return {rows: [], labels: [], ends: times.ends, rangeMs}
      const frame = inner.evaluate({...context, axis})
      return {rows: rowsOfFrame(frame, axis), labels: frame.labels, ends: times.ends, rangeMs}
    },
  }
}

/** Series without stale markers and histograms serve as they are; others are taken apart. */
function rowOfSeries(series: Series): RangeRow {
  const {labels, times, values, length, kinds} = series
  if (kinds === undefined)
    return {labels, times, values, length, fellAt: series.fellAt, histogramTimes: NO_TIMES, histograms: []}
  if (series.growth !== undefined) return rowOfHistograms(series)
  const isFloat = (index: number) => kinds[index] !== STALE_SAMPLE && kinds[index] !== HISTOGRAM_SAMPLE
  return takeApart(labels, length, times, values, isFloat, (index) => series.histograms?.[index])
}

function rowOfHistograms(series: Series): RangeRow {
  const {labels, times, length, growth} = series
  return {
    labels,
    times: NO_TIMES,
    values: NO_TIMES,
    length: 0,
    histogramTimes: times.subarray(0, length),
    get histograms() {
      return series.histograms as readonly NativeHistogram[]
    },
    growth: (from, to) => growth!.call(series, from, to),
  }
}

function rowsOfFrame(frame: Frame, axis: Axis): RangeRow[] {
  const times = Float64Array.from({length: axis.count}, (_, step) => timeAt(axis, step))
  const {steps, kinds, histograms} = frame
  return frame.labels.map((labels, row) => {
    const base = row * steps
    return takeApart(
      labels,
      steps,
      times,
      frame.values.subarray(base, base + steps),
      (step) => kinds[base + step] === FLOAT,
      (step) => (kinds[base + step] === HISTOGRAM ? withoutResetHint(histograms![base + step]!) : undefined),
    )
  })
}

/** A step of a subquery may have passed over resets, so what its sample says of one holds no more. */
function withoutResetHint(histogram: NativeHistogram): NativeHistogram {
  const {resetHint} = histogram
  return resetHint === 'gauge' || resetHint === 'unknown' ? histogram : {...histogram, resetHint: 'unknown'}
}

function takeApart(
  labels: Labels,
  length: number,
  times: Float64Array,
  values: Float64Array,
  isFloat: (index: number) => boolean,
  histogramAt: (index: number) => NativeHistogram | undefined,
): RangeRow {
  const floatTimes = new Float64Array(length)
  const floats = new Float64Array(length)
  const histogramTimes: number[] = []
  const histograms: NativeHistogram[] = []
  let count = 0
  for (let index = 0; index < length; index++) {
    if (isFloat(index)) {
      floatTimes[count] = times[index]!
      floats[count++] = values[index]!
    } else {
      const histogram = histogramAt(index)
      if (histogram === undefined) continue
      histogramTimes.push(times[index]!)
      histograms.push(histogram)
    }
  }
  return {
    labels,
    times: floatTimes,
    values: floats,
    length: count,
    histogramTimes: Float64Array.from(histogramTimes),
    histograms,
  }
}
