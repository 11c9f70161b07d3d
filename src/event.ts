/**
 * The words a host tells us: one union on `type`, the native protocol of version 1 after decoding.
 * Durations are milliseconds and end in `Ms`; instants are milliseconds since the epoch, with fractions down to a microsecond.
 */

/** Where a fact stands on the ladder of trust: told in the protocol, or read out of a log text. */
type Origin = 'native' | 'text'

/** The five levels onto which every dialect's levels fold. */
export type Level = 'DEBUG' | 'INFO' | 'WARNING' | 'ERROR' | 'CRITICAL'

/** All levels, least severe first. */
export const LEVELS: readonly Level[] = ['DEBUG', 'INFO', 'WARNING', 'ERROR', 'CRITICAL']

/** How the CPU or memory of a plugin came to be known; shown beside every figure, because they are not equally true. */
export type UsageMethod = 'process' | 'thread' | 'sampled' | 'reported'

/** Tags and labels: what they hold is the host's business, their number is bounded by the decoder. */
export type Tags = Readonly<Record<string, string | number | boolean | null>>

interface Common {
  /** When it happened. */
  readonly time: number
  readonly origin: Origin
  /** The line had no time of its own: `time` is when we received it. */
  readonly timeIsReceipt?: true | undefined
  /** A second fact read from the same line as the event before it: it moves metrics, but is no event of its own in the counts. */
  readonly derived?: true | undefined
  readonly id?: string | undefined
}

/** A host introduces itself; the list of plugins is absolute. */
export interface HelloEvent extends Common {
  readonly type: 'hello'
  readonly host: string
  readonly instance?: string | undefined
  readonly pid?: number | undefined
  readonly runtime?: string | undefined
  /** When the host process started. */
  readonly started?: number | undefined
  readonly plugins: readonly {
    readonly pluginName: string
    readonly version?: string | undefined
    readonly state: string
  }[]
}

/** One log record. */
export interface LogEvent extends Common {
  readonly type: 'log'
  readonly level: Level
  readonly message: string
  readonly logger?: string | undefined
  readonly pluginName?: string | undefined
  readonly errorType?: string | undefined
  readonly stack?: string | undefined
  readonly tags?: Tags | undefined
}

/** The tags of a span that become labels, as texts: what reads them need not look into the tags. A tag that is null is absent. */
export interface SpanLabels {
  readonly pluginName?: string | undefined
  readonly version?: string | undefined
  readonly directory?: string | undefined
}

/** A span has begun: "loading now". */
export interface SpanStartEvent extends Common, SpanLabels {
  readonly type: 'span_start'
  readonly name: string
  readonly traceId: string
  readonly spanId: string
  readonly parentId?: string | undefined
  readonly tags?: Tags | undefined
}

/** Tags that the host set after the start. */
export interface SpanUpdateEvent extends Common, SpanLabels {
  readonly type: 'span_update'
  readonly spanId: string
  readonly tags: Tags
}

/** A finished span; `time` is its end. */
export interface SpanEvent extends Common, SpanLabels {
  readonly type: 'span'
  readonly name: string
  readonly traceId: string
  readonly spanId: string
  readonly parentId?: string | undefined
  readonly start: number
  readonly durationMs: number
  readonly status: 'ok' | 'error'
  readonly errorType?: string | undefined
  readonly message?: string | undefined
  readonly tags?: Tags | undefined
}

/** A plugin changed its state. */
export interface StateEvent extends Common {
  readonly type: 'state'
  readonly pluginName: string
  readonly version?: string | undefined
  readonly oldState?: string | undefined
  readonly newState: string
  readonly reason?: string | undefined
  readonly directory?: string | undefined
  readonly pid?: number | undefined
}

/** A plugin failed at something. */
interface ErrorEvent extends Common {
  readonly type: 'error'
  readonly pluginName: string
  readonly errorType: string
  readonly message: string
  readonly stack?: string | undefined
}

/** One observation of a metric that the host keeps itself. */
export interface MetricEvent extends Common {
  readonly type: 'metric'
  readonly name: string
  readonly kind: 'counter' | 'gauge' | 'histogram'
  /** A counter's increment (at least 0), a gauge's value, or one observation of a histogram, in `unit`. */
  readonly value: number
  readonly unit?: 's' | 'By' | '1' | undefined
  readonly labels?: Readonly<Record<string, string>> | undefined
}

/** What a plugin, or without a name the whole process, has used so far. */
export interface UsageEvent extends Common {
  readonly type: 'usage'
  readonly pluginName?: string | undefined
  readonly pid?: number | undefined
  readonly method: UsageMethod
  /** CPU seconds since the start, never falling but for a restart. */
  readonly cpuSeconds?: number | undefined
  readonly rssBytes?: number | undefined
  readonly heapBytes?: number | undefined
}

/** The host had to drop events. */
interface GapEvent extends Common {
  readonly type: 'gap'
  readonly lost: number
}

/** A planned stop. */
interface ByeEvent extends Common {
  readonly type: 'bye'
  readonly reason: string
}

/** Everything a host can tell. */
export type PluginEvent =
  | HelloEvent
  | LogEvent
  | SpanStartEvent
  | SpanUpdateEvent
  | SpanEvent
  | StateEvent
  | ErrorEvent
  | MetricEvent
  | UsageEvent
  | GapEvent
  | ByeEvent
