/**
 * The words of a view: what a screen or a report may show, as one plain, frozen, bounded value. Seconds and bytes; instants are
 * milliseconds since the epoch. What is not known is undefined, never 0.
 */
import type {Level} from './event.ts'
import type {Figures, PluginFigures, WindowName} from './figures.ts'

/** A plugin's row. */
export interface PluginView extends PluginFigures {
  /** Highest first when sorted: 3 firing critical, 2 firing warning or in error, 1 over a limit, pending or flapping, 0 none. */
  readonly severity: number
}

/** How many of each level, least severe first; a level of which there are none is absent. */
export type CountsByLevel = Readonly<Partial<Record<Level, number>>>

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
  /** Those of them that are logs which were shed under load, by level; the others a stream skipped without a word. */
  readonly droppedByLevel: CountsByLevel
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

/** Everything a view may show. Arrays are in a stable order and bounded; `…Total` says how many there were where a list is cut. */
export interface Snapshot extends Omit<Figures, 'plugins'> {
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
    readonly droppedByLevel: CountsByLevel
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
  /** Sorted by instance and name; views sort as they like. */
  readonly plugins: readonly PluginView[]
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
