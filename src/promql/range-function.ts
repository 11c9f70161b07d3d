import type {Span} from './ast.ts'
import {timeAt, type Context} from './context.ts'
import {followRange, type FollowedFunction} from './follow/follow-range.ts'
import {createFrame, setCell, withoutNames, type Frame} from './frame.ts'
import type {MatrixNode, VectorNode} from './node.ts'
import type {RangeRow, RangeVector} from './range-row.ts'
import {advanceAfter, firstAfter} from './select-time.ts'
import {createWindow, type RangeFunction} from './window.ts'

/** A function over ranges as a node; `keepsName` for those that hand on a sample as it is. */
export function compileRangeFunction(
  matrix: MatrixNode,
  keepsName: boolean,
  bind: (context: Context) => RangeFunction,
): VectorNode {
  return {
    type: 'vector',
    evaluate(context) {
      const frame = overWindows(matrix.evaluate(context), matrix.pos, context, bind(context))
      return keepsName ? frame : withoutNames(frame)
    },
  }
}

/** The same for a function of the samples alone, whose results are kept for as long as no change is felt. */
export function compileFollowedFunction(matrix: MatrixNode, followed: FollowedFunction): VectorNode {
  const {apply, keepsName} = followed
  const {type, evaluate} = compileRangeFunction(matrix, keepsName, () => apply)
  const {selector} = matrix
  return {type, evaluate, follow: selector && followRange(selector, followed, evaluate)}
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
  const window = createWindow(rows[0]!, context, pos)
  let found: RangeRow | undefined
  let from = 0
  let to = 0
  for (let index = 0; index < rows.length; index++) {
    const row = rows[index]!
    const {times, length, histogramTimes} = row
    const histograms = histogramTimes.length
    window.row = row
    // Series that were born together have the same times, and then the window of the first step is the same, too.
    if (times !== found?.times || length !== found.length) {
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
