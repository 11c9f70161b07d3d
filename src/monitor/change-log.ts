import type {History, HistorySeries} from '../metrics/history.ts'
import {appendChanges, createTickChanges, type TickChanges} from '../metrics/tick-log.ts'

/** Which series of a metric changed at each of the last ticks: kept once for all selectors that ask. */
export interface ChangeLog {
  /** All series of the metric in the order of their births, as of the last update. */
  series: readonly HistorySeries[]
  /** Counts the ticks; by more than one where ticks were missed or time was left out. */
  tick: number
  /** Takes over what happened since the last time; to be called at every tick. */
  update(): void
  /** Keeps at least so many ticks from now on. */
  keep(ticks: number): void
  /** What came to the series in the slot that ended so many ticks ago; nothing where it is not known. */
  changedAt(ticksAgo: number): TickChanges
}

/** Of the series of that name, or without one of all. */
export function createChangeLog(history: History, name: string | undefined): ChangeLog {
  /** A ring: the changes at `tick` stand at `tick % length`. */
  let changes: TickChanges[] = [createTickChanges()]
  let count = NaN
  let at: number | undefined

  const changedAt = (ticksAgo: number) => changes[(log.tick - ticksAgo + changes.length) % changes.length]!

  const log: ChangeLog = {
    series: [],
    tick: 0,
    update() {
      const {tickCount, lastTickAt, intervalMs} = history
      log.series = history.select(name)
      if (count === tickCount) return
      const isNext = count === tickCount - 1 && at !== undefined && lastTickAt === at + intervalMs
      count = tickCount
      at = lastTickAt
      log.tick += isNext ? 1 : changes.length + 1
      if (!isNext) for (const each of changes) each.count = 0
      const now = changedAt(0)
      now.count = 0
      appendChanges(now, history.changed(name))
    },
    keep(ticks) {
      if (ticks <= changes.length) return
      const longer = Array.from({length: ticks}, createTickChanges)
      for (let ago = 0; ago < changes.length; ago++) longer[(log.tick + ticks - ago) % ticks] = changedAt(ago)
      changes = longer
    },
    changedAt,
  }
  return log
}
