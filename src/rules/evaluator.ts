import type {Labels} from '../promql/labels.ts'
import type {Alert, LiveAlert} from './alert.ts'
import type {AlertSeries} from './alert-series.ts'
import type {Output} from './query.ts'
import type {Rule} from './rule.ts'

/** Evaluates one rule, writes what comes of it, and keeps what it must remember. */
export interface Evaluator {
  readonly rule: Rule
  /** Throws when the evaluation fails, which leaves its alerts as they were, and writes nothing. */
  evaluate(at: number): void
  /** Pending, firing and lately resolved alerts, in the order in which they began: the same list while they are. None for a recording rule. */
  alerts(): readonly Alert[]
  /** Gives, and forgets, what has happened to alerts since the last time. */
  takeNews(): AlertNews
  /** Takes over what the same rule of an earlier load remembers; series that it writes no more end at the next evaluation. */
  adopt(previous: Evaluator): void
  /** Ends the series that it writes: its rule is loaded no more. */
  retire(at: number): void
  /** Lets an alert, which has just been evaluated, have begun at another time. */
  restore(alert: LiveAlert, activeAt: number): void
  readonly memory: Memory
}

/** What an evaluator remembers from one load of its rule to the next: an alert rule its alerts, a recording rule its series. */
export interface Memory {
  /** By the key of their labels. */
  readonly live: ReadonlyMap<string, LiveAlert>
  /** Those whose series may still tell how they stood before. */
  readonly unsettled: readonly LiveAlert[]
  readonly series: AlertSeries | undefined
  readonly written: readonly Written[]
}

/** A series that a recording rule writes: the same object for as long as it does. */
export interface Written {
  readonly labels: Labels
  readonly output: Output
  /** The last evaluation, by number, at which it was written. */
  round: number
}

/** Nothing to remember. */
export const NO_MEMORY: Memory = {live: new Map(), unsettled: [], series: undefined, written: []}

/** What has happened to the alerts of a rule, in their order. */
export interface AlertNews {
  /** Begun, or in another state; some perhaps in the same. */
  readonly moved: readonly Alert[]
  /** Forgotten, or replaced by a new life. */
  readonly gone: readonly Alert[]
}

/** Nothing has happened. */
export const NO_NEWS: AlertNews = {moved: [], gone: []}
