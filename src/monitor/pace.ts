/** Over how long events per second are averaged. */
const SPAN_MS = 3_000

/** Events per second of wall time, over the last few seconds. */
export interface Pace {
  /** So many events had been counted at `now`. */
  observe(total: number, now: number): void
  readonly perSecond: number
}

/** A pace of nothing yet. */
export function createPace(): Pace {
  const seen: {total: number; at: number}[] = []
  return {
    observe(total, now) {
      seen.push({total, at: now})
      while (seen.length > 2 && seen[1]!.at <= now - SPAN_MS) seen.shift()
    },
    get perSecond() {
      const first = seen[0]
      const last = seen.at(-1)
      if (first === undefined || last === undefined || last.at <= first.at) return 0
      return ((last.total - first.total) * 1_000) / (last.at - first.at)
    },
  }
}
