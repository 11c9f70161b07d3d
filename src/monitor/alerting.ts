import type {History} from '../metrics/history.ts'
import type {Querier} from '../promql/querier.ts'
import {createRuleEngine} from '../rules/engine.ts'
import {reachOf} from '../rules/reach-of.ts'
import type {SavedAlert} from '../rules/restore.ts'
import type {RuleGroup} from '../rules/rule.ts'
import type {Steps} from '../rules/steps.ts'
import type {AlertView, RuleHealthView} from '../snapshot.ts'
import {createAlertChanges, type AlertTurn} from './alert-changes.ts'
import {toAlertView, type StandingAlert} from './alert-view.ts'
import {createQuerier} from './querier.ts'
import {createRuleQueries} from './rule-queries.ts'
import {createRuleSeries} from './rule-series.ts'

/** The rules at work over what was sampled. */
export interface Alerting {
  /** Evaluates what is due at the tick `at`, a rule a step; comes to what has happened to the alerts. Until then nothing may be sampled and no rules be loaded. */
  tick(at: number): Steps<AlertTurn>
  /** Pending, firing, and for a while resolved alerts, as they stand after the last tick: the same objects at the next one. */
  standing(): readonly StandingAlert[]
  /** The same with their texts. */
  views(): readonly AlertView[]
  health(): readonly RuleHealthView[]
  /** The clock went back: nothing is pending or firing any more. */
  reset(): void
  /** Puts other rules in place; alerts of rules that stay go on. What they look back on is kept from now on. */
  load(groups: readonly RuleGroup[]): void
  /** What was sampled and written so far. */
  readonly querier: Querier
  save(): readonly SavedAlert[]
  restore(saved: readonly SavedAlert[]): void
}

/** What the rules are evaluated with. */
export interface AlertingOptions {
  readonly groups: readonly RuleGroup[]
  readonly intervalMs: number
  /** How far back any rule looks; rules that are loaded later may look further. */
  readonly retentionMs: number
}

/** Rules over `history`, which is asked only for ticks that are closed. */
export function createAlerting(history: History, options: AlertingOptions): Alerting {
  const {intervalMs} = options
  const written = createRuleSeries(options.retentionMs)
  const querier = createQuerier(history, written)
  const queries = createRuleQueries(querier, intervalMs)
  const host = {
    query: queries.query,
    open: written.open,
    defer: written.defer,
    keptMs: written.keptMs,
    externalLabels: {},
    externalUrl: '',
  }
  let groups = options.groups
  let engine = createRuleEngine(host, {tickMs: intervalMs})
  queries.announce(groups)
  engine.load(groups)
  const alerts = createAlertChanges()
  let views: readonly AlertView[] | undefined

  return {
    *tick(at) {
      queries.startTick(at)
      yield* engine.steps(at)
      views = undefined
      return alerts.tick(engine.members(), at)
    },
    standing: alerts.standing,
    views: () => (views ??= alerts.standing().map(toAlertView)),
    health: () =>
      engine
        .groups()
        .flatMap(({group, states}) =>
          states.map(({rule, health, lastError}) => ({group: group.name, name: rule.name, health, error: lastError})),
        ),
    reset() {
      written.clear()
      engine = createRuleEngine(host, {tickMs: intervalMs})
      engine.load(groups)
      alerts.clear()
      views = undefined
    },
    load(loaded) {
      groups = loaded
      const retentionMs = reachOf(loaded) + intervalMs
      history.keep(retentionMs)
      written.keep(retentionMs)
      queries.announce(loaded)
      engine.load(loaded)
    },
    querier,
    save: () => engine.save(),
    restore: (saved) => {
      engine.restore(saved)
    },
  }
}
