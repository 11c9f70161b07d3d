import type {UsageEvent, UsageMethod} from '../event.ts'

/** The share of a core is taken over this time before the newest report. */
const RATIO_SPAN_MS = 60_000
/** Reports kept for it; with more than one a second the span becomes shorter. */
const REPORTS_KEPT = 64

/**
 * What a plugin or a process uses, by the latest report that said so; a plain record, since every plugin has one. What is not known is
 * not a number rather than undefined: a field that is always a number is changed in place.
 */
export interface Usage {
  /** When the latest report was made. */
  at: number
  method: UsageMethod | undefined
  cpuSeconds: number
  rssBytes: number
  heapBytes: number
  /** The reports of CPU seconds, oldest first, the last two at least: when they were made, and the seconds added up over restarts. */
  readonly times: number[]
  readonly used: number[]
  /** The place of the first that counts; those before it are dropped now and then. */
  first: number
}

/** Nothing reported yet. */
export function createUsage(): Usage {
  return {
    at: -Infinity,
    method: undefined,
    cpuSeconds: NaN,
    rssBytes: NaN,
    heapBytes: NaN,
    times: [],
    used: [],
    first: 0,
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
  const last = used.length - 1
  // A total that falls began again at 0 with a restart.
  const grown = Number.isNaN(cpuSeconds) ? 0 : seconds < cpuSeconds ? seconds : seconds - cpuSeconds
  used.push((last < 0 ? 0 : used[last]!) + grown)
  times.push(time)
  usage.cpuSeconds = seconds
  const count = times.length
  while (
    count - usage.first > 2 &&
    (times[usage.first + 1]! <= time - RATIO_SPAN_MS || count - usage.first > REPORTS_KEPT)
  ) {
    usage.first++
  }
  if (usage.first < REPORTS_KEPT) return
  times.splice(0, usage.first)
  used.splice(0, usage.first)
  usage.first = 0
}

/** Share of one core over the last minute of reports; undefined before the second. */
export function cpuRatioOf({times, used, first}: Usage): number | undefined {
  const last = times.length - 1
  if (last <= first || times[last]! <= times[first]!) return undefined
  return ((used[last]! - used[first]!) * 1000) / (times[last]! - times[first]!)
}

/** A field of usage as views tell it: undefined where it is not known. */
export function knownOf(value: number): number | undefined {
  return Number.isNaN(value) ? undefined : value
}
