import type {ComparisonOperator, Expr} from '../promql/ast.ts'

/** The number that an alert compares with. */
export interface Threshold {
  readonly operator: ComparisonOperator
  readonly limit: number
}

/** As read from the other side. */
const FLIPPED: Readonly<Record<ComparisonOperator, ComparisonOperator>> = {
  '==': '==',
  '!=': '!=',
  '<': '>',
  '>': '<',
  '<=': '>=',
  '>=': '<=',
}

/** The threshold of an expression that is one comparison of a vector with a number; undefined when it is anything else. */
export function thresholdOf(expr: Expr): Threshold | undefined {
  const inner = strip(expr)
  if (inner.kind !== 'binary' || inner.bool || inner.type !== 'vector' || !isComparison(inner.op)) return undefined
  const [left, right] = [strip(inner.lhs), strip(inner.rhs)]
  if (right.kind === 'number') return {operator: inner.op, limit: right.value}
  return left.kind === 'number' ? {operator: FLIPPED[inner.op], limit: left.value} : undefined
}

function strip(expr: Expr): Expr {
  return expr.kind === 'paren' ? strip(expr.expr) : expr
}

function isComparison(op: string): op is ComparisonOperator {
  return op in FLIPPED
}
