import type {UsageEvent, UsageMethod} from '../event.ts'

/** The share of a core is taken over this time before the newest report. */
const RATIO_SPAN_MS = 60_000
/** Reports kept for it; with more than one a second the span becomes shorter. */
const REPORTS_KEPT = 64

/** What a plugin or a process uses, by the latest report that said so; a plain record, since every plugin has one. */
export interface Usage {
  /** When the latest report was made. */
  at: number
  method: UsageMethod | undefined
  cpuSeconds: number | undefined
  rssBytes: number | undefined
  heapBytes: number | undefined
  /** The reports of CPU seconds, oldest first, the last two at least: when they were made, and the seconds added up over restarts. */
  readonly times: number[]
  readonly used: number[]
}

/** Nothing reported yet. */
export function createUsage(): Usage {
  return {
    at: -Infinity,
    method: undefined,
    cpuSeconds: undefined,
    rssBytes: undefined,
    heapBytes: undefined,
    times: [],
    used: [],
  }
}

/** Takes a report; one that is older than the latest is no news. */
export function takeUsage(usage: Usage, event: UsageEvent): void {
  const {time, cpuSeconds} = event
  if (time < usage.at) return
  usage.at = time
  usage.method = event.method
  if (cpuSeconds !== undefined) report(usage, time, cpuSeconds)
  usage.rssBytes = event.rssBytes ?? usage.rssBytes
  usage.heapBytes = event.heapBytes ?? usage.heapBytes
}

function report(usage: Usage, time: number, seconds: number): void {
  const {times, used, cpuSeconds} = usage
  // A total that falls began again at 0 with a restart.
  const grown = cpuSeconds === undefined ? 0 : seconds < cpuSeconds ? seconds : seconds - cpuSeconds
  used.push((used.at(-1) ?? 0) + grown)
  times.push(time)
  usage.cpuSeconds = seconds
  while (times.length > 2 && (times[1]! <= time - RATIO_SPAN_MS || times.length > REPORTS_KEPT)) {
    times.shift()
    used.shift()
  }
}

/** Share of one core over the last minute of reports; undefined before the second. */
export function cpuRatioOf({times, used}: Usage): number | undefined {
  const last = times.length - 1
  if (last < 1 || times[last]! <= times[0]!) return undefined
  return ((used[last]! - used[0]!) * 1000) / (times[last]! - times[0]!)
}
