import {START} from './axis.ts'
import {createColumn} from './column.ts'
import type {FloatSeries} from './history.ts'
import type {Sampled, SeriesOptions} from './series.ts'

/** A counter or a gauge. */
export interface Scalar extends FloatSeries, Sampled {
  /** As of now, open slot included. */
  readonly value: number
  add(amount: number): void
  set(value: number): void
  /** By how much it has grown since a tick, or since the START. */
  since(tick: number): number
  /** What it was at a tick: 0 before it was born. */
  at(tick: number): number
}

/**
 * @param isBornAtZero a counter: a sample of 0 stands one tick before its first, so that the first increment is seen as one
 * @param whole grows with it: the sum of all series
 */
export function createScalar(options: SeriesOptions, isBornAtZero: boolean, whole?: Scalar): Scalar {
  const {name, instance, labels, isOther, axis, touch} = options
  const column = createColumn(axis)
  let value = 0
  let isTouched = false

  function change(to: number): void {
    value = to
    if (isTouched) return
    isTouched = true
    touch(scalar)
  }

  const scalar: Scalar = {
    kind: 'float',
    name,
    instance,
    labels,
    isOther,
    get value() {
      return value
    },
    add(amount) {
      change(value + amount)
      whole?.add(amount)
    },
    set: change,
    since: (tick) => (tick === START ? value : value - (column.at(tick) ?? 0)),
    at: (tick) => column.at(tick) ?? 0,
    withdraw() {
      value = 0
      column.clear()
    },
    close(tick) {
      isTouched = false
      if (isBornAtZero && column.changedTick === undefined) column.sample(tick - 1, 0)
      column.sample(tick, value)
    },
    startEpoch(tick) {
      column.clear()
      column.sample(tick, value)
    },
    column: column.read,
    get changedAt() {
      return column.changedTick === undefined ? undefined : column.changedTick * axis.intervalMs
    },
  }
  return scalar
}
