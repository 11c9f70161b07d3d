import {extrapolate, extrapolation} from '../functions/extrapolate.ts'
import type {NativeHistogram} from '../histogram/native.ts'
import type {Feed} from '../querier.ts'
import type {Window} from '../window.ts'
import type {RangeWindows} from './range-windows.ts'

/**
 * Windows of which only the first and the last sample count, for rate, increase and delta: those of floats stand side by side for all
 * rows, so that nothing of a series is touched, and of histograms only the growth is asked for. What that does not do for, such as
 * counters that fall inside the window, is left to `others`.
 */
export function createEndWindows(others: RangeWindows, isCounter: boolean, perSecond: boolean): RangeWindows {
  /** For each row the values at both ends of the window, the time of its first sample and that of its last fall. */
  let firsts = new Float64Array(0)
  let lasts = new Float64Array(0)
  /** NaN where there is no sample. */
  let bornAt = new Float64Array(0)
  let fellAt = new Float64Array(0)
  let isHistogram = new Uint8Array(0)
  let window: Window
  let feed: Feed
  let count = 0

  /** @param born of a histogram, whose samples are not all at hand */
  function begin(row: number, born?: number): void {
    const ends = feed.ends(row, window.start)
    isHistogram[row] = ends === undefined ? 1 : 0
    if (ends !== undefined) {
      bornAt[row] = ends.bornAt
      firsts[row] = ends.first
      lasts[row] = ends.last
      fellAt[row] = ends.fellAt
    } else if (born !== undefined) bornAt[row] = born
    else {
      const {times, length} = feed.read(row, window.start)
      bornAt[row] = length === 0 ? NaN : times[0]!
    }
  }

  function histogramRate(row: number, firstTime: number): NativeHistogram | undefined {
    const {end} = window
    return feed.growth(row, firstTime, end, extrapolation(window, firstTime, end, count, Infinity, perSecond))
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
      const larger = new Uint8Array(2 * rows)
      larger.set(isHistogram)
      isHistogram = larger
    },
    begin,
    enter(row, value, born) {
      if (Object.is(born, bornAt[row])) {
        if (value < lasts[row]!) fellAt[row] = window.end
        lasts[row] = value
      } else begin(row, born)
    },
    leave(row, value, born) {
      // The log may be of an earlier life of the series.
      if (Object.is(born, bornAt[row])) firsts[row] = value
      else begin(row, bornAt[row])
    },
    compute(row) {
      const {start, end} = window
      const {intervalMs} = feed
      // The first sample after the start: samples stand at every tick, of which the end is one.
      const firstTime = Math.max(bornAt[row]!, end - (Math.ceil((end - start) / intervalMs) - 1) * intervalMs)
      const isOther = isHistogram[row] === 1 ? !isCounter : isCounter && fellAt[row]! > firstTime
      if (isOther || Number.isNaN(firstTime)) return computeElsewhere(row)
      count = (end - firstTime) / intervalMs + 1
      if (count < 2) return undefined
      if (isHistogram[row] === 1) return histogramRate(row, firstTime)
      const first = firsts[row]!
      return extrapolate(lasts[row]! - first, first, firstTime, end, count, window, isCounter, perSecond)
    },
    get count() {
      return count
    },
  }
}
