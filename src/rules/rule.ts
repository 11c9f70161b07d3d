import type {Where} from '../errors.ts'
import type {Expr} from '../promql/ast.ts'

interface Common {
  readonly name: string
  readonly expr: Expr
  /** The expression as it stands in the file. */
  readonly text: string
  /** The group's labels under the rule's own; templates in an alert rule. */
  readonly labels: Readonly<Record<string, string>>
  /** Where the rule begins. */
  readonly where: Where
  /** Where its expression stands. */
  readonly exprWhere: Where
}

/** `alert:` */
export interface AlertRule extends Common {
  readonly kind: 'alert'
  /** `for`: how long the expression must hold before the alert fires; 0: at once. */
  readonly holdMs: number
  /** `keep_firing_for`: how long a firing alert outlives its expression. */
  readonly keepFiringMs: number
  readonly annotations: Readonly<Record<string, string>>
}

/** `record:` */
export interface RecordRule extends Common {
  readonly kind: 'record'
}

/** A rule as Prometheus 3.5 knows them. */
export type Rule = AlertRule | RecordRule

/** Rules that are evaluated together, in order. */
export interface RuleGroup {
  readonly name: string
  readonly file: string
  /** Absent: the global evaluation interval. */
  readonly intervalMs?: number | undefined
  /** How far in the past the expressions are evaluated. */
  readonly queryOffsetMs: number
  /** The most alerts or series a rule may give; 0: any number. */
  readonly limit: number
  readonly rules: readonly Rule[]
  readonly where: Where
}
