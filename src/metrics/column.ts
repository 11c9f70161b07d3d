import type {Axis} from './axis.ts'
import type {Changes} from './changes.ts'
import type {FloatColumn} from './history.ts'

const FIRST_CAPACITY = 8

/** The samples of one number as readers see them: one a tick without gaps, brought up to date when somebody reads. */
export interface Column extends FloatColumn {
  times: Float64Array
  values: Float64Array
  length: number
  fellAt: number
  /** The tick of the first sample. */
  start: number
  /** The start that `times` were taken for. */
  timesStart: number
  /** How many changes were taken over, those that were dropped included. */
  taken: number
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
    taken: 0,
  }
}

/** All samples up to the last closed tick: the same object each time, since rules read many columns on a tick. */
export function readColumn(axis: Axis, changes: Changes, column: Column): FloatColumn {
  const {pairs, count, dropped, fellAt} = changes
  // Changes that were dropped unread are too old for any reader, and what was forgotten has nothing to do with what came then.
  if (column.taken < dropped) column.length = 0
  for (let index = Math.max(0, column.taken - dropped); index < count; index++)
    append(axis, column, pairs[2 * index]!, pairs[2 * index + 1]!)
  column.taken = dropped + count
  column.fellAt = fellAt
  if (axis.closed !== undefined) fill(axis, column, axis.closed)
  const {start, times, length} = column
  // The times of a start are always the same, so a view is good for as long as it is long enough.
  if (column.timesStart !== start || times.length < length) {
    column.timesStart = start
    column.times = axis.timesFrom(start)
  }
  return column
}

/** The ticks since the last sample had the value of that one. */
function append(axis: Axis, column: Column, tick: number, value: number): void {
  if (column.length === 0) column.start = tick
  else if (tick > column.start + column.length) fill(axis, column, tick - 1)
  if (tick + 1 - column.start > column.values.length) room(axis, column, tick + 1 - column.start)
  const length = tick + 1 - column.start
  column.values[length - 1] = value
  column.length = length
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
