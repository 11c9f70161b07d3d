import type {History} from '../metrics/history.ts'
import type {AlertView, Change, RuleHealthView} from '../snapshot.ts'

/** The rules at work over what was sampled. */
export interface Alerting {
  readonly history: History
  /** Evaluates what is due at the tick `at`; gives the transitions. */
  tick(at: number): readonly Change[]
  /** Pending, firing, and for a while resolved alerts. */
  views(): readonly AlertView[]
  health(): readonly RuleHealthView[]
  /** The clock went back: nothing is pending or firing any more. */
  reset(): void
}
