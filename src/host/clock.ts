/** How far the derived clock may stand from the system's (milliseconds) before it is set anew: beyond a tick of `Date.now`. */
const MAX_DRIFT_MS = 2

/**
 * The wall clock with microseconds: `Date.now` has only milliseconds, and two events of one millisecond must keep their
 * distance. Follows the system's clock when that is set or slewed, or when the machine has slept.
 */
export function createClock(): {now(): number} {
  let wallAt = Date.now()
  let monotonicAt = performance.now()
  return {
    /** Milliseconds since the epoch, with a fraction. */
    now() {
      const monotonic = performance.now()
      const wall = Date.now()
      const derived = wallAt + monotonic - monotonicAt
      if (Math.abs(derived - wall) <= MAX_DRIFT_MS) return derived
      wallAt = wall
      monotonicAt = monotonic
      return wall
    },
  }
}

/** RFC 3339 in UTC with microseconds: `2026-11-22T10:45:41.779536Z`. `at` is milliseconds since the epoch, with a fraction. */
export function formatTime(at: number): string {
  const milliseconds = Math.floor(at)
  const microseconds = Math.floor((at - milliseconds) * 1000)
  return `${new Date(milliseconds).toISOString().slice(0, 23)}${String(microseconds).padStart(3, '0')}Z`
}
