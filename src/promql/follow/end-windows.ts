import {extrapolation, secondsFromZero} from '../functions/extrapolate.ts'
import type {Feed} from '../querier.ts'
import type {Window} from '../window.ts'
import type {Written} from './live.ts'
import type {RangeWindows} from './range-windows.ts'

/**
 * Columns of the table of rows: the time of the first sample, NaN where there is none; that of the last fall, NaN of histograms, whose
 * values are not at hand; the values at both ends of the window; how many times the series has begun anew.
 */
const BORN = 0
const FELL = 1
const FIRST = 2
const LAST = 3
const LIFE = 4
const WIDTH = 5

/**
 * Windows of which only the first and the last sample count, for rate, increase and delta: those of floats stand side by side for all
 * rows, so that nothing of a series is touched, and of histograms only the growth is asked for. What that does not do for, such as
 * counters that fall inside the window, is left to `others`.
 */
export function createEndWindows(others: RangeWindows, isCounter: boolean, perSecond: boolean): RangeWindows {
  let table = new Float64Array(0)
  let window: Window
  let feed: Feed
  /** The time of the first sample in a full window: samples stand at every tick, of which the end is one. */
  let oldest = NaN
  /** What growth from a time on is multiplied by in this turn, for nearly all rows the same. */
  let factorSince = NaN
  let factor = NaN

  function begin(row: number): void {
    const ends = feed.ends(row, window.start)
    const place = row * WIDTH
    table[place + LIFE] = feed.lifeOf(row)
    if (ends !== undefined) {
      table[place + BORN] = ends.bornAt
      table[place + FELL] = ends.fellAt
      table[place + FIRST] = ends.first
      table[place + LAST] = ends.last
      return
    }
    table[place + FELL] = NaN
    const {times, length} = feed.read(row, window.start)
    table[place + BORN] = length === 0 ? NaN : times[0]!
  }

  /** Nothing of a row is at hand that began anew since, or has a sample that is not told. */
  function isKnown(row: number, value: number, life: number): boolean {
    const place = row * WIDTH
    if (table[place + LIFE] !== life || Number.isNaN(table[place + BORN])) return false
    return !Number.isNaN(value) || Number.isNaN(table[place + FELL])
  }

  /** The first sample of a series of floats has come in: it need not be read to be known. False for what is no such thing. */
  function bear(row: number, value: number, life: number): boolean {
    const place = row * WIDTH
    if (table[place + LIFE] !== life || !Number.isNaN(table[place + BORN]) || table[place + FELL] !== -Infinity)
      return false
    if (!(value >= 0)) return false
    const isFromZero = feed.isBornAtZero(row)
    table[place + BORN] = isFromZero ? window.end - feed.intervalMs : window.end
    table[place + FIRST] = isFromZero ? 0 : value
    table[place + LAST] = value
    return true
  }

  /** @param untilZero as for `extrapolation`, of which it changes nothing before the start of the window */
  function factorFrom(firstTime: number, untilZero: number): number {
    const {start, end} = window
    if (untilZero < (firstTime - start) / 1000) {
      return extrapolation(window, firstTime, end, windows.count, untilZero, perSecond)
    }
    if (firstTime !== factorSince) {
      factorSince = firstTime
      factor = extrapolation(window, firstTime, end, windows.count, Infinity, perSecond)
    }
    return factor
  }

  function computeElsewhere(row: number): Written {
    const value = others.compute(row)
    windows.count = others.count
    return value
  }

  const windows: RangeWindows = {
    count: 0,
    slide(next, from) {
      const {start, end} = next
      window = next
      feed = from
      oldest = end - (Math.ceil((end - start) / feed.intervalMs) - 1) * feed.intervalMs
      factorSince = NaN
      others.slide(next, from)
    },
    reserve(rows) {
      if (rows * WIDTH <= table.length) return
      const larger = new Float64Array(2 * rows * WIDTH)
      larger.set(table)
      table = larger
    },
    begin,
    beginEmpty(row) {
      if (feed.bounds !== undefined) {
        begin(row)
        return
      }
      const place = row * WIDTH
      table[place + BORN] = NaN
      table[place + FELL] = -Infinity
      table[place + LIFE] = feed.lifeOf(row)
    },
    enter(row, value, life) {
      if (!isKnown(row, value, life)) {
        if (!bear(row, value, life)) begin(row)
        return
      }
      const place = row * WIDTH
      if (value < table[place + LAST]!) table[place + FELL] = window.end
      table[place + LAST] = value
    },
    leave(row, value, life) {
      // What is told may be of an earlier life of the series.
      if (isKnown(row, value, life)) table[row * WIDTH + FIRST] = value
      else begin(row)
    },
    compute(row) {
      const place = row * WIDTH
      const firstTime = Math.max(table[place + BORN]!, oldest)
      const fell = table[place + FELL]!
      const isHistogram = Number.isNaN(fell)
      const isOther = isHistogram ? !isCounter : isCounter && fell > firstTime
      if (isOther) return computeElsewhere(row)
      if (Number.isNaN(firstTime)) {
        windows.count = 0
        return undefined
      }
      const {end} = window
      windows.count = (end - firstTime) / feed.intervalMs + 1
      if (windows.count < 2) return undefined
      if (isHistogram) return feed.growth(row, firstTime, end, factorFrom(firstTime, Infinity))
      const first = table[place + FIRST]!
      const growth = table[place + LAST]! - first
      const untilZero = isCounter ? secondsFromZero(growth, first, firstTime, end) : Infinity
      return growth * factorFrom(firstTime, untilZero)
    },
  }
  return windows
}
