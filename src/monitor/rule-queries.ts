import type {Expr} from '../promql/ast.ts'
import {compile} from '../promql/compile.ts'
import type {Context} from '../promql/context.ts'
import {createTurn} from '../promql/evaluate.ts'
import {rowsOf} from '../promql/follow/rows-of.ts'
import {followerOf} from '../promql/node.ts'
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
  /** The series have new samples, the last of them at `at`. */
  startTick(at: number): void
}

/**
 * Rules have much in common, and what they have in common is evaluated once a tick. What a rule writes is seen by the next one of the same
 * tick, so this is for expressions that read sampled series alone.
 */
export function createRuleQueries(querier: Querier, intervalMs: number): RuleQueries {
  let shared: SharedNodes = new Map()
  let written: ReadonlySet<string> = new Set()
  let tickAt = NaN
  let turn: Context | undefined
  const options = {defaultStepMs: intervalMs}

  /** The turn of this tick. */
  function turnOf(at: number): Context {
    return (turn ??= createTurn(querier, at, options))
  }

  return {
    query(expr) {
      const isOfSampled = canLookAhead(expr, written)
      const compiled = compile(expr, '', isOfSampled ? shared : undefined)
      const plain = (at: number) => ({rows: rowsAt(compiled, querier, at, options)})
      if (!isOfSampled || compiled.root.type !== 'vector') return plain
      const follow = rowsOf(followerOf(compiled.root))
      return (at) => (at === tickAt ? follow(turnOf(at)) : plain(at))
    },
    announce(groups) {
      shared = new Map()
      written = writtenNames(groups)
    },
    startTick(at) {
      tickAt = at
      turn = undefined
    },
  }
}
