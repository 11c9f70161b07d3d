import type {Where} from '../../errors.ts'
import type {Rule} from '../rule.ts'

/** Something about a rule that loads and evaluates, and yet is hardly meant. */
export interface Finding {
  readonly where: Where
  /** The rule's name. */
  readonly rule: string
  readonly message: string
  readonly cure: string
}

/** What there is to know of a metric. */
export interface MetricKnowledge {
  readonly kind: 'counter' | 'gauge' | 'histogram'
  /** The labels of its series. */
  readonly labels: readonly string[]
}

/** What a check may ask. */
export interface LintContext {
  /** The interval at which the rule is evaluated. */
  readonly intervalMs: number
  /** The metrics that there are, by name; undefined where that is not known. */
  readonly metrics: ReadonlyMap<string, MetricKnowledge> | undefined
  /** Names of series that rules write. */
  readonly recorded: ReadonlySet<string>
  /** Where an offset in the rule's expression stands in the file. */
  placeOf(offset: number): Where
}

/** Looks at one rule. */
export type Check = (rule: Rule, context: LintContext) => readonly Omit<Finding, 'rule'>[]
