import {PlugmonError} from '../errors.ts'
import type {Expr} from '../promql/ast.ts'
import {printExpr} from '../promql/print.ts'
import type {AlertRule, RuleGroup} from '../rules/rule.ts'
import {thresholdOf} from '../rules/threshold.ts'
import {readDuration} from './values.ts'

/** The label that tells the variants of a rule apart while they are evaluated side by side. */
export const VARIANT_LABEL = '__variant__'

/** What `--sweep for=0,1m,5m` or `--sweep threshold=0.1,0.5` asks for: one name and change a variant. */
interface Variant {
  readonly name: string
  readonly change: (rule: AlertRule) => AlertRule
}

/**
 * The alert rules of some groups once for every variant, told apart by VARIANT_LABEL; without a sweep as they are.
 * @throws PlugmonError `usage` for a sweep that cannot be read.
 */
export function sweepRules(groups: readonly RuleGroup[], sweep: string | undefined): RuleGroup[] {
  if (sweep === undefined) return [...groups]
  return readVariants(sweep).flatMap(({name, change}) =>
    groups.map((group) => ({
      ...group,
      name: `${group.name} ${name}`,
      rules: group.rules.map((rule) =>
        rule.kind === 'record' ? rule : {...change(rule), labels: {...rule.labels, [VARIANT_LABEL]: name}},
      ),
    })),
  )
}

function readVariants(sweep: string): Variant[] {
  const [, what, list = ''] = /^(for|threshold)=(.+)$/.exec(sweep) ?? []
  if (what === undefined)
    throw new PlugmonError('usage', `--sweep: "${sweep}" is neither for=… nor threshold=…`, {
      cure: 'write --sweep for=0,1m,5m',
    })
  return list.split(',').map((text) => ({
    name: `${what}=${text}`,
    change: what === 'for' ? withHold(readDuration(text)) : withLimit(readLimit(text)),
  }))
}

function readLimit(text: string): number {
  const limit = Number(text)
  if (text.trim() === '' || Number.isNaN(limit))
    throw new PlugmonError('usage', `--sweep: "${text}" is no number`, {cure: 'write --sweep threshold=0.1,0.5'})
  return limit
}

function withHold(holdMs: number): Variant['change'] {
  return (rule) => ({...rule, holdMs})
}

/** Another limit where the rule is one comparison with a number; other rules stay as they are. */
function withLimit(limit: number): Variant['change'] {
  return (rule) => {
    if (thresholdOf(rule.expr) === undefined) return rule
    const expr = replaceLimit(rule.expr, limit)
    return {...rule, expr, text: printExpr(expr)}
  }
}

function replaceLimit(expr: Expr, limit: number): Expr {
  if (expr.kind === 'paren') return {...expr, expr: replaceLimit(expr.expr, limit)}
  if (expr.kind !== 'binary') return expr
  const asLimit = (side: Expr): Expr => (side.kind === 'number' ? {...side, value: limit, isDuration: false} : side)
  return expr.rhs.kind === 'number' ? {...expr, rhs: asLimit(expr.rhs)} : {...expr, lhs: asLimit(expr.lhs)}
}
