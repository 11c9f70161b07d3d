import {PlugmonError} from '../errors.ts'
import {type Labels, memoizeLabels, withLabels} from '../promql/labels.ts'
import {advance, type Annotate, createAlert, type LiveAlert} from './alert.ts'
import type {Evaluator} from './evaluator.ts'
import type {QueryFunction, Row, RuleHost, Sample} from './query.ts'
import type {AlertRule, RuleGroup} from './rule.ts'
import {createExpander, hasTemplate} from './expander.ts'

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

  /** Rows by the key of the alert that each stands for. */
  function rowsByAlert(rows: readonly Row[], at: number): Map<string, {labels: Labels; row: Row}> {
    const byAlert = new Map<string, {labels: Labels; row: Row}>()
    for (const row of rows) {
      const labels = labelsOf(row, at)
      if (byAlert.has(labels.key)) {
        throw failure('vector contains metrics with the same labelset after applying alert labels')
      }
      byAlert.set(labels.key, {labels, row})
    }
    return byAlert
  }

  function evaluate(at: number): readonly Sample[] {
    const rows = query(at - queryOffsetMs)
    if (rows.length === 0 && live.size === 0) return []
    const held = rowsByAlert(rows, at)
    for (const [key, {labels, row}] of held) {
      let alert = live.get(key)
      if (alert === undefined || alert.state === 'inactive') {
        alert = createAlert(labels, at)
        live.set(key, alert)
      }
      alert.update(row, at, annotate)
    }
    let active = 0
    const samples: Sample[] = []
    for (const [key, alert] of live) {
      const fate = advance(alert, held.has(key), at, rule)
      if (fate === 'forget') live.delete(key)
      if (fate !== 'active') continue
      active++
      const common = {at: at - queryOffsetMs, isStale: false}
      samples.push({labels: alert.stateSeries(), value: 1, ...common})
      samples.push({labels: alert.forStateSeries(), value: Math.floor(alert.activeAt / 1000), ...common})
    }
    if (limit > 0 && active > limit) {
      live.clear()
      throw failure(`exceeded limit of ${limit} with ${active} alerts`)
    }
    return samples
  }

  return {
    rule,
    live,
    evaluate,
    alerts: () => [...live.values()],
    adopt(previous) {
      for (const [key, alert] of previous.live) live.set(key, alert)
    },
  }
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
