import type {Alert, LiveAlert} from './alert.ts'
import type {Sample} from './query.ts'
import type {Rule} from './rule.ts'

/** Evaluates one rule and keeps what it must remember. */
export interface Evaluator {
  readonly rule: Rule
  /** The samples that the rule writes at an instant; throws when it fails, which leaves its alerts as they were. */
  evaluate(at: number): readonly Sample[]
  /** Pending, firing and lately resolved alerts, in the order in which they began; none for a recording rule. */
  alerts(): readonly Alert[]
  /** Takes over the alerts of the same rule of an earlier load. */
  adopt(previous: Evaluator): void
  /** Its alerts by the key of their labels, for adoption and restoring. */
  readonly live: ReadonlyMap<string, LiveAlert>
}
