import type {Expr} from '../../promql/ast.ts'
import {walk} from '../../promql/walk.ts'

/** Functions made of powers, exponentials, logarithms or angles; quantiles and the like of native histograms are among them. */
const UNLIKE_GO = new Set(
  (
    'exp ln log2 log10 sin cos tan asin acos atan sinh cosh tanh asinh acosh atanh ' +
    'histogram_quantile histogram_fraction histogram_stddev histogram_stdvar'
  ).split(' '),
)

/** Whether an expression's value may differ from Prometheus' in the last bits: V8 rounds these functions unlike Go, and nothing else. */
export function roundsUnlikeGo(expr: Expr): boolean {
  return [...walk(expr)].some(isUnlikeGo)
}

function isUnlikeGo(node: Expr): boolean {
  switch (node.kind) {
    case 'binary':
      return node.op === '^' || node.op === 'atan2'
    case 'call':
      return UNLIKE_GO.has(node.func)
    default:
      return false
  }
}
