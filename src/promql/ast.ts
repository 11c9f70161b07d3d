/** The tree of a PromQL expression, as the parser gives it and the printer, the checker and the evaluator take it. */

/** Offsets into the source text, in UTF-16 units: `start` inclusive, `end` exclusive. */
export interface Span {
  readonly start: number
  readonly end: number
}

/** The four types of an expression. */
export type ValueType = 'scalar' | 'string' | 'vector' | 'matrix'

/** `=`, `!=`, `=~` or `!~`; regular expressions are RE2 and match the whole value. */
export interface Matcher {
  readonly name: string
  readonly op: '=' | '!=' | '=~' | '!~'
  readonly value: string
}

/** `offset 5m`, `@ 123`, `@ start()`: milliseconds. */
export interface TimeModifiers {
  readonly offsetMs: number
  readonly at?: number | 'start' | 'end' | undefined
}

export type ArithmeticOperator = '+' | '-' | '*' | '/' | '%' | '^' | 'atan2'
export type ComparisonOperator = '==' | '!=' | '<' | '>' | '<=' | '>='
export type SetOperator = 'and' | 'or' | 'unless'
export type BinaryOperator = ArithmeticOperator | ComparisonOperator | SetOperator

/** How the two sides of a binary operation between vectors are matched. */
export interface VectorMatching {
  readonly card: 'one-to-one' | 'many-to-one' | 'one-to-many' | 'many-to-many'
  /** `on(labels)` when true, `ignoring(labels)` when false. */
  readonly on: boolean
  readonly labels: readonly string[]
  /** Labels that group_left or group_right copies from the one side. */
  readonly include: readonly string[]
}

export interface NumberLiteral {
  readonly kind: 'number'
  readonly value: number
  /** Written as a duration (`5m`), which 3.x takes as seconds: printed as it was. */
  readonly isDuration: boolean
  readonly pos: Span
}
interface StringLiteral {
  readonly kind: 'string'
  readonly value: string
  readonly pos: Span
}
export interface VectorSelector extends TimeModifiers {
  readonly kind: 'selector'
  /** The metric name outside the braces, '' without one. `matchers` holds it too, as `__name__`. */
  readonly name: string
  readonly matchers: readonly Matcher[]
  readonly pos: Span
}
export interface MatrixSelector {
  readonly kind: 'range'
  readonly selector: VectorSelector
  readonly rangeMs: number
  readonly pos: Span
}
export interface Subquery extends TimeModifiers {
  readonly kind: 'subquery'
  readonly expr: Expr
  readonly rangeMs: number
  /** 0: the default evaluation interval. */
  readonly stepMs: number
  readonly pos: Span
}
interface Paren {
  readonly kind: 'paren'
  readonly expr: Expr
  readonly pos: Span
}
export interface Unary {
  readonly kind: 'unary'
  readonly op: '+' | '-'
  readonly expr: Expr
  readonly pos: Span
}
export interface Binary {
  readonly kind: 'binary'
  readonly op: BinaryOperator
  readonly lhs: Expr
  readonly rhs: Expr
  readonly bool: boolean
  /** Scalar when both sides are, a vector otherwise. */
  readonly type: 'scalar' | 'vector'
  /** Where the operator is written, for messages about it. */
  readonly opStart: number
  /** Present between two vectors. */
  readonly matching?: VectorMatching | undefined
  readonly pos: Span
}
export interface Aggregate {
  readonly kind: 'aggregate'
  readonly op: string
  readonly expr: Expr
  readonly param?: Expr | undefined
  readonly grouping: readonly string[]
  readonly without: boolean
  readonly pos: Span
}
export interface Call {
  readonly kind: 'call'
  readonly func: string
  readonly args: readonly Expr[]
  readonly pos: Span
}

export type Expr =
  NumberLiteral | StringLiteral | VectorSelector | MatrixSelector | Subquery | Paren | Unary | Binary | Aggregate | Call
