import type {UsageEvent, UsageMethod} from '../event.ts'

/** The share of a core is taken over this time before the newest report. */
const RATIO_SPAN_MS = 60_000
/** Reports kept for it; with more than one a second the span becomes shorter. */
const REPORTS_KEPT = 64

/** What a plugin or a process uses, by the latest report that said so. */
export interface Usage {
  take(event: UsageEvent): void
  readonly method: UsageMethod | undefined
  readonly cpuSeconds: number | undefined
  /** Share of one core over the last minute of reports; undefined before the second. */
  readonly cpuRatio: number | undefined
  readonly rssBytes: number | undefined
  readonly heapBytes: number | undefined
}

/** Nothing reported yet. */
export function createUsage(): Usage {
  /** CPU seconds added up over restarts, at a time; oldest first, the last two at least. */
  const reports: {readonly time: number; readonly used: number}[] = []
  let latest: UsageEvent | undefined
  let cpuSeconds: number | undefined
  let rssBytes: number | undefined
  let heapBytes: number | undefined

  function report(time: number, seconds: number): void {
    const last = reports.at(-1)
    // A total that falls began again at 0 with a restart.
    const grown = cpuSeconds === undefined ? 0 : seconds < cpuSeconds ? seconds : seconds - cpuSeconds
    reports.push({time, used: (last?.used ?? 0) + grown})
    cpuSeconds = seconds
    while (reports.length > 2 && (reports[1]!.time <= time - RATIO_SPAN_MS || reports.length > REPORTS_KEPT)) {
      reports.shift()
    }
  }

  return {
    take(event) {
      if (latest !== undefined && event.time < latest.time) return
      latest = event
      if (event.cpuSeconds !== undefined) report(event.time, event.cpuSeconds)
      rssBytes = event.rssBytes ?? rssBytes
      heapBytes = event.heapBytes ?? heapBytes
    },
    get method() {
      return latest?.method
    },
    get cpuSeconds() {
      return cpuSeconds
    },
    get cpuRatio() {
      const first = reports[0]
      const last = reports.at(-1)
      if (first === undefined || last === undefined || last.time <= first.time) return undefined
      return ((last.used - first.used) * 1000) / (last.time - first.time)
    },
    get rssBytes() {
      return rssBytes
    },
    get heapBytes() {
      return heapBytes
    },
  }
}
