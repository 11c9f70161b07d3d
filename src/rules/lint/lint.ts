import {placeOf} from '../../promql/parse-error.ts'
import type {RuleFile} from '../parse-rule-file.ts'
import {placeInScalar} from '../place-in-scalar.ts'
import type {Check, Finding, LintContext, MetricKnowledge} from './check.ts'
import {duplicateRules} from './duplicate-rules.ts'
import {shortHolds} from './short-holds.ts'
import {unknownSeries} from './unknown-series.ts'
import {unlikelyFunctions} from './unlikely-functions.ts'
import {vanishedLabels} from './vanished-labels.ts'

/** What the lint measures rules by. */
export interface LintOptions {
  /** The global evaluation interval. */
  readonly intervalMs: number
  /** The metrics that there are, by name. Undefined: the rules are for somewhere else, and nothing is known of its metrics. */
  readonly metrics?: ReadonlyMap<string, MetricKnowledge> | undefined
}

const CHECKS: readonly Check[] = [vanishedLabels, unlikelyFunctions, shortHolds, unknownSeries]

/** What is hardly meant in the rules of a file, rule by rule, and then the rules that are there twice. */
export function lintRules({text, groups}: RuleFile, {intervalMs, metrics}: LintOptions): readonly Finding[] {
  const rules = groups.flatMap((group) => group.rules)
  const recorded = new Set(['ALERTS', 'ALERTS_FOR_STATE', ...rules.map(({name}) => name)])
  const findings = groups.flatMap((group) =>
    group.rules.flatMap((rule) => {
      const context: LintContext = {
        intervalMs: group.intervalMs ?? intervalMs,
        metrics,
        recorded,
        placeOf: (offset) => placeInScalar(text, rule.exprWhere, rule.text, placeOf(rule.text, offset)),
      }
      return CHECKS.flatMap((check) => check(rule, context)).map((finding) => ({...finding, rule: rule.name}))
    }),
  )
  return [...findings, ...duplicateRules(rules)]
}
