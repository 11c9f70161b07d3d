import {reachMs} from '../promql/reach.ts'
import type {RuleGroup} from './rule.ts'

/** How far before an evaluation any rule of these groups looks, in milliseconds; 0 without rules. */
export function reachOf(groups: readonly RuleGroup[]): number {
  return Math.max(
    0,
    ...groups.flatMap(({rules, queryOffsetMs}) => rules.map(({expr}) => reachMs(expr) + queryOffsetMs)),
  )
}
