import type {Alert, LiveAlert} from './alert.ts'
import type {Rule} from './rule.ts'
import type {Written} from './written.ts'

/** Evaluates one rule and keeps what it must remember. */
export interface Evaluator {
  readonly rule: Rule
  /**
   * What the rule writes at an instant: another list than the last time. Throws when the evaluation fails, which leaves its alerts as they
   * were.
   */
  evaluate(at: number): readonly Written[]
  /** Pending, firing and lately resolved alerts, in the order in which they began: the same list while they are. None for a recording rule. */
  alerts(): readonly Alert[]
  /** Gives, and forgets, what has happened to alerts since the last time. */
  takeNews(): AlertNews
  /** Takes over the alerts of the same rule of an earlier load. */
  adopt(previous: Evaluator): void
  /** Its alerts by the key of their labels, for adoption and restoring. */
  readonly live: ReadonlyMap<string, LiveAlert>
}

/** What has happened to the alerts of a rule, in their order. */
export interface AlertNews {
  /** Begun, or in another state; some perhaps in the same. */
  readonly moved: readonly Alert[]
  /** Forgotten, or replaced by a new life. */
  readonly gone: readonly Alert[]
}

/** Nothing has happened. */
export const NO_NEWS: AlertNews = {moved: [], gone: []}
