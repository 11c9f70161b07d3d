import type {SpanEvent, SpanLabels, SpanStartEvent, SpanUpdateEvent} from '../event.ts'

/** Spans that began and did not end; a host that never ends any must not fill the memory. The oldest fall out. */
const UNFINISHED_KEPT = 10_000
/** Spans that ended before their start arrived: so many at least are remembered, for the start follows soon, or never. */
const EARLY_ENDS_KEPT = 1_000

/** A span that has begun: what the start said of it, and what was set since. */
interface UnfinishedSpan extends SpanLabels {
  readonly name: string
  readonly traceId: string
  readonly spanId: string
  /** When it began. */
  readonly time: number
}

/** The unfinished spans of one instance. */
export interface Spans {
  start(event: SpanStartEvent): void
  update(event: SpanUpdateEvent): void
  /** The span has ended; gives it as it was, when its start was seen. */
  finish(event: SpanEvent): UnfinishedSpan | undefined
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
  const earlyEnds = createLately(EARLY_ENDS_KEPT)
  /** Stands before the oldest: to look for it from the beginning would lead over all that were deleted. */
  let ages = unfinished.keys()
  let evicted = 0

  function dropOldest(): void {
    unfinished.delete(ages.next().value!)
    evicted++
  }

  return {
    unfinished,
    start(event) {
      tellsStarts = true
      const {name, traceId, spanId, time, pluginName, version, directory} = event
      if (earlyEnds.delete(spanId)) return
      unfinished.set(spanId, {name, traceId, spanId, time, pluginName, version, directory})
      if (unfinished.size > UNFINISHED_KEPT) dropOldest()
    },
    update({spanId, pluginName, version, directory}) {
      const span = unfinished.get(spanId)
      if (span === undefined) return
      unfinished.set(spanId, {
        ...span,
        pluginName: pluginName ?? span.pluginName,
        version: version ?? span.version,
        directory: directory ?? span.directory,
      })
    },
    finish(event) {
      if (!tellsStarts) return undefined
      const {spanId} = event
      const span = unfinished.get(spanId)
      if (span !== undefined) unfinished.delete(spanId)
      else earlyEnds.add(spanId)
      return span
    },
    clear() {
      unfinished.clear()
      ages = unfinished.keys()
      earlyEnds.clear()
    },
    get evicted() {
      return evicted
    },
  }
}

/** The words that were added lately. */
interface Lately {
  add(word: string): void
  /** Whether it was among them. */
  delete(word: string): boolean
  clear(): void
}

/** Forgets in halves what is older than the last `kept`: a set from which the oldest is taken each time costs more than all the rest of a span. */
function createLately(kept: number): Lately {
  let young = new Set<string>()
  let old = new Set<string>()
  return {
    add(word) {
      if (young.size >= kept) {
        old = young
        young = new Set()
      }
      young.add(word)
    },
    delete: (word) => young.delete(word) || old.delete(word),
    clear() {
      young.clear()
      old.clear()
    },
  }
}
