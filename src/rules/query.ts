import type {Expr} from '../promql/ast.ts'
import type {Labels} from '../promql/labels.ts'

/** One row of an instant vector. */
export interface Row {
  /** The same object for the same series from evaluation to evaluation, as far as that is known: what is derived is remembered by it. */
  readonly labels: Labels
  /** 0 where the row is a native histogram, as in Prometheus' alerts. */
  readonly value: number
  /** The native histogram in place of the value; rules hand it on without looking into it. */
  readonly histogram?: unknown
}

/** Evaluates an expression at an instant; a scalar is one row without labels. Throws when the evaluation fails. */
export type QueryFunction = (at: number) => readonly Row[]

/** What a recording rule or an alert writes. */
export interface Sample {
  readonly labels: Labels
  readonly at: number
  readonly value: number
  readonly histogram?: unknown
  /** From here on the series is gone; `value` says nothing then. */
  readonly isStale: boolean
}

/** What the rules ask of the outside. */
export interface RuleHost {
  /**
   * Prepares an expression once; the function is then called with rising times. It may look ahead: an expression over series that no rule
   * writes can be evaluated over many ticks at once.
   */
  query(expr: Expr): QueryFunction
  /** Takes the samples of a rule before the next rule is evaluated. The same label set is the same object in every call. */
  append(sample: Sample): void
  /** Labels of this instance for `$externalLabels` in templates. */
  readonly externalLabels: Readonly<Record<string, string>>
  /** Where this instance can be reached, for `$externalURL`. */
  readonly externalUrl: string
}
