/**
 * The words of a view: what a screen or a report may show, as one plain, frozen, bounded value. Seconds and bytes; instants are
 * milliseconds since the epoch. What is not known is undefined, never 0.
 */
import type {Level, UsageMethod} from './event.ts'

/** The sliding windows, and everything since the start. */
export type WindowName = '1m' | '5m' | '15m' | '1h' | 'start'

/** The sliding windows in the order in which `w` walks them. */
export const WINDOWS: readonly WindowName[] = ['1m', '5m', '15m', '1h']

/** The distribution of durations in seconds. With count 0 the rest is undefined. */
export interface Distribution {
  readonly count: number
  readonly sum: number
  readonly min?: number | undefined
  readonly mean?: number | undefined
  readonly p50?: number | undefined
  readonly p90?: number | undefined
  readonly p95?: number | undefined
  readonly p99?: number | undefined
  readonly max?: number | undefined
}

/** The same durations in the chosen window and since the start. */
export interface WindowedDistribution {
  readonly window: Distribution
  readonly start: Distribution
}

/** One bar of a histogram: how many values were above the bar before and at most `upTo` seconds (Infinity for the last). */
export interface Bar {
  readonly upTo: number
  readonly count: number
}

/** How one source stands. */
export interface SourceView {
  readonly name: string
  readonly kind: string
  readonly instance: string
  /** `connecting`, `live`, `waiting`, `retrying`, `failed` or `ended`. */
  readonly state: string
  /** A sentence for a person: `401 Unauthorized: give a token with --header or PLUGMON_TOKEN`. */
  readonly text: string
  readonly host?: string | undefined
  readonly events: number
  readonly rejected: number
  readonly rejectedByReason: Readonly<Record<string, number>>
  readonly late: number
  readonly dropped: number
  readonly gaps: number
  readonly lost: number
  readonly restarts: number
  /** Notes by kind: rotated, truncated, …; only those that happened. */
  readonly notes: Readonly<Record<string, number>>
  /** Wall-clock time at which the last event came. */
  readonly lastReceivedAt?: number | undefined
  /** Time in the last event. */
  readonly lastEventAt?: number | undefined
  /** The connection's certificate is not checked. */
  readonly insecure: boolean
}

/** A limit and how the figure stands against it. No data is a state of its own. */
export interface ThresholdView {
  readonly metric: string
  /** 0.5, 0.9 or 0.99; undefined for limits that are no percentile. */
  readonly quantile?: number | undefined
  readonly limit: number
  readonly unit: 's' | '/min' | '/h' | ''
  readonly value?: number | undefined
  /** How many samples stand behind the value. */
  readonly count: number
  readonly verdict: 'ok' | 'over' | 'no-data'
}

/** A plugin's row. */
export interface PluginView {
  readonly pluginName: string
  readonly instance: string
  readonly version?: string | undefined
  /** discovered, loading, loaded, initialized, error, unloaded, or whatever the host said; undefined while unknown. */
  readonly state?: string | undefined
  readonly since?: number | undefined
  readonly reason?: string | undefined
  /** Highest first when sorted: 3 firing critical, 2 firing warning or in error, 1 over a limit, pending or flapping, 0 none. */
  readonly severity: number
  readonly errors: number
  readonly errorsPerMinute: number
  readonly loadFailures: number
  readonly failuresPerHour: number
  readonly stateChanges: number
  readonly changesPerHour: number
  readonly flapping: {readonly score: number; readonly flapping: boolean}
  readonly load: WindowedDistribution
  readonly initialize: WindowedDistribution
  /** Loads per slot of the window, oldest first, for a sparkline; at most 16 values. */
  readonly loads: readonly number[]
  readonly cpuSeconds?: number | undefined
  /** Share of one core over the last minute of reports, 0 to 1 and beyond. */
  readonly cpuRatio?: number | undefined
  readonly memoryBytes?: number | undefined
  readonly method?: UsageMethod | undefined
  /** What it is doing now: the name of its unfinished span, and since when. */
  readonly doing?: {readonly name: string; readonly since: number} | undefined
}

/** A finished or unfinished span worth a line. */
export interface SpanView {
  readonly name: string
  readonly pluginName?: string | undefined
  readonly instance: string
  readonly traceId: string
  readonly spanId: string
  readonly start: number
  /** Seconds; undefined while it runs. */
  readonly duration?: number | undefined
  readonly status?: 'ok' | 'error' | undefined
  readonly message?: string | undefined
}

/** A log line worth keeping. */
export interface LogView {
  readonly at: number
  readonly instance: string
  readonly level: Level
  readonly message: string
  readonly pluginName?: string | undefined
  readonly errorType?: string | undefined
}

/** A rejected line with its place. */
export interface RejectView {
  readonly source: string
  readonly line: number
  readonly reason: string
  readonly detail: string
  readonly text: string
}

/** What stands on the timeline beside alerts. */
export interface Mark {
  readonly at: number
  /** `rules`: other rules are in force, or edited ones could not be. */
  readonly kind: 'critical' | 'restart' | 'gap' | 'epoch' | 'bye' | 'rules'
  readonly instance: string
  readonly text: string
}

