import {setTimeout as sleep} from 'node:timers/promises'
import type {DemoEvent} from './demo-event.ts'

/** Events of one batch: about a megabyte, so that whoever takes them is never busy for long. */
const MAX_BATCH = 4096

/** When events come. */
export interface Pace {
  /** What is older comes at once (milliseconds since the epoch). */
  readonly liveFrom: number
  /** Seconds of event time in a second; 0 for as fast as they are taken. */
  readonly speed: number
  /** The wall clock, in milliseconds since the epoch. */
  now(): number
  readonly signal: AbortSignal
}

/** Events that are due together. */
export interface Batch {
  readonly events: readonly DemoEvent[]
  /** Nothing else is due: what comes next has still to happen. */
  readonly isCaughtUp: boolean
}

/** Hands out events when their time has come, until they end or `signal` aborts. */
export async function* paceEvents(
  events: Iterable<DemoEvent>,
  {liveFrom, speed, now, signal}: Pace,
): AsyncGenerator<Batch> {
  let batch: DemoEvent[] = []
  for (const event of events) {
    if (event.timeMs > liveFrom && speed > 0) {
      const dueIn = liveFrom + (event.timeMs - liveFrom) / speed - now()
      if (dueIn > 0) {
        yield {events: batch, isCaughtUp: true}
        batch = []
        await sleep(dueIn, undefined, {signal}).catch(() => undefined)
      }
    }
    if (signal.aborted) return
    batch.push(event)
    if (batch.length < MAX_BATCH) continue
    yield {events: batch, isCaughtUp: false}
    batch = []
  }
  yield {events: batch, isCaughtUp: true}
}
