import {formatWhere} from '../../errors.ts'
import {createLabels} from '../../promql/labels.ts'
import type {Rule} from '../rule.ts'
import type {Finding} from './check.ts'

/** Rules that write the same series: the same name and labels, as promtool finds them. */
export function duplicateRules(rules: readonly Rule[]): readonly Finding[] {
  const first = new Map<string, Rule>()
  return rules.flatMap((rule) => {
    const key = createLabels({...rule.labels, __name__: rule.name}).key
    const before = first.get(key)
    if (before === undefined) {
      first.set(key, rule)
      return []
    }
    return {
      where: rule.where,
      rule: rule.name,
      message: `the same name and labels as the rule at ${formatWhere(before.where)}`,
      cure: 'Give one of them another name or label, or their series mix.',
    }
  })
}