/** One alert instance as it stands. */
export interface AlertView {
  readonly alertname: string
  readonly severity: string
  readonly labels: Readonly<Record<string, string>>
  readonly annotations: Readonly<Record<string, string>>
  readonly state: 'pending' | 'firing' | 'resolved'
  readonly value: number
  /** The number the expression compares with, where it is a single comparison. */
  readonly threshold?: {readonly operator: string; readonly limit: number} | undefined
  /** Seconds that it must hold before it fires. */
  readonly holdSeconds: number
  readonly activeAt: number
  readonly firedAt?: number | undefined
  readonly resolvedAt?: number | undefined
}

/** One life of one alert instance. */
export interface IncidentView {
  readonly alertname: string
  readonly severity: string
  readonly labels: Readonly<Record<string, string>>
  readonly startsAt: number
  readonly firedAt?: number | undefined
  readonly endsAt?: number | undefined
  readonly peak: number
  readonly evidence: readonly {
    readonly at: number
    readonly kind: 'error' | 'span' | 'log' | 'state'
    readonly text: string
  }[]
}

/** How the loaded rules stand. */
export interface RuleHealthView {
  readonly group: string
  readonly name: string
  readonly health: 'unknown' | 'ok' | 'err'
  readonly error?: string | undefined
}

/** Whole-process figures of one instance. */
export interface ProcessView {
  readonly instance: string
  readonly pid?: number | undefined
  readonly runtime?: string | undefined
  readonly startedAt?: number | undefined
  readonly method?: UsageMethod | undefined
  readonly cpuSeconds?: number | undefined
  readonly cpuRatio?: number | undefined
  readonly rssBytes?: number | undefined
  readonly heapBytes?: number | undefined
}

/** Everything a view may show. Arrays are in a stable order and bounded; `…Total` says how many there were where a list is cut. */
export interface Snapshot {
  /** The event clock: newest event time, or the wall clock when live and silent. */
  readonly at: number
  /** The wall clock when the snapshot was taken. */
  readonly wallAt: number
  readonly window: WindowName
  readonly intervalSeconds: number
  readonly period?: {readonly from: number; readonly to: number} | undefined
  readonly sources: readonly SourceView[]
  readonly engine: {
    /** Events per second of wall time over the last few seconds. */
    readonly eventsPerSecond: number
    /** Seconds between the time in the newest event and its receipt; undefined before the first event. */
    readonly lagSeconds?: number | undefined
    readonly rejected: number
    readonly dropped: number
    readonly late: number
    readonly lost: number
    /** Values that went to an `__other__` series or were refused, because the metric was at its cap or is of another kind; by metric. */
    readonly overflowed: Readonly<Record<string, number>>
    readonly unknownKeys: number
    /** Durations beyond what a histogram can hold, counted at its top. */
    readonly clamped: number
    /** Unfinished spans that were forgotten because there were too many. */
    readonly spansEvicted: number
  }
  readonly totals: {
    readonly events: number
    readonly plugins: number
    readonly loaded: number
    readonly error: number
    readonly unloaded: number
    readonly errors: number
    readonly loadFailures: number
    readonly stateChanges: number
  }
  readonly levels: Readonly<Record<Level, number>>
  readonly rates: {
    /** Errors per minute in the window, over all plugins. */
    readonly errorsPerMinute: number
    readonly failuresPerHour: number
    readonly changesPerHour: number
    /** Errors per slot of the window, and mean load seconds per slot (undefined: no load), oldest first, at most 60. */
    readonly errors: readonly number[]
    readonly loadMean: readonly (number | undefined)[]
    /** Seconds that one slot of `errors` and `loadMean` spans. */
    readonly slotSeconds: number
  }
  readonly load: WindowedDistribution
  readonly initialize: WindowedDistribution
  /** Over all directories. */
  readonly discovery: WindowedDistribution
  readonly discoveryByDirectory: readonly ({
    readonly directory: string
    readonly instance: string
  } & WindowedDistribution)[]
  /** Load times of the window in about 10 bars, and since the start. */
  readonly loadHistogram: {readonly window: readonly Bar[]; readonly start: readonly Bar[]}
  readonly thresholds: readonly ThresholdView[]
  readonly processes: readonly ProcessView[]
  /** Sorted by instance and name; views sort as they like. */
  readonly plugins: readonly PluginView[]
  /** Most first, at most 100. */
  readonly errorsByType: readonly {readonly errorType: string; readonly count: number}[]
  readonly failuresByReason: readonly {readonly reason: string; readonly count: number}[]
  /** Slowest loads first, at most 20 in the window's time; unfinished ones oldest first, at most 100. */
  readonly slowest: readonly SpanView[]
  readonly unfinished: readonly SpanView[]
  readonly unfinishedTotal: number
  /** Newest last, at most 200 each. */
  readonly recentErrors: readonly LogView[]
  readonly recentLogs: readonly LogView[]
  readonly rejects: readonly RejectView[]
  /** Oldest first, at most 1,000 each. */
  readonly marks: readonly Mark[]
  readonly alerts: readonly AlertView[]
  readonly incidents: readonly IncidentView[]
  readonly rules: readonly RuleHealthView[]
}

/** What a screen is given: never the monitor itself. */
export interface SnapshotSource {
  /** Calls back when there is something new to show, at most a few times a second; returns the way to stop. */
  subscribe(onChange: () => void): () => void
  /** The same object until something changed. */
  getSnapshot(window: WindowName): Snapshot
}
