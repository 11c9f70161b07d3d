import {extrapolate} from '../functions/extrapolate.ts'
import type {Feed} from '../querier.ts'
import type {Window} from '../window.ts'
import type {RangeWindows} from './range-windows.ts'

/**
 * Windows of which only the first and the last sample count, for rate, increase and delta of floats: both stand side by side for all rows,
 * so that nothing of a series is touched. Histograms, and counters that fall inside the window, are left to `others`.
 */
export function createEndWindows(others: RangeWindows, isCounter: boolean, perSecond: boolean): RangeWindows {
  /** For each row the values at both ends of the window, the time of its first sample and that of its last fall. */
  let firsts = new Float64Array(0)
  let lasts = new Float64Array(0)
  /** NaN where the row is left to the others. */
  let bornAt = new Float64Array(0)
  let fellAt = new Float64Array(0)
  let window: Window
  let feed: Feed
  let count = 0

  function begin(row: number): void {
    const {times, values, length, kinds, fellAt: fell = Infinity} = feed.read(row, window.start)
    const isLeft = kinds !== undefined || length === 0
    bornAt[row] = isLeft ? NaN : times[0]!
    if (isLeft) return
    firsts[row] = values[Math.max(0, Math.floor((window.start - times[0]!) / feed.intervalMs) + 1)]!
    lasts[row] = values[length - 1]!
    fellAt[row] = fell
  }

  function computeElsewhere(row: number): ReturnType<RangeWindows['compute']> {
    const value = others.compute(row)
    count = others.count
    return value
  }

  return {
    slide(next, from) {
      window = next
      feed = from
      others.slide(next, from)
    },
    reserve(rows) {
      if (rows <= firsts.length) return
      ;[firsts, lasts, bornAt, fellAt] = [firsts, lasts, bornAt, fellAt].map((array) => {
        const larger = new Float64Array(2 * rows)
        larger.set(array)
        return larger
      }) as [typeof firsts, typeof lasts, typeof bornAt, typeof fellAt]
    },
    begin,
    enter(row, value, born) {
      if (Object.is(born, bornAt[row])) {
        if (value < lasts[row]!) fellAt[row] = window.end
        lasts[row] = value
      } else begin(row)
    },
    leave(row, value, born) {
      // The log may be of an earlier life of the series.
      if (Object.is(born, bornAt[row])) firsts[row] = value
      else begin(row)
    },
    compute(row) {
      const {start, end} = window
      const {intervalMs} = feed
      // The first sample after the start: samples stand at every tick, of which the end is one.
      const firstTime = Math.max(bornAt[row]!, end - (Math.ceil((end - start) / intervalMs) - 1) * intervalMs)
      if (Number.isNaN(firstTime) || (isCounter && fellAt[row]! > firstTime)) return computeElsewhere(row)
      count = (end - firstTime) / intervalMs + 1
      const first = firsts[row]!
      return count < 2
        ? undefined
        : extrapolate(lasts[row]! - first, first, firstTime, end, count, window, isCounter, perSecond)
    },
    get count() {
      return count
    },
  }
}
