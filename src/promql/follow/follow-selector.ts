import type {VectorSelector} from '../ast.ts'
import {timeAt, type Context} from '../context.ts'
import type {Frame} from '../frame.ts'
import type {Labels} from '../labels.ts'
import {HISTOGRAM_SAMPLE, type Feed} from '../querier.ts'
import {adopt, begin, createFollower, followPlainly, reserveRows, write, type Follower, type Live} from './live.ts'

/** Follows an instant selector: a row moves when its series has a new value. */
export function followSelector(selector: VectorSelector, evaluate: (context: Context) => Frame): Follower {
  const {matchers, offsetMs} = selector
  if (offsetMs !== 0 || selector.at !== undefined) return followPlainly(evaluate)
  let labels: Labels[] = []
  let tick = NaN

  function readRow(live: Live, feed: Feed, row: number, at: number): void {
    const {times, values, kinds, histograms, length} = feed.read(row, at - feed.intervalMs)
    const last = length - 1
    if (last < 0 || times[last] !== at) write(live, row, undefined)
    else write(live, row, kinds?.[last] === HISTOGRAM_SAMPLE ? histograms![last] : values[last])
  }

  return createFollower((live, context, isAnew) => {
    const at = timeAt(context.axis, 0)
    const feed = context.querier.follow?.(matchers, at, 1)
    if (feed === undefined) {
      adopt(live, evaluate(context))
      return
    }
    if (isAnew || live.labels !== labels) labels = begin(live)
    if (feed.tick !== tick + 1) live.moved.isAll = true
    tick = feed.tick
    const known = live.moved.isAll ? 0 : labels.length
    for (let row = labels.length; row < feed.series.length; row++) labels.push(feed.series[row]!.labels)
    reserveRows(live, labels.length)
    for (let row = known; row < labels.length; row++) readRow(live, feed, row, at)
    if (known === 0) return
    feed.visitChanged(0, (row, value) => {
      if (row >= known) return
      if (Number.isNaN(value)) readRow(live, feed, row, at)
      else write(live, row, value)
    })
  })
}
