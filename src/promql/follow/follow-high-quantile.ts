import {timeAt, type Context} from '../context.ts'
import {groupLabels} from '../grouping.ts'
import type {HighQuantile} from '../high-quantile.ts'
import {quantileOverBounds} from '../histogram/quantile.ts'
import {dropMetadata, type Labels} from '../labels.ts'
import type {Feed} from '../querier.ts'
import {begin, createFollower, reserveRows, valueOf, write, type Follower, type Live} from './live.ts'
import {createObservedWindows, type ObservedWindows} from './observed-windows.ts'

/** What rounding can make of a sum of shares is a thousandth of this, and less. */
const MARGIN = 1e-9

/**
 * Follows a comparison of quantiles with a limit. Mostly they are below it, and to see that it is enough to count how many of the values
 * in a window are: rates, their sum and its quantile are only computed where the counts do not tell. As long as it has not seen a whole
 * window go by, it takes over what `general` says.
 */
export function followHighQuantile(of: HighQuantile, general: Follower): Follower {
  const {q, limit, operator, aggregate, perSecond} = of
  const {selector, rangeMs} = of.range
  const groupOf = groupLabels(aggregate)
  const holds = operator === '>' ? (value: number) => value > limit : (value: number) => value >= limit
  let labels: Labels[] = []
  const numbers = new Map<string, number>()
  let windows: ObservedWindows | undefined
  let rows = 0
  let isCounted = false
  let tick = NaN
  /** The tick since which everything was told. */
  let since = NaN
  /** Rows may be told apart by more than their labels: for good. */
  let isGeneral = false

  function numberOf(group: Labels): number {
    let number = numbers.get(group.key)
    if (number === undefined) {
      number = labels.push(group) - 1
      numbers.set(group.key, number)
    }
    return number
  }

  function appendRows({series}: Feed, to: ObservedWindows): void {
    for (; rows < series.length; rows++) {
      const row = series[rows]!.labels
      const plain = dropMetadata(row)
      isGeneral ||= row.names.length - plain.names.length !== 1
      to.append(numberOf(groupOf(plain)))
    }
  }

  /** The windows at a tick; undefined where they are not known. */
  function windowsOf(feed: Feed, at: number): ObservedWindows | undefined {
    const samples = Math.ceil(rangeMs / feed.intervalMs)
    if (feed.tick !== tick + 1) since = feed.tick
    tick = feed.tick
    if (feed.bounds === undefined || samples < 2) return undefined
    windows ??= createObservedWindows(
      rangeMs,
      perSecond,
      firstFrom(feed.bounds, limit * (1 - MARGIN)),
      feed.bounds.length,
    )
    appendRows(feed, windows)
    windows.slide(feed, at)
    if (!feed.isAllObserved()) since = tick
    if (isGeneral || tick - since < samples - 1) return undefined
    if (isCounted) windows.advance()
    else windows.recount()
    return windows
  }

  function isLow(group: number, {countOf, lowOf, isUneven}: ObservedWindows): boolean {
    const count = countOf(group)
    return count === 0 || (!isUneven(group) && q * count <= lowOf(group) - MARGIN * count)
  }

  function takeOver(live: Live, from: Live): void {
    const numbered = from.labels.map(numberOf)
    reserveRows(live, labels.length)
    const rowOf = new Int32Array(labels.length).fill(-1)
    numbered.forEach((number, row) => (rowOf[number] = row))
    rowOf.forEach((row, number) => {
      write(live, number, row < 0 ? undefined : valueOf(from, row))
    })
  }

  return createFollower((live, context: Context, isAnew) => {
    if (isAnew) {
      labels = begin(live)
      numbers.clear()
      windows = undefined
      rows = 0
      tick = NaN
      isCounted = false
    }
    const at = timeAt(context.axis, 0)
    const feed = isGeneral ? undefined : context.querier.follow?.(selector.matchers, at, rangeMs)
    const known = feed && windowsOf(feed, at)
    isCounted = known !== undefined
    if (known === undefined) {
      takeOver(live, general(context))
      return
    }
    reserveRows(live, labels.length)
    const {touched, touchedCount} = known
    const asked: number[] = []
    for (let index = 0; index < touchedCount; index++) {
      const group = touched[index]!
      if (isLow(group, known)) write(live, group, undefined)
      else asked.push(group)
    }
    if (asked.length === 0) return
    known.sum(asked, (group, {bounds, count, sum, indexes, counts, length}) => {
      const value = quantileOverBounds(q, bounds, count, sum, indexes, counts, 0, length)
      write(live, group, holds(value) ? value : undefined)
    })
  })
}

/** The first bound that is not below a limit. */
function firstFrom(bounds: readonly number[], limit: number): number {
  let [low, high] = [0, bounds.length]
  while (low < high) {
    const middle = (low + high) >> 1
    if (bounds[middle]! < limit) low = middle + 1
    else high = middle
  }
  return low
}
