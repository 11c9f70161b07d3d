import type {Expr} from '../promql/ast.ts'
import type {Sample as PromqlSample} from '../promql/evaluate.ts'

/** One row of an instant vector: labels and a number or a native histogram. What is derived from labels is remembered by identity. */
export type Row = PromqlSample

/** Evaluates an expression at an instant; a scalar is one row without labels. Throws when the evaluation fails. */
export type QueryFunction = (at: number) => readonly Row[]

/** What a recording rule or an alert writes. */
export interface Sample extends Row {
  readonly at: number
  /** From here on the series is gone; the value says nothing then. */
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
  /** The same for the functions `externalURL` and `pathPrefix`; without it they fail, as they do in promtool's rule tests. */
  readonly functionUrl?: string | undefined
}
