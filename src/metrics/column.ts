import type {Axis} from './axis.ts'
import type {FloatColumn} from './history.ts'

/** Columns start small: most series of a wide metric change once and are never asked for. */
const FIRST_CAPACITY = 8

/**
 * The samples of one number, one a tick without gaps. Ticks on which it did not change are written only when somebody reads, so a
 * tick costs nothing for a series at rest.
 */
export interface Column {
  /** Samples `value` at a tick; the ticks since the last sample had the value of that one. */
  sample(tick: number, value: number): void
  /** The sample at a tick, or the nearest there is; undefined while there is none. */
  at(tick: number): number | undefined
  /** All samples up to the last closed tick: the same object each time, since rules read thousands of columns on a tick. */
  read(): FloatColumn
  clear(): void
  /** The tick at which a sample last differed from the one before, or the first; undefined while there is none. */
  readonly changedTick: number | undefined
}

type Mutable<T> = {-readonly [K in keyof T]: T[K]}

/** An empty column. */
export function createColumn(axis: Axis): Column {
  let values = new Float64Array(0)
  let start = 0
  let length = 0
  let changedTick: number | undefined
  const shown: Mutable<FloatColumn> & {start: number} = {start: NaN, times: values, values, length, fellAt: -Infinity}

  function room(needed: number): void {
    if (needed <= values.length) return
    if (values.length < 2 * axis.kept) {
      const larger = new Float64Array(Math.min(2 * axis.kept, Math.max(FIRST_CAPACITY, 2 * values.length, needed)))
      larger.set(values.subarray(0, length))
      values = larger
    }
    if (needed <= values.length) return
    const dropped = Math.min(length - 1, needed - axis.kept)
    values.copyWithin(0, dropped, length)
    start += dropped
    length -= dropped
  }

  /** Repeats the last sample up to and with `tick`. */
  function fill(tick: number): void {
    if (length === 0) return
    const last = values[length - 1]!
    if (tick - (start + length) >= axis.kept) {
      // Everything before is older than what is kept.
      start = tick - axis.kept + 1
      length = 0
    }
    room(tick + 1 - start)
    // Most of the time it is one value, for which `fill` is slower than a loop.
    while (length <= tick - start) values[length++] = last
  }

  return {
    sample(tick, value) {
      if (length === 0) start = tick
      else if (values[length - 1] === value) return
      else {
        if (value < values[length - 1]!) shown.fellAt = tick * axis.intervalMs
        fill(tick - 1)
      }
      room(tick + 1 - start)
      values[tick - start] = value
      length = tick + 1 - start
      changedTick = tick
    },
    at(tick) {
      if (length === 0) return undefined
      return values[Math.max(0, Math.min(tick - start, length - 1))]
    },
    read() {
      if (axis.closed !== undefined) fill(axis.closed)
      // The times of a start are always the same, so a view is good for as long as it is long enough.
      if (shown.start !== start || shown.times.length < length) {
        shown.start = start
        shown.times = axis.timesFrom(start)
      }
      shown.values = values
      shown.length = length
      return shown
    },
    clear() {
      length = 0
      changedTick = undefined
      shown.fellAt = -Infinity
    },
    get changedTick() {
      return changedTick
    },
  }
}
