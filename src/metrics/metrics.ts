import type {PluginEvent} from '../event.ts'
import type {History} from './history.ts'
import type {MetricsView, MetricsWindow} from './metrics-view.ts'

/** How metrics are kept. */
export interface MetricsOptions {
  /** Milliseconds between two ticks; ticks fall on its multiples. */
  readonly intervalMs: number
  /** Most series of one metric, and most plugins; what comes beyond goes to `__other__` and is counted. @default 10,000 */
  readonly seriesCap?: number | undefined
  /** How far back samples are kept: the longest range of a rule. At least the longest window. @default 1 h */
  readonly retentionMs?: number | undefined
}

/** Events in; figures and series out. Nothing here throws, and time comes only from the caller. */
export interface Metrics {
  /** Counts an event into the slot that is open; one that is late counts where it arrives. */
  take(instance: string, event: PluginEvent): void
  /** Closes the slot that ends at `at`, a multiple of the interval: samples every series. */
  tick(at: number): void
  /** The clock jumped to `at`: windows and history are emptied; totals and gauges stay. */
  newEpoch(at: number): void
  /** The connection to an instance is up (1) or not (0), from `at` on. */
  up(instance: string, value: 0 | 1, at: number): void
  /** Sets one of plugmon's own gauges, `plugmon_…`. */
  setOwn(name: string, instance: string, value: number): void
  /** What can be said of the window that ends at `now`. Fresh objects each time. */
  view(window: MetricsWindow, now: number): MetricsView
  readonly history: History
}

export declare function createMetrics(options: MetricsOptions): Metrics
