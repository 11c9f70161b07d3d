import type {Expr} from './ast.ts'

/** The expressions directly inside of an expression, in the order in which they are written. */
export function childrenOf(expr: Expr): readonly Expr[] {
  switch (expr.kind) {
    case 'number':
    case 'string':
    case 'selector':
      return []
    case 'range':
      return [expr.selector]
    case 'subquery':
    case 'paren':
    case 'unary':
      return [expr.expr]
    case 'binary':
      return [expr.lhs, expr.rhs]
    case 'aggregate':
      return expr.param === undefined ? [expr.expr] : [expr.param, expr.expr]
    case 'call':
      return expr.args
  }
}

/** An expression and everything inside of it, outermost first. */
export function* walk(expr: Expr): Generator<Expr> {
  yield expr
  for (const child of childrenOf(expr)) yield* walk(child)
}
