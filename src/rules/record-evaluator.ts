import {PlugmonError} from '../errors.ts'
import {memoizeLabels, withLabels} from '../promql/labels.ts'
import {NO_NEWS, type Evaluator} from './evaluator.ts'
import type {QueryFunction, RuleHost} from './query.ts'
import type {RecordRule, RuleGroup} from './rule.ts'
import type {Written} from './written.ts'

/** Evaluates a recording rule: the rows under the rule's name and labels (Prometheus' rules/recording.go). */
export function createRecordEvaluator(
  rule: RecordRule,
  {limit, queryOffsetMs}: Pick<RuleGroup, 'limit' | 'queryOffsetMs'>,
  query: QueryFunction,
  host: RuleHost,
): Evaluator {
  const writtenFor = memoizeLabels((row): Written => {
    const labels = withLabels(row, {...rule.labels, __name__: rule.name})
    return {labels, output: host.open(labels), value: 0, round: 0}
  })

  function evaluate(at: number): readonly Written[] {
    const rows = query(at - queryOffsetMs)
    const written = rows.map(({labels}) => writtenFor(labels))
    if (new Set(written.map(({labels}) => labels.key)).size < written.length) {
      throw new PlugmonError('bad-rule', 'vector contains metrics with the same labelset after applying rule labels')
    }
    if (limit > 0 && written.length > limit) {
      throw new PlugmonError('bad-rule', `exceeded limit of ${limit} with ${written.length} series`)
    }
    written.forEach((each, index) => (each.value = rows[index]!.value))
    return written
  }

  return {rule, live: new Map(), evaluate, alerts: () => [], takeNews: () => NO_NEWS, adopt: () => undefined}
}
