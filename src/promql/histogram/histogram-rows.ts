import {histogramOfColumns, type HistogramDraft} from './draft.ts'
import type {NativeHistogram} from './native.ts'
import {quantileOverBounds} from './quantile.ts'

/** Columns of the table of rows: where the buckets of a row start, how many they are, and for how many there is room. */
const START = 0
const LENGTH = 1
const ROOM = 2
const WIDTH = 3

/**
 * Histograms of the rows of a result, side by side: a sum reads hundreds of them at every tick, and the objects of so many
 * NativeHistograms would lie scattered in memory. A row that gets more buckets than it has room for moves to the end.
 */
export interface HistogramRows {
  /** The bounds of all; undefined before the first. */
  bounds: readonly number[] | undefined
  spans: Int32Array
  /** For each row its count and its sum. */
  totals: Float64Array
  indexes: Int32Array
  counts: Float64Array
  /** Where the room ends that rows have taken. */
  end: number
}

/** No rows. */
export function createHistogramRows(): HistogramRows {
  return {
    bounds: undefined,
    spans: new Int32Array(0),
    totals: new Float64Array(0),
    indexes: new Int32Array(0),
    counts: new Float64Array(0),
    end: 0,
  }
}

/** Copies a draft into a row; false where the other rows have other bounds. */
export function putRow(rows: HistogramRows, row: number, draft: HistogramDraft): boolean {
  if (rows.bounds !== draft.bounds) {
    if (rows.bounds !== undefined) return false
    rows.bounds = draft.bounds
  }
  reserve(rows, row)
  const {length} = draft
  const span = row * WIDTH
  if (length > rows.spans[span + ROOM]!) move(rows, span, length)
  const {spans, totals, indexes, counts} = rows
  const start = spans[span + START]!
  spans[span + LENGTH] = length
  totals[2 * row] = draft.count
  totals[2 * row + 1] = draft.sum
  for (let entry = 0; entry < length; entry++) {
    indexes[start + entry] = draft.indexes[entry]!
    counts[start + entry] = draft.counts[entry]!
  }
  return true
}

/** Where the buckets of a row start. */
export function startOf({spans}: HistogramRows, row: number): number {
  return spans[row * WIDTH + START]!
}

/** Where the buckets of a row end. */
export function endOf({spans}: HistogramRows, row: number): number {
  return spans[row * WIDTH + START]! + spans[row * WIDTH + LENGTH]!
}

/** The count of a row. */
export function countOf({totals}: HistogramRows, row: number): number {
  return totals[2 * row]!
}

/** The sum of a row. */
export function sumOf({totals}: HistogramRows, row: number): number {
  return totals[2 * row + 1]!
}

/** What stands in a row, as an object of its own. */
export function histogramAt(rows: HistogramRows, row: number): NativeHistogram {
  const {bounds, indexes, counts} = rows
  const [count, sum] = [countOf(rows, row), sumOf(rows, row)]
  return histogramOfColumns(bounds!, count, sum, indexes, counts, startOf(rows, row), endOf(rows, row), 'gauge')
}

/** The q-quantile of a row, as histogramQuantile. */
export function quantileAt(q: number, rows: HistogramRows, row: number): number {
  const {bounds, indexes, counts} = rows
  const [count, sum] = [countOf(rows, row), sumOf(rows, row)]
  return quantileOverBounds(q, bounds!, count, sum, indexes, counts, startOf(rows, row), endOf(rows, row))
}

function reserve(rows: HistogramRows, row: number): void {
  if (2 * row < rows.totals.length) return
  const capacity = 2 * (row + 1)
  const {spans, totals} = rows
  rows.spans = new Int32Array(WIDTH * capacity)
  rows.spans.set(spans)
  rows.totals = new Float64Array(2 * capacity)
  rows.totals.set(totals)
}

/** Gives a row room at the end for so many buckets and half as many again. */
function move(rows: HistogramRows, span: number, length: number): void {
  const room = length + (length >> 1) + 2
  if (rows.end + room > rows.indexes.length) enlarge(rows, room)
  rows.spans[span + START] = rows.end
  rows.spans[span + ROOM] = room
  rows.end += room
}

/** Moves all rows to arrays of twice the size that they and one more need, without the room that was left behind. */
function enlarge(rows: HistogramRows, more: number): void {
  const {spans, indexes, counts} = rows
  let needed = more
  for (let span = 0; span < spans.length; span += WIDTH) needed += spans[span + ROOM]!
  rows.indexes = new Int32Array(2 * needed)
  rows.counts = new Float64Array(2 * needed)
  rows.end = 0
  for (let span = 0; span < spans.length; span += WIDTH) {
    const start = spans[span + START]!
    const end = start + spans[span + LENGTH]!
    rows.indexes.set(indexes.subarray(start, end), rows.end)
    rows.counts.set(counts.subarray(start, end), rows.end)
    spans[span + START] = rows.end
    rows.end += spans[span + ROOM]!
  }
}
