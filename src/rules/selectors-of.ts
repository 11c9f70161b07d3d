import type {Expr, VectorSelector} from '../promql/ast.ts'

/** What an expression reads. */
export interface Reading {
  readonly selectors: readonly VectorSelector[]
  /** Some part is evaluated at a fixed instant (`@`) or after the instant of the evaluation (a negative offset). */
  readonly isShifted: boolean
}

/** All selectors of an expression, in the order in which they are written. */
export function selectorsOf(expr: Expr): Reading {
  const selectors: VectorSelector[] = []
  let isShifted = false

  function visit(node: Expr): void {
    switch (node.kind) {
      case 'selector':
        selectors.push(node)
        isShifted ||= node.at !== undefined || node.offsetMs < 0
        return
      case 'range':
        return visit(node.selector)
      case 'subquery':
        isShifted ||= node.at !== undefined || node.offsetMs < 0
        return visit(node.expr)
      case 'paren':
      case 'unary':
        return visit(node.expr)
      case 'binary':
        visit(node.lhs)
        return visit(node.rhs)
      case 'aggregate':
        if (node.param !== undefined) visit(node.param)
        return visit(node.expr)
      case 'call':
        return node.args.forEach(visit)
      case 'number':
      case 'string':
        return
    }
  }

  visit(expr)
  return {selectors, isShifted}
}
