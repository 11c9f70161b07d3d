import type {UtcOffset} from '../decode/time/zone.ts'
import type {Source} from '../source/source.ts'
import type {AlertingOptions} from './alerting.ts'

/** What a monitor is made of. Durations are milliseconds. */
export interface MonitorOptions {
  readonly sources: readonly Source[]
  /** Sources that come later. */
  readonly arrivals?: ((signal: AbortSignal) => AsyncIterable<Source>) | undefined
  readonly rules: AlertingOptions
  /** The wall clock. */
  readonly now: () => number
  /** Live: the wall clock makes ticks due as well, and silent sources hold nobody up. */
  readonly isLive: boolean
  readonly latenessMs: number
  readonly seriesCap: number
  /** Events before and after these instants are passed over. */
  readonly sinceMs?: number | undefined
  readonly untilMs?: number | undefined
  /** The time zone of logs that name none. */
  readonly zone: UtcOffset
  /** Event time between two summaries in the stream of changes; 0: only the last. */
  readonly summaryIntervalMs?: number | undefined
}
