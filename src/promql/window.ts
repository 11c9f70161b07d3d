import type {Annotations} from './annotations.ts'
import type {Span} from './ast.ts'
import {timeAt, type Context} from './context.ts'
import {createFrame, setCell, withoutNames, type Frame} from './frame.ts'
import type {NativeHistogram} from './histogram/native.ts'
import {labelValue, METRIC_NAME} from './labels.ts'
import type {MatrixNode, VectorNode} from './node.ts'
import {RESTING, type RangeRow, type RangeVector} from './range-row.ts'
import {advanceAfter, firstAfter} from './select-time.ts'

/** What a range function sees of one series at one step. One object serves all windows: nothing of it may be kept. */
export interface Window {
  row: RangeRow
  /** Floats: indexes `from` (inclusive) to `to` (exclusive) of the row's times and values. */
  from: number
  to: number
  /** Histograms: the same for the row's histograms. */
  histogramsFrom: number
  histogramsTo: number
  /** The range's left (exclusive) and right (inclusive) end, in milliseconds. */
  start: number
  end: number
  /** The instant of the step, in milliseconds. */
  at: number
  step: number
  readonly annotations: Annotations
  /** Where the range stands in the expression. */
  readonly pos: Span
}

/** A function of one window, which holds at least one sample; undefined gives no sample. */
export type RangeFunction = (window: Window) => number | NativeHistogram | undefined

/** How many floats are in the window. */
export function floatCount({from, to}: Window): number {
  return to - from
}

/** How many histograms are in the window. */
export function histogramCount({histogramsFrom, histogramsTo}: Window): number {
  return histogramsTo - histogramsFrom
}

/** Remarks that a window holds both floats and histograms. */
export function warnMixed({annotations, row, pos}: Window): undefined {
  const name = labelValue(row.labels, METRIC_NAME)
  annotations.warn(`encountered a mix of histograms and floats for metric name ${JSON.stringify(name)}`, pos)
}

/** Remarks that histograms among floats were left out, when there are any. */
export function informIgnored(window: Window): void {
  if (histogramCount(window) === 0) return
  const name = labelValue(window.row.labels, METRIC_NAME)
  const text = `ignored histograms in a range containing both floats and histograms for metric name`
  window.annotations.inform(`${text} ${JSON.stringify(name)}`, window.pos)
}

/**
 * A function over ranges as a node; `keepsName` for those that hand on a sample as it is, `isZeroAtRest` for those that give 0 for two or
 * more samples of one number.
 */
export function compileRangeFunction(
  matrix: MatrixNode,
  keepsName: boolean,
  bind: (context: Context) => RangeFunction,
  isZeroAtRest = false,
): VectorNode {
  return {
    type: 'vector',
    evaluate(context) {
      const frame = overWindows(matrix.evaluate(context, isZeroAtRest), matrix.pos, context, bind(context))
      return keepsName ? frame : withoutNames(frame)
    },
  }
}

function overWindows(
  {rows, labels, ends, rangeMs}: RangeVector,
  pos: Span,
  context: Context,
  apply: RangeFunction,
): Frame {
  const steps = ends.length
  const frame = createFrame(labels, steps)
  if (rows.length === 0) return frame
  const window: Window = {
    row: rows[0]!,
    from: 0,
    to: 0,
    histogramsFrom: 0,
    histogramsTo: 0,
    start: 0,
    end: 0,
    at: 0,
    step: 0,
    annotations: context.annotations,
    pos,
  }
  let found = RESTING
  let from = 0
  let to = 0
  for (let index = 0; index < rows.length; index++) {
    const row = rows[index]!
    if (row === RESTING) {
      setCell(frame, index, 0)
      continue
    }
    const {times, length, histogramTimes} = row
    const histograms = histogramTimes.length
    window.row = row
    // Series that were born together have the same times, and then the window of the first step is the same, too.
    if (times !== found.times || length !== found.length) {
      found = row
      from = firstAfter(times, length, ends[0]! - rangeMs)
      to = firstAfter(times, length, ends[0]!)
    }
    window.from = from
    window.to = to
    window.histogramsFrom = firstAfter(histogramTimes, histograms, ends[0]! - rangeMs)
    window.histogramsTo = firstAfter(histogramTimes, histograms, ends[0]!)
    for (let step = 0; step < steps; step++) {
      const end = ends[step]!
      const start = end - rangeMs
      window.from = advanceAfter(times, length, start, window.from)
      window.to = advanceAfter(times, length, end, Math.max(window.to, window.from))
      if (histograms > 0) {
        window.histogramsFrom = advanceAfter(histogramTimes, histograms, start, window.histogramsFrom)
        window.histogramsTo = advanceAfter(histogramTimes, histograms, end, window.histogramsTo)
      }
      if (window.to === window.from && window.histogramsTo === window.histogramsFrom) continue
      window.start = start
      window.end = end
      window.at = timeAt(context.axis, step)
      window.step = step
      setCell(frame, index * steps + step, apply(window))
    }
  }
  return frame
}
