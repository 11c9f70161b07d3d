import type {Expr} from '../promql/ast.ts'
import {compile} from '../promql/compile.ts'
import type {Querier} from '../promql/querier.ts'
import type {SharedNodes} from '../promql/shared-nodes.ts'
import {canLookAhead, rowsAt, writtenNames} from '../rules/look-ahead.ts'
import type {QueryFunction} from '../rules/query.ts'
import type {RuleGroup} from '../rules/rule.ts'

/** The expressions of the rules over what was sampled and written. */
export interface RuleQueries {
  /** Prepares an expression of the rules that were announced last. */
  query(expr: Expr): QueryFunction
  /** Other rules are coming. */
  announce(groups: readonly RuleGroup[]): void
  /** The series have new samples. */
  startTick(): void
}

/**
 * Rules have much in common, and what they have in common is evaluated once a tick. What a rule writes is seen by the next one of the same
 * tick, so this is for expressions that read sampled series alone.
 */
export function createRuleQueries(querier: Querier, intervalMs: number): RuleQueries {
  let shared: SharedNodes = new Map()
  let written: ReadonlySet<string> = new Set()
  let turn = {}
  return {
    query(expr) {
      const isOfSampled = canLookAhead(expr, written)
      const compiled = compile(expr, '', isOfSampled ? shared : undefined)
      return (at) => rowsAt(compiled, querier, at, {defaultStepMs: intervalMs, turn: isOfSampled ? turn : undefined})
    },
    announce(groups) {
      shared = new Map()
      written = writtenNames(groups)
    },
    startTick() {
      turn = {}
    },
  }
}
