import {restamp, type DemoEvent} from './demo-event.ts'
import type {Random} from './random.ts'

const MINUTE_MS = 60_000

/** Between which minutes the host's clock is wrong, and by how much: more than the longest window, so that it cannot be taken for lateness. */
const JUMPS = [
  {from: 4, to: 5, byMs: -150 * MINUTE_MS},
  {from: 8, to: 9, byMs: 150 * MINUTE_MS},
]

/** One event in so many comes late. */
const LATE_ONE_IN = 25

/** The latest that an event comes (milliseconds): some past the monitor's allowed lateness of 2 s, some not. */
const MAX_LATE_MS = 6000

/** The same events as a bad network and a bad clock would bring them, in the order in which they arrive. */
export function* disturbClock(events: Iterable<DemoEvent>, start: number, random: Random): Generator<DemoEvent> {
  const late: DemoEvent[] = []
  for (const event of events) {
    while (late.length > 0 && late[0]!.timeMs <= event.timeMs) yield late.shift()!
    const minute = (event.timeMs - start) / MINUTE_MS
    const jump = JUMPS.find(({from, to}) => minute >= from && minute < to)
    const stamped = jump ? restamp(event, event.timeMs + jump.byMs) : event
    if (random.below(LATE_ONE_IN) > 0) yield stamped
    else {
      late.push({...stamped, timeMs: event.timeMs + random.between(0, MAX_LATE_MS)})
      late.sort((one, other) => one.timeMs - other.timeMs)
    }
  }
  yield* late
}
