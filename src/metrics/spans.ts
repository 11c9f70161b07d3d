import type {SpanStartEvent, Tags} from '../event.ts'

/** Spans that began and did not end; a host that never ends any must not fill the memory. The oldest fall out. */
const UNFINISHED_KEPT = 10_000
/** Spans that ended before their start arrived; the start then follows soon, or never. */
const EARLY_ENDS_KEPT = 1_000

/** A span that has begun. */
export interface UnfinishedSpan {
  readonly event: SpanStartEvent
  /** Those of the start, and what was set since. */
  tags: Tags | undefined
}

/** The unfinished spans of one instance. */
export interface Spans {
  start(event: SpanStartEvent): void
  update(spanId: string, tags: Tags): void
  /** The span has ended; gives it as it was, when its start was seen. */
  finish(spanId: string): UnfinishedSpan | undefined
  /** The host is gone, and its spans with it. */
  clear(): void
  /** Oldest first. */
  readonly unfinished: ReadonlyMap<string, UnfinishedSpan>
  /** How many unfinished ones fell out. */
  readonly evicted: number
}

/** No spans yet. */
export function createSpans(): Spans {
  const unfinished = new Map<string, UnfinishedSpan>()
  /** Only hosts that tell of starts can have early ends. */
  let tellsStarts = false
  const earlyEnds = new Set<string>()
  let evicted = 0

  function dropOldest(of: {keys(): Iterator<string>; delete(key: string): boolean}): void {
    of.delete(of.keys().next().value!)
  }

  return {
    unfinished,
    start(event) {
      tellsStarts = true
      if (earlyEnds.delete(event.spanId)) return
      unfinished.set(event.spanId, {event, tags: event.tags})
      if (unfinished.size <= UNFINISHED_KEPT) return
      dropOldest(unfinished)
      evicted++
    },
    update(spanId, tags) {
      const span = unfinished.get(spanId)
      if (span !== undefined) span.tags = {...span.tags, ...tags}
    },
    finish(spanId) {
      if (!tellsStarts) return undefined
      const span = unfinished.get(spanId)
      if (span !== undefined) unfinished.delete(spanId)
      else {
        earlyEnds.add(spanId)
        if (earlyEnds.size > EARLY_ENDS_KEPT) dropOldest(earlyEnds)
      }
      return span
    },
    clear() {
      unfinished.clear()
      earlyEnds.clear()
    },
    get evicted() {
      return evicted
    },
  }
}
