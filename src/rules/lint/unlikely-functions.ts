import type {Call, VectorSelector} from '../../promql/ast.ts'
import {walk} from '../../promql/walk.ts'
import type {Check, MetricKnowledge} from './check.ts'

/** What functions over a range are made for. */
const MADE_FOR: Readonly<Record<string, 'counter' | 'gauge'>> = {
  rate: 'counter',
  irate: 'counter',
  increase: 'counter',
  resets: 'counter',
  delta: 'gauge',
  idelta: 'gauge',
  deriv: 'gauge',
  predict_linear: 'gauge',
}

const CURES: Readonly<Record<'counter' | 'gauge', string>> = {
  counter: 'Use delta() or deriv() for how a gauge changes, or avg_over_time() for what it was.',
  gauge: 'Use rate() or increase(), which know that a counter begins anew at 0.',
}

/** Functions of counters over a gauge, and the other way round. */
export const unlikelyFunctions: Check = ({expr}, {metrics, placeOf}) =>
  [...walk(expr)].flatMap((node) => {
    const wanted = node.kind === 'call' ? MADE_FOR[node.func] : undefined
    if (wanted === undefined) return []
    const {func, args, pos} = node as Call
    const selector = args.map((arg) => (arg.kind === 'range' ? arg.selector : undefined)).find(Boolean)
    const kind = selector && kindOf(selector, metrics)
    // Histograms take both: their increase is one, and a gauge of them is one too.
    if (kind === undefined || kind === 'histogram' || kind === wanted) return []
    return [{where: placeOf(pos.start), message: `${func}() of ${selector!.name}, a ${kind}`, cure: CURES[wanted]}]
  })

function kindOf({name}: VectorSelector, metrics: ReadonlyMap<string, MetricKnowledge> | undefined) {
  return metrics?.get(name)?.kind
}
