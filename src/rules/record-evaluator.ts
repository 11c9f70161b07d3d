import {PlugmonError} from '../errors.ts'
import {memoizeLabels, withLabels} from '../promql/labels.ts'
import type {Evaluator} from './evaluator.ts'
import type {QueryFunction, Sample} from './query.ts'
import type {RecordRule, RuleGroup} from './rule.ts'

/** Evaluates a recording rule: the rows under the rule's name and labels (Prometheus' rules/recording.go). */
export function createRecordEvaluator(
  rule: RecordRule,
  {limit, queryOffsetMs}: Pick<RuleGroup, 'limit' | 'queryOffsetMs'>,
  query: QueryFunction,
): Evaluator {
  const labelled = memoizeLabels((labels) => withLabels(labels, {...rule.labels, __name__: rule.name}))

  function evaluate(evaluatedAt: number): readonly Sample[] {
    const at = evaluatedAt - queryOffsetMs
    const samples = query(at).map(({labels, ...row}) => ({...row, labels: labelled(labels), at, isStale: false}))
    if (new Set(samples.map(({labels}) => labels.key)).size < samples.length) {
      throw new PlugmonError('bad-rule', 'vector contains metrics with the same labelset after applying rule labels')
    }
    if (limit > 0 && samples.length > limit) {
      throw new PlugmonError('bad-rule', `exceeded limit of ${limit} with ${samples.length} series`)
    }
    return samples
  }

  return {rule, live: new Map(), evaluate, alerts: () => [], adopt: () => undefined}
}
