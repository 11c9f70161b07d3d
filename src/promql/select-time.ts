import type {TimeModifiers} from './ast.ts'
import {timeAt, type Axis, type Context} from './context.ts'

/** The instants that a selector or subquery looks back from at every step, after `@` and offset. */
export interface EvaluationTimes {
  /** Never falling. */
  readonly ends: Float64Array
  readonly first: number
  readonly last: number
}

/** Applies `@`, then offset, to the axis. */
export function evaluationTimes(modifiers: TimeModifiers, context: Context): EvaluationTimes {
  const {axis} = context
  const fixed = fixedTime(modifiers.at, context)
  const ends = new Float64Array(axis.count)
  for (let step = 0; step < axis.count; step++) ends[step] = (fixed ?? timeAt(axis, step)) - modifiers.offsetMs
  return {ends, first: ends[0]!, last: ends[axis.count - 1]!}
}

function fixedTime(at: TimeModifiers['at'], {queryStart, queryEnd}: Context): number | undefined {
  if (at === 'start') return queryStart
  return at === 'end' ? queryEnd : at
}

/** The index of the first time after `time`, in the first `length` of a rising list. */
export function firstAfter(times: Float64Array, length: number, time: number): number {
  let low = 0
  let high = length
  while (low < high) {
    const middle = (low + high) >> 1
    if (times[middle]! <= time) low = middle + 1
    else high = middle
  }
  return low
}

/** The same, walking on from an index that is known not to be beyond it. */
export function advanceAfter(times: Float64Array, length: number, time: number, from: number): number {
  let index = from
  while (index < length && times[index]! <= time) index++
  return index
}

/** The steps of a subquery: multiples of its step inside the ranges that all steps of the outer axis look at (left-open). */
export function subqueryAxis(times: EvaluationTimes, rangeMs: number, stepMs: number): Axis {
  const left = times.first - rangeMs
  let start = stepMs * Math.trunc(left / stepMs)
  if (start <= left) start += stepMs
  return {start, stepMs, count: Math.floor((times.last - start) / stepMs) + 1}
}
