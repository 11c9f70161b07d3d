import type {History, HistorySeries} from '../metrics/history.ts'

/** Since when each of some series has rested: what changed is told by the history, so nobody has to look at what did not. */
export interface RestLog {
  /** More series, behind those that are there. */
  add(series: readonly HistorySeries[]): void
  /** Tells of a series, by its index, whether it has one finite number at all ticks with minMs < time <= maxMs, at least two of them. */
  during(minMs: number, maxMs: number): (index: number) => boolean
}

/** Of no series yet, which all will have that name. */
export function createRestLog(history: History, name: string | undefined): RestLog {
  const all: HistorySeries[] = []
  const indexes = new Map<HistorySeries, number>()
  let since = new Float64Array(0)
  /** The count of ticks of which it knows. */
  let tick = history.tickCount

  function update(): void {
    if (tick === history.tickCount) return
    if (tick === history.tickCount - 1) {
      for (const series of history.changed(name)) {
        const index = indexes.get(series)
        if (index !== undefined) since[index] = restsSince(series)
      }
    } else all.forEach((series, index) => (since[index] = restsSince(series)))
    tick = history.tickCount
  }

  return {
    add(series) {
      if (since.length < all.length + series.length) {
        const larger = new Float64Array(2 * (all.length + series.length))
        larger.set(since)
        since = larger
      }
      for (const each of series) {
        const index = all.push(each) - 1
        indexes.set(each, index)
        since[index] = restsSince(each)
      }
    },
    during(minMs, maxMs) {
      update()
      const {intervalMs, lastTickAt = -Infinity} = history
      const ticks = Math.floor(Math.min(maxMs, lastTickAt) / intervalMs) - Math.floor(minMs / intervalMs)
      return ticks < 2 ? () => false : (index) => index < all.length && since[index]! <= minMs
    },
  }
}

/** Infinity when it does not rest: without samples, a histogram, or not a number to reckon with. */
function restsSince(series: HistorySeries): number {
  if (series.kind === 'histogram' || series.changedAt === undefined) return Infinity
  const {values, length} = series.column()
  return Number.isFinite(values[length - 1]) ? series.changedAt : Infinity
}
