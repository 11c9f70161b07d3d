/**
 * The words of measurement: what metrics can say at a moment, and a view may show. Seconds and bytes; instants are milliseconds since
 * the epoch. What is not known is undefined, never 0.
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

/** The durations of one metric since the start, as HdrHistogram counts them with 2 significant digits: what percentiles are taken from. */
export interface DurationCounts {
  readonly metric: 'plugin_load_time' | 'plugin_initialize_time' | 'plugin_discovery_time'
  /** Whose they are: plugin_name or directory, and instance; nobody's in particular when it is all of them. */
  readonly labels: Readonly<Record<string, string>>
  /** Nanoseconds, as counted. */
  readonly max: number
  /** The buckets that hold something, shortest first: the longest duration that falls into one, in nanoseconds, and how many did. */
  readonly buckets: readonly {readonly highest: number; readonly count: number}[]
}

/** A limit and how the figure of the window stands against it. No data is a state of its own. */
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

/** A plugin's row, but for its severity. Counts are since the start, rates those of the window. */
export interface PluginFigures {
  readonly pluginName: string
  readonly instance: string
  readonly version?: string | undefined
  /** discovered, loading, loaded, initialized, error, unloaded, or whatever the host said; undefined while unknown. */
  readonly state?: string | undefined
  readonly since?: number | undefined
  readonly reason?: string | undefined
  readonly errors: number
  readonly errorsPerMinute: number
  readonly loadFailures: number
  readonly failuresPerHour: number
  readonly stateChanges: number
  readonly changesPerHour: number
  readonly flapping: {readonly score: number; readonly flapping: boolean}
  /** Durations of the window, as a look at thousands of plugins would take half as long again with those since the start beside. */
  readonly load: Distribution
  readonly initialize: Distribution
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

/** Counts since the start. */
export interface Totals {
  readonly events: number
  readonly plugins: number
  readonly loaded: number
  readonly error: number
  readonly unloaded: number
  readonly errors: number
  readonly loadFailures: number
  readonly stateChanges: number
}

/** Rates of the window over all plugins. */
export interface Rates {
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

/** Everything that is measured, in the chosen window. Arrays are in a stable order and bounded. */
export interface Figures {
  readonly totals: Totals
  readonly levels: Readonly<Record<Level, number>>
  readonly rates: Rates
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
  readonly plugins: readonly PluginFigures[]
  /** Most first, and all of them: as many as there may be series of a metric. */
  readonly errorsByType: readonly {readonly errorType: string; readonly count: number}[]
  readonly failuresByReason: readonly {readonly reason: string; readonly count: number}[]
  /** Slowest loads first, at most 20 in the window's time; unfinished ones oldest first, at most 100. */
  readonly slowest: readonly SpanView[]
  readonly unfinished: readonly SpanView[]
  readonly unfinishedTotal: number
}
