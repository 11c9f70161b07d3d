import type {Change} from '../change.ts'
import type {Lane} from './lane.ts'
import type {Snapshots} from './snapshots.ts'

/** The summaries in the stream of changes. */
export interface Summaries {
  /** The tick `at` is over: tells one when it is due. */
  tick(at: number): void
  /** Tells one; without a tick it is of the newest time there is. */
  tell(tickAt?: number): void
  /** The clock went back: the next interval begins with the next tick. */
  restart(): void
}

/** @param intervalMs event time between two; 0: only those that are asked for */
export function createSummaries(
  snapshots: Snapshots,
  lanes: readonly Lane[],
  intervalMs: number,
  say: (change: Change) => void,
): Summaries {
  let toldAt: number | undefined

  /** Counts the events that the clock has passed on, not what was read ahead: so a summary says the same however fast the reading is. */
  function tell(tickAt?: number): void {
    const snapshot = snapshots.take('5m')
    const sources = snapshot.sources.map((source, index) => ({...source, events: lanes[index]!.given}))
    const events = sources.reduce((sum, source) => sum + source.events, 0)
    const at = tickAt ?? snapshot.at
    say({type: 'summary', at, snapshot: {...snapshot, sources, totals: {...snapshot.totals, events}}})
  }

  return {
    tell,
    tick(at) {
      if (intervalMs <= 0) return
      toldAt ??= at
      if (at - toldAt < intervalMs) return
      toldAt = at
      tell(at)
    },
    restart() {
      toldAt = undefined
    },
  }
}
