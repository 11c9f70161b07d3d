import {OCTAVE_BITS} from './hdr-layout.ts'

/**
 * Counts in HdrHistogram's layout, of which only the octaves in use are held, beside the exact count, sum, minimum and maximum.
 * A plain record and functions, since thousands of these live at a time and recording is the innermost loop.
 */
export interface HdrCounts {
  /** The bucket of the first cell, a multiple of an octave. */
  base: number
  /** 32 bits until the total could overflow one cell, then floats: nothing wraps. */
  cells: Int32Array | Float64Array
  count: number
  /** In the unit of the values that were recorded, as are `min` and `max`. */
  sum: number
  min: number
  max: number
}

/** What a cell of 32 bits holds. Signed ones, since V8 adds them without a detour by floats. */
const CELL_LIMIT = 2 ** 31 - 1
const OCTAVE = 1 << OCTAVE_BITS

/** Nothing counted. */
export function createCounts(): HdrCounts {
  return {base: 0, cells: new Int32Array(0), count: 0, sum: 0, min: Infinity, max: -Infinity}
}

/** Counts one value, which falls into `bucket`. */
export function record(counts: HdrCounts, bucket: number, value: number): void {
  addToBucket(counts, bucket, 1)
  counts.sum += value
  if (value < counts.min) counts.min = value
  if (value > counts.max) counts.max = value
}

/** Adds to one bucket and to the count; sum and extremes are the caller's. */
export function addToBucket(counts: HdrCounts, bucket: number, amount: number): void {
  counts.count += amount
  let cell = bucket - counts.base
  if (cell < 0 || cell >= counts.cells.length || counts.count > CELL_LIMIT) {
    reserve(counts, bucket)
    cell = bucket - counts.base
  }
  counts.cells[cell]! += amount
}

/** Makes room for a bucket, and wider cells once the count asks for them. */
function reserve(counts: HdrCounts, bucket: number): void {
  const octave = bucket & -OCTAVE
  widen(counts, octave, octave + OCTAVE, counts.count)
}

/** Makes room for as much again as `more` holds. */
export function makeRoom(counts: HdrCounts, more: HdrCounts): void {
  if (more.cells.length > 0) widen(counts, more.base, more.base + more.cells.length, counts.count + more.count)
}

/** Lets the cells reach from a bucket to before another, octaves both, and hold a count each. */
function widen(counts: HdrCounts, first: number, end: number, count: number): void {
  const {base, cells} = counts
  const isEmpty = cells.length === 0
  const from = isEmpty ? first : Math.min(base, first)
  const to = isEmpty ? end : Math.max(base + cells.length, end)
  const isWide = cells instanceof Float64Array
  if (to - from === cells.length && (isWide || count <= CELL_LIMIT)) return
  counts.cells = isWide || count > CELL_LIMIT ? new Float64Array(to - from) : new Int32Array(to - from)
  if (!isEmpty) counts.cells.set(cells, base - from)
  counts.base = from
}

/** Makes `into` hold the cells and the count of `from` and nothing else; its range stays where it is wider. */
export function copyCells(into: HdrCounts, from: HdrCounts): void {
  into.count = 0
  into.cells.fill(0)
  makeRoom(into, from)
  into.count = from.count
  if (from.cells.length > 0) into.cells.set(from.cells, from.base - into.base)
}

/** Adds all cells of `from`, times `sign`, to `into`; a cell at a time would cost a view of many histograms most of its time. */
export function addCells(into: HdrCounts, from: HdrCounts, sign: 1 | -1): void {
  const {base, cells, count} = from
  if (cells.length === 0) return
  makeRoom(into, from)
  into.count += sign * count
  const target = into.cells
  const shift = base - into.base
  if (target instanceof Int32Array && cells instanceof Int32Array) addWhole(target, cells, shift, sign)
  else for (let cell = 0; cell < cells.length; cell++) target[shift + cell]! += sign * cells[cell]!
}

/** Most of what a view costs is spent here, so it sees one kind of array and whole numbers only; no cell can overflow, as the count would. */
function addWhole(target: Int32Array, cells: Int32Array, shift: number, sign: 1 | -1): void {
  const {length} = cells
  if (sign === 1)
    for (let cell = 0; cell < length; cell++) target[shift + cell] = (target[shift + cell]! + cells[cell]!) | 0
  else for (let cell = 0; cell < length; cell++) target[shift + cell] = (target[shift + cell]! - cells[cell]!) | 0
}

/** Forgets what was counted but not the range, which the next values will likely have again. */
export function clearCounts(counts: HdrCounts): void {
  counts.cells.fill(0)
  counts.count = 0
  counts.sum = 0
  counts.min = Infinity
  counts.max = -Infinity
}
