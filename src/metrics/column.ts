import type {Axis} from './axis.ts'
import type {FloatColumn} from './history.ts'

/** Columns start small: most series of a wide metric change once and are never asked for. */
const FIRST_CAPACITY = 8

/**
 * The samples of one number, one a tick without gaps. Ticks on which it did not change are written only when somebody reads, so a
 * tick costs nothing for a series at rest. A plain record, since every counter and gauge has one.
 */
export interface Column extends FloatColumn {
  times: Float64Array
  values: Float64Array
  length: number
  fellAt: number
  /** The tick of the first sample. */
  start: number
  /** The start that `times` were taken for. */
  timesStart: number
}

const NOTHING = new Float64Array(0)

/** An empty column. */
export function createColumn(): Column {
  return {
    values: NOTHING,
    start: 0,
    length: 0,
    fellAt: -Infinity,
    times: NOTHING,
    timesStart: NaN,
  }
}

/** Samples `value` at a tick; the ticks since the last sample had the value of that one. Tells whether it differs from it, or is the first. */
export function sample(axis: Axis, column: Column, tick: number, value: number): boolean {
  let {length} = column
  if (length === 0) column.start = tick
  else {
    const last = column.values[length - 1]!
    if (last === value) return false
    if (value < last) column.fellAt = tick * axis.intervalMs
    if (tick > column.start + length) fill(axis, column, tick - 1)
  }
  length = tick + 1 - column.start
  if (length > column.values.length) {
    room(axis, column, length)
    length = tick + 1 - column.start
  }
  column.values[length - 1] = value
  column.length = length
  return true
}

/** The sample at a tick, or the nearest there is; undefined while there is none. */
export function sampleAt({values, start, length}: Column, tick: number): number | undefined {
  if (length === 0) return undefined
  return values[Math.max(0, Math.min(tick - start, length - 1))]
}

/** All samples up to the last closed tick: the same object each time, since rules read thousands of columns on a tick. */
export function readColumn(axis: Axis, column: Column): FloatColumn {
  if (axis.closed !== undefined) fill(axis, column, axis.closed)
  const {start, times, length} = column
  // The times of a start are always the same, so a view is good for as long as it is long enough.
  if (column.timesStart !== start || times.length < length) {
    column.timesStart = start
    column.times = axis.timesFrom(start)
  }
  return column
}

/** Forgets all samples. */
export function clearColumn(column: Column): void {
  column.length = 0
  column.fellAt = -Infinity
}

/** Makes room for so many samples; when there are more than twice what is kept, the oldest go, and `start` moves on. */
function room({kept}: Axis, column: Column, needed: number): void {
  const {values, length} = column
  if (values.length < 2 * kept) {
    const larger = new Float64Array(Math.min(2 * kept, Math.max(FIRST_CAPACITY, 2 * values.length, needed)))
    larger.set(values.subarray(0, length))
    column.values = larger
  }
  if (needed <= column.values.length) return
  const dropped = Math.min(length - 1, needed - kept)
  column.values.copyWithin(0, dropped, length)
  column.start += dropped
  column.length -= dropped
}

/** Repeats the last sample up to and with `tick`. */
function fill(axis: Axis, column: Column, tick: number): void {
  if (column.length === 0) return
  const last = column.values[column.length - 1]!
  if (tick - (column.start + column.length) >= axis.kept) {
    // Everything before is older than what is kept.
    column.start = tick - axis.kept + 1
    column.length = 0
  }
  const needed = tick + 1 - column.start
  if (needed > column.values.length) room(axis, column, needed)
  const {values} = column
  const end = tick - column.start
  // Most of the time it is one value, for which `fill` is slower than a loop.
  while (column.length <= end) values[column.length++] = last
}
