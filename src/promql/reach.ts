import type {Expr, TimeModifiers} from './ast.ts'
import {DEFAULT_LOOKBACK_MS} from './evaluate.ts'

/** How far before an instant an expression looks, in milliseconds: what a store must keep for it. A fixed `@` time is not counted. */
export function reachMs(expr: Expr): number {
  switch (expr.kind) {
    case 'number':
    case 'string':
      return 0
    case 'selector':
      return DEFAULT_LOOKBACK_MS + offsetOf(expr)
    case 'range':
      return expr.rangeMs + offsetOf(expr.selector)
    case 'subquery':
      return expr.rangeMs + offsetOf(expr) + reachMs(expr.expr)
    case 'paren':
    case 'unary':
      return reachMs(expr.expr)
    case 'binary':
      return Math.max(reachMs(expr.lhs), reachMs(expr.rhs))
    case 'aggregate':
      return Math.max(reachMs(expr.expr), expr.param === undefined ? 0 : reachMs(expr.param))
    case 'call':
      return Math.max(0, ...expr.args.map(reachMs))
  }
}

function offsetOf({offsetMs}: TimeModifiers): number {
  return Math.max(0, offsetMs)
}
