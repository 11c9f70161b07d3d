/** How long a lag is remembered after the event that showed it. */
const MEMORY_MS = 60_000

/** How far the time in live events lies behind the wall clock, at worst, over the last minute or two. */
export interface Lag {
  /** An event of time `time` has come at `receivedAt`. */
  observe(time: number, receivedAt: number): void
  /** The time in the events has jumped to `time`: what was known is forgotten. Without effect before the first observation. */
  restart(time: number, receivedAt: number): void
  /** The host's time when the wall clock says `wallAt`; undefined until an event has told. */
  hostTime(wallAt: number): number | undefined
  /** Of the latest event, milliseconds; undefined until there is one. */
  readonly latestMs: number | undefined
}

/** A lag that nobody has told yet. */
export function createLag(): Lag {
  let worst = -Infinity
  let before = -Infinity
  let turnedAt = -Infinity
  let latest: number | undefined
  function observe(time: number, receivedAt: number): void {
    latest = receivedAt - time
    if (receivedAt - turnedAt > MEMORY_MS) {
      before = worst
      worst = -Infinity
      turnedAt = receivedAt
    }
    if (latest > worst) worst = latest
  }

  return {
    observe,
    restart(time, receivedAt) {
      if (latest === undefined) return
      worst = -Infinity
      before = -Infinity
      observe(time, receivedAt)
    },
    hostTime: (wallAt) => (latest === undefined ? undefined : wallAt - Math.max(worst, before, 0)),
    get latestMs() {
      return latest
    },
  }
}
