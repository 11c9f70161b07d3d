import type {VectorSelector} from './ast.ts'
import type {Context} from './context.ts'
import {followSelector} from './follow/follow-selector.ts'
import {createFrame, FLOAT, setCell, withoutNames, type Frame} from './frame.ts'
import type {VectorNode} from './node.ts'
import {HISTOGRAM_SAMPLE, labelsOfSeries, STALE_SAMPLE, type Series} from './querier.ts'
import {advanceAfter, evaluationTimes, firstAfter} from './select-time.ts'

/** Writes the sample at `index` of a series into a cell. */
type WriteSample = (frame: Frame, cell: number, series: Series, index: number) => void

/** An instant selector: at each step the newest sample that is not older than the lookback, unless that is a stale marker. */
export function compileSelector(selector: VectorSelector): VectorNode {
  const evaluate = (context: Context) => select(selector, context, writeValue)
  return {type: 'vector', evaluate, follow: followSelector(selector, evaluate)}
}

/** `timestamp()` of a selector: when the sample was taken, in seconds, instead of its value. */
export function compileTimestamps(selector: VectorSelector): VectorNode {
  return {
    type: 'vector',
    evaluate: (context) => withoutNames(select(selector, context, writeTime)),
  }
}

function writeTime(frame: Frame, cell: number, series: Series, index: number): void {
  setCell(frame, cell, series.times[index]! / 1000)
}

function writeValue(frame: Frame, cell: number, series: Series, index: number): void {
  if (series.kinds?.[index] === HISTOGRAM_SAMPLE) setCell(frame, cell, series.histograms![index])
  else {
    frame.values[cell] = series.values[index]!
    frame.kinds[cell] = FLOAT
  }
}

function select(selector: VectorSelector, context: Context, write: WriteSample): Frame {
  const {querier, lookbackMs} = context
  const {ends, first, last} = evaluationTimes(selector, context)
  const found = querier.select(selector.matchers, first - lookbackMs, last)
  const steps = ends.length
  const frame = createFrame(labelsOfSeries(found), steps)
  for (let row = 0; row < found.length; row++) {
    const series = found[row]!
    const {times, length, kinds} = series
    let after = firstAfter(times, length, ends[0]!)
    for (let step = 0; step < steps; step++) {
      const end = ends[step]!
      after = advanceAfter(times, length, end, after)
      const index = after - 1
      if (index < 0 || times[index]! <= end - lookbackMs || kinds?.[index] === STALE_SAMPLE) continue
      write(frame, row * steps + step, series, index)
    }
  }
  return frame
}
