/**
 * What metrics can say at a moment: structurally the middle of a snapshot, which this stage may not import. Seconds and bytes;
 * instants are milliseconds since the epoch. What is not known is undefined, never 0.
 */
import type {Level, UsageMethod} from '../event.ts'

/** The sliding windows, and everything since the start. */
export type MetricsWindow = '1m' | '5m' | '15m' | '1h' | 'start'

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

/** How many values were above the bar before and at most `upTo` seconds. */
export interface Bar {
  readonly upTo: number
  readonly count: number
}

/** A limit and how the figure of the window stands against it. */
export interface ThresholdFigures {
  readonly metric: string
  readonly quantile?: number | undefined
  readonly limit: number
  readonly unit: 's' | '/min' | '/h' | ''
  readonly value?: number | undefined
  readonly count: number
  readonly verdict: 'ok' | 'over' | 'no-data'
}

/** A plugin's row; its severity is the monitor's to say. Counts are since the start, rates those of the window. */
export interface PluginFigures {
  readonly pluginName: string
  readonly instance: string
  readonly version?: string | undefined
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
  readonly load: WindowedDistribution
  readonly initialize: WindowedDistribution
  readonly loads: readonly number[]
  readonly cpuSeconds?: number | undefined
  readonly cpuRatio?: number | undefined
  readonly memoryBytes?: number | undefined
  readonly method?: UsageMethod | undefined
  readonly doing?: {readonly name: string; readonly since: number} | undefined
}

/** A finished or unfinished span. */
export interface SpanFigures {
  readonly name: string
  readonly pluginName?: string | undefined
  readonly instance: string
  readonly traceId: string
  readonly spanId: string
  readonly start: number
  readonly duration?: number | undefined
  readonly status?: 'ok' | 'error' | undefined
  readonly message?: string | undefined
}

/** Whole-process figures of one instance. */
export interface ProcessFigures {
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
  readonly errorsPerMinute: number
  readonly failuresPerHour: number
  readonly changesPerHour: number
  readonly errors: readonly number[]
  readonly loadMean: readonly (number | undefined)[]
  readonly slotSeconds: number
}

/** Everything metrics can say, in the chosen window. Arrays are in a stable order and bounded as snapshot.ts says. */
export interface MetricsView {
  readonly totals: Totals
  readonly levels: Readonly<Record<Level, number>>
  readonly rates: Rates
  readonly load: WindowedDistribution
  readonly initialize: WindowedDistribution
  readonly discovery: WindowedDistribution
  readonly discoveryByDirectory: readonly ({
    readonly directory: string
    readonly instance: string
  } & WindowedDistribution)[]
  readonly loadHistogram: {readonly window: readonly Bar[]; readonly start: readonly Bar[]}
  readonly thresholds: readonly ThresholdFigures[]
  readonly processes: readonly ProcessFigures[]
  readonly plugins: readonly PluginFigures[]
  readonly errorsByType: readonly {readonly errorType: string; readonly count: number}[]
  readonly failuresByReason: readonly {readonly reason: string; readonly count: number}[]
  readonly slowest: readonly SpanFigures[]
  readonly unfinished: readonly SpanFigures[]
  readonly unfinishedTotal: number
  /** Values that went to an `__other__` series because the metric was at its cap, by metric. */
  readonly overflowed: Readonly<Record<string, number>>
  /** Durations below 0 or beyond what a histogram can tell apart, 104 days: their percentiles are wrong. */
  readonly clamped: number
  /** Unfinished spans that fell out because there were too many. */
  readonly spansEvicted: number
}
