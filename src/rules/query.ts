import type {Expr} from '../promql/ast.ts'
import type {Sample} from '../promql/evaluate.ts'
import type {Labels} from '../promql/labels.ts'

/** One row of an instant vector: labels and a number or a native histogram. What is derived from labels is remembered by identity. */
export interface Row extends Sample {
  /** What its reader has remembered with it: a row may be the same object at the next instant, with another value. */
  memo?: object | undefined
}

/** What an expression comes to at an instant; good until the next one. */
export interface Answer {
  readonly rows: readonly Row[]
  /** Where it is known what is other than in the answer before, and where that was the same object; undefined: anything may be. */
  readonly since?: RowChanges | undefined
}

/** How rows differ from those before; their objects stay the same for as long as they are there. */
interface RowChanges {
  /** In their order. */
  readonly came: readonly Row[]
  /** As they were last. */
  readonly went: readonly Row[]
  /** Those that may have another value; not those that came. */
  readonly moved: readonly Row[]
}

/** Evaluates an expression at an instant; a scalar is one row without labels. Throws when the evaluation fails. */
export type QueryFunction = (at: number) => Answer

/** A series that rules write. */
export interface Output {
  write(at: number, value: Sample['value']): void
  /** From there on the series is gone, until it is written again. */
  end(at: number): void
}

/** What the rules ask of the outside. */
export interface RuleHost {
  /**
   * Prepares an expression once; the function is then called with rising times. It may look ahead: an expression over series that no rule
   * writes can be evaluated over many ticks at once.
   */
  query(expr: Expr): QueryFunction
  /** The series of that label set, to be written before the next rule is evaluated; one may be opened more than once. */
  open(labels: Labels): Output
  /** Calls `write` before the series of alerts are read, until the answer is called. */
  defer(write: () => void): () => void
  /** How far back what rules have written is read, in milliseconds. @default to its beginning */
  readonly keptMs?: (() => number) | undefined
  /** Labels of this instance for `$externalLabels` in templates. */
  readonly externalLabels: Readonly<Record<string, string>>
  /** Where this instance can be reached, for `$externalURL`. */
  readonly externalUrl: string
  /** The same for the functions `externalURL` and `pathPrefix`; without it they fail, as they do in promtool's rule tests. */
  readonly functionUrl?: string | undefined
}
