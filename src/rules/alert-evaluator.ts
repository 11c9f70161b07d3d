import {PlugmonError} from '../errors.ts'
import {type Labels, memoizeLabels, withLabels} from '../promql/labels.ts'
import {advance, type Alert, type Annotate, createAlert, type LiveAlert} from './alert.ts'
import {NO_NEWS, type Evaluator} from './evaluator.ts'
import type {QueryFunction, Row, RuleHost} from './query.ts'
import type {AlertRule, RuleGroup} from './rule.ts'
import {createExpander, hasTemplate} from './expander.ts'
import type {Written} from './written.ts'

/** The state machine of one alert rule (Prometheus' rules/alerting.go). */
export function createAlertEvaluator(
  rule: AlertRule,
  {limit, queryOffsetMs}: Pick<RuleGroup, 'limit' | 'queryOffsetMs'>,
  query: QueryFunction,
  host: RuleHost,
): Evaluator {
  const live = new Map<string, LiveAlert>()
  const labelsOf = createLabeller(rule, host)
  const annotate = createAnnotate(rule, host)
  /** With templates in its labels a row stands for one alert now and for another one then. */
  const isFixed = !hasTemplate(rule.labels)
  let round = 0
  let written: Written[] = []
  /** What was written before that, to be used again. */
  let spare: Written[] = []
  let listed: readonly Alert[] | undefined
  let moved: Alert[] = []
  let gone: Alert[] = []

  /** The alerts that the rows stand for, in their order; those that are not there begin, but do not live yet. */
  function alertsOf(rows: readonly Row[], at: number): LiveAlert[] {
    let fresh: Map<string, LiveAlert> | undefined
    return rows.map((row) => {
      let alert = isFixed ? (row.memo as LiveAlert | undefined) : undefined
      if (alert?.isLive !== true || alert.state === 'inactive') {
        const labels = labelsOf(row, at)
        alert = live.get(labels.key)
        if (alert === undefined || alert.state === 'inactive') {
          if (fresh?.has(labels.key) === true) throw duplicate()
          alert = createAlert(labels, at, host.open, round)
          fresh ??= new Map()
          fresh.set(labels.key, alert)
        } else if (alert.heldRound === round) throw duplicate()
      } else if (alert.heldRound === round) throw duplicate()
      alert.heldRound = round
      return alert
    })
  }

  function take(alert: LiveAlert, row: Row, at: number): void {
    if (alert.bornRound === round) {
      const {key} = alert.labels
      const before = live.get(key)
      if (before !== undefined) forget(before)
      live.set(key, alert)
    }
    alert.update(row, at, annotate)
    if (isFixed) row.memo = alert
  }

  function forget(alert: LiveAlert): void {
    alert.isLive = false
    gone.push(alert)
    listed = undefined
  }

  /** Moves an alert on, and adds what it writes. */
  function step(alert: LiveAlert, at: number): void {
    const {state, bornRound} = alert
    const fate = advance(alert, alert.heldRound === round, at, rule)
    if (fate === 'forget') {
      live.delete(alert.labels.key)
      forget(alert)
      return
    }
    if (alert.state !== state || bornRound === round) moved.push(alert)
    if (bornRound === round) listed = undefined
    if (fate === 'active') spare.push(alert.stateSeries(), alert.forStateSeries())
  }

  function evaluate(at: number): readonly Written[] {
    const rows = query(at - queryOffsetMs)
    spare.length = 0
    if (rows.length === 0 && live.size === 0) return exchange()
    round++
    const held = alertsOf(rows, at)
    for (let index = 0; index < held.length; index++) take(held[index]!, rows[index]!, at)
    for (const alert of live.values()) step(alert, at)
    const active = spare.length / 2
    if (limit > 0 && active > limit) {
      for (const alert of live.values()) forget(alert)
      live.clear()
      moved = []
      throw failure(`exceeded limit of ${limit} with ${active} alerts`)
    }
    return exchange()
  }

  /** The caller still compares the list of the last time with the new one. */
  function exchange(): readonly Written[] {
    ;[written, spare] = [spare, written]
    return written
  }

  return {
    rule,
    live,
    evaluate,
    alerts: () => (listed ??= [...live.values()]),
    takeNews() {
      if (moved.length === 0 && gone.length === 0) return NO_NEWS
      const news = {moved, gone}
      moved = []
      gone = []
      return news
    },
    adopt(previous) {
      for (const [key, alert] of previous.live) {
        alert.heldRound = -1
        alert.bornRound = -1
        live.set(key, alert)
      }
    },
  }
}

function duplicate(): PlugmonError {
  return failure('vector contains metrics with the same labelset after applying alert labels')
}

function failure(message: string): PlugmonError {
  return new PlugmonError('bad-rule', message)
}

/** An alert's labels: the row's without the metric's name, under the rule's, under the alert's name. */
function createLabeller(rule: AlertRule, host: RuleHost): (row: Row, at: number) => Labels {
  const own = {__name__: '', ...rule.labels, alertname: rule.name}
  if (!hasTemplate(rule.labels)) {
    const labelled = memoizeLabels((labels) => withLabels(labels, own))
    return (row) => labelled(row.labels)
  }
  const expand = createExpander(rule, rule.labels, host)
  return (row, at) => withLabels(row.labels, {...own, ...expand(row, at), alertname: rule.name})
}

function createAnnotate(rule: AlertRule, host: RuleHost): Annotate {
  return hasTemplate(rule.annotations) ? createExpander(rule, rule.annotations, host) : () => rule.annotations
}
