import {START} from './axis.ts'
import {createChanges, endsOf, forgetChanges, note, sampleAt, type Changes} from './changes.ts'
import {createColumn, readColumn, type Column} from './column.ts'
import type {FloatSeries} from './history.ts'
import type {Sampled, SeriesOptions} from './series.ts'

/** A counter or a gauge: a plain record and functions, since thousands of these live at a time. */
export interface Scalar extends FloatSeries, Sampled {
  changedAt: number
  lives: number
  /** As of now, open slot included. */
  value: number
  readonly samples: Changes
}

/** A series of value 0 without samples. */
export function createScalar(options: SeriesOptions, isBornAtZero: boolean): Scalar {
  const {name, instance, labels, isOther, place, id, axis, log, flush} = options
  const samples = createChanges()
  /** Made when somebody reads it. */
  let column: Column | undefined
  return {
    kind: 'float',
    value: 0,
    log,
    lives: 0,
    samples,
    isBornAtZero,
    changedAt: -Infinity,
    name,
    instance,
    labels,
    isOther,
    place,
    id,
    axis,
    flush,
    ends(afterMs) {
      flush()
      return endsOf(samples, axis.intervalMs, afterMs)
    },
    column() {
      flush()
      return readColumn(axis, samples, (column ??= createColumn()))
    },
  }
}

/** By how much it has grown since a tick, or since the START. */
export function growthSince({value, samples}: Scalar, tick: number): number {
  return tick === START ? value : value - (sampleAt(samples, tick) ?? 0)
}

/** What it was at a tick: 0 before it was born. */
export function valueAt({samples}: Scalar, tick: number): number {
  return sampleAt(samples, tick) ?? 0
}

/** Samples the value that it had at the end of a slot. */
export function writeSample(scalar: Scalar, tick: number, value: number): void {
  const {axis, samples} = scalar
  scalar.value = value
  if (scalar.isBornAtZero && samples.count === 0) {
    note(axis, samples, tick - 1, 0)
    scalar.changedAt = (tick - 1) * axis.intervalMs
  }
  if (note(axis, samples, tick, value)) scalar.changedAt = tick * axis.intervalMs
}

/** A higher rung has spoken: what was counted counts no more, and the series is born anew with the next value. */
export function withdrawScalar(scalar: Scalar): void {
  scalar.value = 0
  scalar.changedAt = -Infinity
  scalar.lives++
  forgetChanges(scalar.samples)
}

/** Empties the history, which begins again at `tick` with the value of now. */
export function restartScalar(scalar: Scalar, tick: number): void {
  const {axis, samples, value} = scalar
  scalar.lives++
  forgetChanges(samples)
  note(axis, samples, tick, value)
  scalar.changedAt = tick * axis.intervalMs
}
