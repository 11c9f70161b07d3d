import type {History, HistorySeries} from '../metrics/history.ts'
import type {Labels} from '../promql/labels.ts'
import type {Feed} from '../promql/querier.ts'
import type {ChangeLog} from './change-log.ts'
import {createSampledSeries, growthOf, labelsOf, refresh, type SampledSeries} from './sampled-series.ts'

/** What one selector matches of a metric, followed from tick to tick. */
export interface SelectorFeed extends Feed {
  tick: number
  bounds: Feed['bounds']
  /** Brings it to the last tick; changes up to reachMs before it are remembered from now on. */
  update(reachMs: number): void
}

/** Shows the series of a log that match; `name` as for the log. */
export function createSelectorFeed(
  history: History,
  log: ChangeLog,
  name: string | undefined,
  accepts: (labels: Labels) => boolean,
): SelectorFeed {
  const {intervalMs} = history
  const series: SampledSeries[] = []
  const sources: HistorySeries[] = []
  /** For each series of the log its row here, or -1. */
  let rowOf = new Int32Array(0)
  let looked = 0

  function look(): void {
    if (log.series.length > rowOf.length) {
      const longer = new Int32Array(2 * log.series.length)
      longer.set(rowOf)
      rowOf = longer
    }
    for (; looked < log.series.length; looked++) {
      const each = log.series[looked]!
      if (accepts(labelsOf(each))) {
        rowOf[looked] = series.push(createSampledSeries(each)) - 1
        sources.push(each)
      } else rowOf[looked] = -1
    }
  }

  const feed: SelectorFeed = {
    intervalMs,
    series,
    tick: 0,
    bounds: undefined,
    update(reachMs) {
      log.keep(Math.ceil(reachMs / intervalMs))
      log.update()
      look()
      feed.tick = log.tick
      const [first] = sources
      if (first?.kind === 'histogram' && name !== undefined) feed.bounds = first.bounds
    },
    read(row, minMs) {
      const each = series[row]!
      refresh(each, history.tickCount, minMs, history.lastTickAt ?? -Infinity)
      return each
    },
    lifeOf: (row) => sources[row]!.lives,
    isBornAtZero(row) {
      const source = sources[row]!
      return source.kind === 'float' && source.isBornAtZero
    },
    ends(row, afterMs) {
      const each = series[row]!
      return each.kind === 'float' ? each.source.ends(afterMs) : undefined
    },
    growth(row, fromMs, toMs, factor) {
      const source = sources[row]!
      return source.kind === 'histogram' ? growthOf(source, fromMs, toMs, factor) : undefined
    },
    visitChanged(ticksAgo, visit) {
      const {count, places, values, lives} = log.changedAt(ticksAgo)
      const isOfHistograms = feed.bounds !== undefined
      for (let index = 0; index < count; index++) {
        const row = rowOf[places[index]!]!
        if (row >= 0) visit(row, isOfHistograms ? NaN : values[index]!, lives[index]!)
      }
    },
    isAllObserved() {
      const {count, values} = log.changedAt(0)
      for (let index = 0; index < count; index++) if (Number.isNaN(values[index])) return false
      return true
    },
    visitObserved(ticksAgo, visit) {
      const {count, places, values} = log.changedAt(ticksAgo)
      for (let index = 0; index < count; index++) {
        const row = rowOf[places[index]!]!
        if (row >= 0) visit(row, values[index]!)
      }
    },
  }
  return feed
}
