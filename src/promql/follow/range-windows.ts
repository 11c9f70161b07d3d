import type {Feed, Series} from '../querier.ts'
import {NO_SAMPLES, rowOfSeries, type RangeRow} from '../range-row.ts'
import type {RangeFunction, Window} from '../window.ts'
import type {Written} from './live.ts'

/** The windows of all rows of a followed range, of which those are computed that may have other samples than before. */
export interface RangeWindows {
  /** The next calls are about this window's times. */
  slide(window: Window, feed: Feed): void
  /** Room for so many rows. */
  reserve(rows: number): void
  /** A row that is new, or of which anything may have changed. */
  begin(row: number): void
  /** A row that has had no sample before this tick; if it has one now, that is still to come in. */
  beginEmpty(row: number): void
  /** Another sample has come in; as VisitChange. */
  enter(row: number, value: number, life: number): void
  /** A change, as it came in then, stands at the first sample of a full window now. */
  leave(row: number, value: number, life: number): void
  /** What the function gives. */
  compute(row: number): Written
  /** How many samples are in the window that was computed last: a field, as an object with a getter is a dictionary to V8. */
  count: number
}

type Mutable<T> = {-readonly [K in keyof T]: T[K]}

/** Windows whose samples are read when they are computed. */
export function createReadWindows(apply: RangeFunction): RangeWindows {
  /** Serves all series of floats in turn. */
  const floats: Mutable<RangeRow> = {...NO_SAMPLES}
  let window: Window
  let feed: Feed

  function show(series: Series): void {
    const {times, length, kinds} = series
    const from = length === 0 ? 0 : Math.max(0, Math.floor((window.start - times[0]!) / feed.intervalMs) + 1)
    const isFloats = kinds === undefined
    window.from = isFloats ? from : 0
    window.to = isFloats ? length : 0
    window.histogramsFrom = isFloats ? 0 : from
    window.histogramsTo = isFloats ? 0 : length
    windows.count = length - from
    if (isFloats) {
      window.row = floats
      floats.labels = series.labels
      floats.times = times
      floats.values = series.values
      floats.length = length
      floats.fellAt = series.fellAt
    } else window.row = rowOfSeries(series)
  }

  const windows: RangeWindows = {
    count: 0,
    slide(next, from) {
      window = next
      feed = from
    },
    reserve: () => undefined,
    begin: () => undefined,
    beginEmpty: () => undefined,
    enter: () => undefined,
    leave: () => undefined,
    compute(row) {
      show(feed.read(row, window.start))
      return windows.count === 0 ? undefined : apply(window)
    },
  }
  return windows
}
