import type {Aggregate, Binary, MatrixSelector} from './ast.ts'
import {metricNameIn} from './matcher.ts'
import {unwrapParens} from './unwrap-parens.ts'

/** `histogram_quantile(q, sum by (…) (rate(metric[range]))) > limit`, or with `>=`, or with `increase`: what alerts on durations ask. */
export interface HighQuantile {
  /** From 0 to 1. */
  readonly q: number
  /** Above 0, and finite. */
  readonly limit: number
  readonly operator: '>' | '>='
  readonly aggregate: Aggregate
  /** Of one metric, without offset. */
  readonly range: MatrixSelector
  /** `rate`, and not `increase`. */
  readonly perSecond: boolean
}

/** Reads a comparison as such; undefined when it is anything else. */
export function highQuantileOf({op, bool, lhs, rhs}: Binary): HighQuantile | undefined {
  const quantile = unwrapParens(lhs)
  const limit = unwrapParens(rhs)
  if ((op !== '>' && op !== '>=') || bool || limit.kind !== 'number') return undefined
  if (!(limit.value > 0 && limit.value < Infinity)) return undefined
  if (quantile.kind !== 'call' || quantile.func !== 'histogram_quantile') return undefined
  const [q, aggregate] = quantile.args.map(unwrapParens)
  if (q?.kind !== 'number' || !(q.value >= 0 && q.value <= 1)) return undefined
  if (aggregate?.kind !== 'aggregate' || aggregate.op !== 'sum') return undefined
  const growth = unwrapParens(aggregate.expr)
  if (growth.kind !== 'call' || (growth.func !== 'rate' && growth.func !== 'increase')) return undefined
  const range = unwrapParens(growth.args[0]!)
  if (range.kind !== 'range' || range.selector.offsetMs !== 0 || range.selector.at !== undefined) return undefined
  if (metricNameIn(range.selector.matchers) === undefined) return undefined
  return {q: q.value, limit: limit.value, operator: op, aggregate, range, perSecond: growth.func === 'rate'}
}
