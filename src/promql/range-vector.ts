import type {MatrixSelector, Subquery} from './ast.ts'
import {timeAt, type Axis} from './context.ts'
import {FLOAT, HISTOGRAM, type Frame} from './frame.ts'
import type {NativeHistogram} from './histogram/native.ts'
import type {MatrixNode, VectorNode} from './node.ts'
import {rowOfSeries, takeApart, type RangeRow} from './range-row.ts'
import {labelsOfSeries} from './querier.ts'
import {evaluationTimes, subqueryAxis} from './select-time.ts'

/** A range selector. */
export function compileMatrixSelector(matrix: MatrixSelector): MatrixNode {
  const {selector, rangeMs, pos} = matrix
  return {
    type: 'matrix',
    pos,
    selector: matrix,
    evaluate(context) {
      const {ends, first, last} = evaluationTimes(selector, context)
      const found = context.querier.select(selector.matchers, first - rangeMs, last)
      return {rows: found.map(rowOfSeries), labels: labelsOfSeries(found), ends, rangeMs}
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
      const frame = inner.evaluate({...context, axis, turn: undefined})
      return {rows: rowsOfFrame(frame, axis), labels: frame.labels, ends: times.ends, rangeMs}
    },
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
