import {PlugmonError} from '../errors.ts'
import {memoizeLabels, withLabels} from '../promql/labels.ts'
import {NO_MEMORY, NO_NEWS, type Evaluator, type Written} from './evaluator.ts'
import type {QueryFunction, RuleHost} from './query.ts'
import type {RecordRule, RuleGroup} from './rule.ts'

/** Evaluates a recording rule: the rows under the rule's name and labels (Prometheus' rules/recording.go). */
export function createRecordEvaluator(
  rule: RecordRule,
  {limit, queryOffsetMs}: Pick<RuleGroup, 'limit' | 'queryOffsetMs'>,
  query: QueryFunction,
  host: RuleHost,
): Evaluator {
  const writtenFor = memoizeLabels((row): Written => {
    const labels = withLabels(row, {...rule.labels, __name__: rule.name})
    return {labels, output: host.open(labels), round: 0}
  })

  let written: readonly Written[] = []
  let round = 0

  function evaluate(at: number): void {
    const {rows} = query(at - queryOffsetMs)
    const next = rows.map(({labels}) => writtenFor(labels))
    const keys = new Set(next.map(({labels}) => labels.key))
    if (keys.size < next.length) {
      throw new PlugmonError('bad-rule', 'vector contains metrics with the same labelset after applying rule labels')
    }
    if (limit > 0 && next.length > limit) {
      throw new PlugmonError('bad-rule', `exceeded limit of ${limit} with ${next.length} series`)
    }
    round++
    next.forEach((series, index) => {
      series.output.write(at - queryOffsetMs, rows[index]!.value)
      series.round = round
    })
    for (const series of written) {
      // After a reload the same series may be written by another hand.
      if (series.round !== round && !keys.has(series.labels.key)) series.output.end(at - queryOffsetMs)
    }
    written = next
  }

  return {
    rule,
    get memory() {
      return {...NO_MEMORY, written}
    },
    evaluate,
    alerts: () => [],
    takeNews: () => NO_NEWS,
    adopt({memory}) {
      written = memory.written
      for (const series of written) series.round = 0
    },
    restore: () => undefined,
    retire(at) {
      for (const {output} of written) output.end(at - queryOffsetMs)
    },
  }
}
