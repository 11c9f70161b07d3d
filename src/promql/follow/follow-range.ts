import type {MatrixSelector} from '../ast.ts'
import {timeAt, type Context} from '../context.ts'
import type {Frame} from '../frame.ts'
import {dropMetadata, labelValue, METRIC_NAME, type Labels} from '../labels.ts'
import type {Feed, Series} from '../querier.ts'
import {NO_SAMPLES, rowOfSeries, type RangeRow} from '../range-row.ts'
import {createWindow, type RangeFunction, type Window} from '../window.ts'
import {adopt, begin, createFollower, followPlainly, reserveRows, write, type Follower, type Live} from './live.ts'

/**
 * How long a change in a series is felt by a range function that looks at nothing but samples and how far they are apart. Samples stand
 * at every tick, so a window that has slid by a tick over a series holds the same values as before, unless
 * - `ends`: a change has come in, or stands at the first sample, whose predecessor is gone: for functions of the first and the last sample
 *   and of the steps in between;
 * - `pair`: the same of the last two samples alone;
 * - `all`: there is a change anywhere in it: for functions of how many samples have which value.
 */
export type Felt = 'ends' | 'pair' | 'all'

type Mutable<T> = {-readonly [K in keyof T]: T[K]}

/** Follows a function over the range of a selector. A series younger than the range is computed at every tick. */
export function followRange(
  {selector, rangeMs, pos}: MatrixSelector,
  felt: Felt,
  keepsName: boolean,
  apply: RangeFunction,
  evaluate: (context: Context) => Frame,
): Follower {
  const {matchers, offsetMs} = selector
  if (offsetMs !== 0 || selector.at !== undefined) return followPlainly(evaluate)
  let labels: Labels[] = []
  let tick = NaN
  let name: string | undefined
  let isAmbiguous = false
  /** Rows that are computed at the next tick whatever happens. */
  let awake: number[] = []
  let nextAwake: number[] = []
  /** For each row the time up to which a change is felt that nobody tells of again. */
  let feltUntil = new Float64Array(0)
  /** For each row the turn in which it was computed last. */
  let computed = new Float64Array(0)
  /** Serves all series of floats in turn. */
  const floats: Mutable<RangeRow> = {...NO_SAMPLES}

  function append({labels: of}: Series): void {
    labels.push(keepsName ? of : dropMetadata(of))
    if (keepsName) return
    // Without their names, rows of several metrics may become one.
    name ??= labelValue(of, METRIC_NAME)
    isAmbiguous ||= labelValue(of, METRIC_NAME) !== name || of.names.length - labels.at(-1)!.names.length !== 1
  }

  function reserve(rows: number): void {
    if (rows <= computed.length) return
    const grown = (array: Float64Array) => {
      const larger = new Float64Array(2 * rows)
      larger.set(array)
      return larger
    }
    feltUntil = grown(feltUntil)
    computed = grown(computed)
  }

  function compute(live: Live, window: Window, feed: Feed, index: number, samples: number): void {
    if (computed[index] === live.turns) return
    computed[index] = live.turns
    const count = show(window, floats, feed.read(index, window.start), feed.intervalMs)
    write(live, index, count === 0 ? undefined : apply(window))
    if (count > 0 && (count < samples || feltUntil[index]! > window.end)) nextAwake.push(index)
  }

  return createFollower((live, context, isAnew) => {
    const at = timeAt(context.axis, 0)
    const feed = isAmbiguous ? undefined : context.querier.follow?.(matchers, at, rangeMs)
    if (feed === undefined) {
      adopt(live, evaluate(context))
      return
    }
    if (isAnew || live.labels !== labels) labels = begin(live)
    if (feed.tick !== tick + 1) live.moved.isAll = true
    tick = feed.tick
    const known = live.moved.isAll ? 0 : labels.length
    for (let row = labels.length; row < feed.series.length; row++) append(feed.series[row]!)
    if (isAmbiguous) {
      adopt(live, evaluate(context))
      return
    }
    reserveRows(live, labels.length)
    reserve(labels.length)
    const held = Math.ceil(rangeMs / feed.intervalMs)
    const samples = felt === 'pair' ? Math.min(2, held) : held
    const lastFelt = at + (samples - 1) * feed.intervalMs
    const window = createWindow(floats, context, pos)
    window.start = at - rangeMs
    window.end = at
    window.at = at
    const visit = (row: number) => {
      if (row < known) compute(live, window, feed, row, samples)
    }
    ;[awake, nextAwake] = [nextAwake, awake]
    nextAwake.length = 0
    if (known === 0) feltUntil.fill(lastFelt, 0, labels.length)
    else if (felt === 'all') {
      feed.visitChanged(0, (row) => {
        feltUntil[row] = lastFelt
      })
    }
    for (let row = known; row < labels.length; row++) compute(live, window, feed, row, samples)
    if (known === 0) return
    for (const row of awake) visit(row)
    feed.visitChanged(0, visit)
    if (felt !== 'all' && samples > 1) feed.visitChanged(samples - 1, visit)
  })
}

/** Shows a series in a window that ends with its last sample; gives how many samples are in it. */
function show(window: Window, floats: Mutable<RangeRow>, series: Series, intervalMs: number): number {
  const {times, length, kinds} = series
  const from = length === 0 ? 0 : Math.max(0, Math.floor((window.start - times[0]!) / intervalMs) + 1)
  const isFloats = kinds === undefined
  window.from = isFloats ? from : 0
  window.to = isFloats ? length : 0
  window.histogramsFrom = isFloats ? 0 : from
  window.histogramsTo = isFloats ? 0 : length
  if (isFloats) {
    window.row = floats
    floats.labels = series.labels
    floats.times = times
    floats.values = series.values
    floats.length = length
    floats.fellAt = series.fellAt
  } else window.row = rowOfSeries(series)
  return length - from
}
