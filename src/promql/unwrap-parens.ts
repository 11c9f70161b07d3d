import type {Expr} from './ast.ts'

/** The expression inside of any parentheses. */
export function unwrapParens(expr: Expr): Expr {
  return expr.kind === 'paren' ? unwrapParens(expr.expr) : expr
}
