import type {Expr, VectorSelector} from '../promql/ast.ts'
import {walk} from '../promql/walk.ts'

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
  for (const node of walk(expr)) {
    if (node.kind === 'selector') selectors.push(node)
    if (node.kind === 'selector' || node.kind === 'subquery') isShifted ||= node.at !== undefined || node.offsetMs < 0
  }
  return {selectors, isShifted}
}
