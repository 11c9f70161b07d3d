import type {History} from '../metrics/history.ts'
import type {Expr} from '../promql/ast.ts'
import {compile} from '../promql/compile.ts'
import {evaluateInstant} from '../promql/evaluate.ts'
import {NO_LABELS} from '../promql/labels.ts'
import type {Querier} from '../promql/querier.ts'
import {createRuleEngine} from '../rules/engine.ts'
import type {QueryFunction} from '../rules/query.ts'
import type {SavedAlert} from '../rules/restore.ts'
import type {RuleGroup} from '../rules/rule.ts'
import type {Change} from '../change.ts'
import type {AlertView, RuleHealthView} from '../snapshot.ts'
import {toAlertViews} from './alert-view.ts'
import {createQuerier} from './querier.ts'
import {createRuleSeries} from './rule-series.ts'

/** The rules at work over what was sampled. */
export interface Alerting {
  /** Evaluates what is due at the tick `at`; gives the transitions. */
  tick(at: number): readonly Change[]
  /** Pending, firing, and for a while resolved alerts. */
  views(): readonly AlertView[]
  health(): readonly RuleHealthView[]
  /** The clock went back: nothing is pending or firing any more. */
  reset(): void
  /** Puts other rules in place; alerts of rules that stay go on. */
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
  /** How far back any rule looks. */
  readonly retentionMs: number
}

/** Rules over `history`, which is asked only for ticks that are closed. */
export function createAlerting(history: History, options: AlertingOptions): Alerting {
  const {intervalMs} = options
  const written = createRuleSeries(options.retentionMs)
  const querier = createQuerier(history, written)
  const host = {
    query: (expr: Expr) => createQuery(expr, querier, intervalMs),
    append: written.append,
    externalLabels: {},
    externalUrl: '',
  }
  let groups = options.groups
  let engine = createRuleEngine(host, {tickMs: intervalMs})
  engine.load(groups)
  let views: readonly AlertView[] = []

  return {
    tick(at) {
      engine.evaluate(at)
      const before = views
      views = toAlertViews(engine)
      return transitions(before, views, at)
    },
    views: () => views,
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
      views = []
    },
    load(loaded) {
      groups = loaded
      engine.load(loaded)
    },
    querier,
    save: () => engine.save(),
    restore: (saved) => {
      engine.restore(saved)
    },
  }
}

function createQuery(expr: Expr, querier: Querier, defaultStepMs: number): QueryFunction {
  const compiled = compile(expr, '')
  return (at) => {
    const {value} = evaluateInstant(compiled, querier, at, {defaultStepMs})
    switch (value.type) {
      case 'scalar':
        return [{labels: NO_LABELS, value: value.value}]
      case 'vector':
        return value.samples
      case 'string':
      case 'matrix':
        return []
    }
  }
}

/** What differs between two ticks. A pending alert that is no more was inactive all along; a firing one is resolved. */
function transitions(before: readonly AlertView[], after: readonly AlertView[], at: number): Change[] {
  const known = new Map(before.map((alert) => [identity(alert), alert]))
  const changes: Change[] = []
  for (const alert of after) {
    const old = known.get(identity(alert))
    known.delete(identity(alert))
    if (old?.state !== alert.state) changes.push(toChange(alert, alert.state, at))
  }
  for (const old of known.values())
    if (old.state !== 'resolved') changes.push(toChange(old, old.state === 'pending' ? 'inactive' : 'resolved', at))
  return changes
}

function identity({labels}: AlertView): string {
  return JSON.stringify(labels)
}

function toChange(alert: AlertView, state: Extract<Change, {type: 'alert'}>['state'], at: number): Change {
  const {alertname, severity, labels, annotations, value, activeAt} = alert
  return {type: 'alert', at, alertname, severity, state, labels, annotations, value, activeAt}
}
