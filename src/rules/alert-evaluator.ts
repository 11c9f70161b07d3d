import {PlugmonError} from '../errors.ts'
import {type Labels, memoizeLabels, withLabels} from '../promql/labels.ts'
import {advance, type Annotations, createAlert, hold, type LiveAlert} from './alert.ts'
import {createAlertSeries, type AlertSeries} from './alert-series.ts'
import {NO_MEMORY, NO_NEWS, type Evaluator} from './evaluator.ts'
import type {Answer, QueryFunction, Row, RuleHost} from './query.ts'
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
  const texts = createAnnotations(rule, host)
  /** With templates in its labels a row stands for one alert now and for another one then. */
  const isFixed = !hasTemplate(rule.labels)
  /** Made, or taken over, at the first evaluation. */
  let series: AlertSeries | undefined
  /** What was taken over last; undefined after an evaluation that failed. */
  let last: Answer | undefined
  let listed: readonly LiveAlert[] | undefined
  let moved = new Set<LiveAlert>()
  let gone: LiveAlert[] = []
  /** Those that have moved or gone since their series were settled. */
  let unsettled: LiveAlert[] = []
  /** Those that time alone may move: pending ones, and those for which the expression holds no more. */
  let restless: LiveAlert[] = []
  let begun = 0

  /** Finds the alerts that rows stand for, in their order; those that are not there begin, but do not live yet. */
  function find(rows: readonly Row[], at: number): LiveAlert[] {
    const found: LiveAlert[] = []
    let fresh: Map<string, LiveAlert> | undefined
    for (const row of rows) {
      let alert = isFixed ? (row.memo as LiveAlert | undefined) : undefined
      if (alert?.isLive !== true || alert.state === 'inactive') {
        const labels = labelsOf(row, at)
        alert = live.get(labels.key)
        if (alert === undefined || alert.state === 'inactive') {
          if (fresh?.has(labels.key) === true) throw duplicate()
          alert = createAlert(labels, at, begun++)
          fresh ??= new Map()
          fresh.set(labels.key, alert)
        }
      }
      if (alert.heldBy !== undefined) throw duplicate()
      alert.heldBy = row
      if (isFixed) row.memo = alert
      found.push(alert)
    }
    return found
  }

  function begin(alert: LiveAlert): void {
    const {key} = alert.labels
    const before = live.get(key)
    if (before !== undefined) {
      forget(before)
      // A new life has the place of the one before.
      alert.place = before.place
    }
    live.set(key, alert)
    alert.isLive = true
    listed = undefined
    tell(alert)
    disturb(alert)
  }

  function tell(alert: LiveAlert): void {
    moved.add(alert)
    unsettled.push(alert)
  }

  function forget(alert: LiveAlert): void {
    alert.isLive = false
    gone.push(alert)
    unsettled.push(alert)
    listed = undefined
  }

  function disturb(alert: LiveAlert): void {
    if (alert.isRestless) return
    alert.isRestless = true
    restless.push(alert)
  }

  /** Takes the rows over that are other than the last time: where that is not known, all of them. */
  function take(answer: Answer, at: number): void {
    const since = isFixed && answer === last ? answer.since : undefined
    last = undefined
    const lost = since?.went.map(alertOf) ?? list()
    for (const alert of lost) {
      if (alert.heldBy !== undefined) alert.lostAt = texts.evaluatedAt
      alert.heldBy = undefined
    }
    const came = since?.came ?? answer.rows
    const found = find(came, at)
    last = answer
    for (let index = 0; index < found.length; index++) {
      const alert = found[index]!
      if (!alert.isLive) begin(alert)
      hold(alert, came[index]!, texts)
    }
    for (const row of since?.moved ?? []) hold(alertOf(row), row, texts)
    for (const alert of lost) if (alert.heldBy === undefined) disturb(alert)
  }

  /** Moves the restless ones on. */
  function step(at: number): void {
    const stepped = restless
    restless = []
    for (const alert of stepped) {
      alert.isRestless = false
      if (!alert.isLive) continue
      const {state} = alert
      const fate = advance(alert, alert.heldBy !== undefined, at, rule)
      if (fate === 'forget') {
        live.delete(alert.labels.key)
        forget(alert)
        continue
      }
      if (alert.state !== state) tell(alert)
      if (alert.state === 'pending' || alert.heldBy === undefined) disturb(alert)
    }
  }

  function list(): readonly LiveAlert[] {
    return (listed ??= [...live.values()])
  }

  function keepLimit(): void {
    const active = limit > 0 ? list().filter(({state}) => state !== 'inactive').length : 0
    if (active <= limit) return
    for (const alert of live.values()) forget(alert)
    live.clear()
    moved.clear()
    last = undefined
    throw failure(`exceeded limit of ${limit} with ${active} alerts`)
  }

  function evaluate(at: number): void {
    take(query(at - queryOffsetMs), at)
    step(at)
    keepLimit()
    texts.evaluatedAt = at
    series ??= createAlertSeries(host)
    series.settle(unsettled, at - queryOffsetMs)
    if (unsettled.length > 0) unsettled = []
  }

  return {
    rule,
    get memory() {
      return {...NO_MEMORY, live, unsettled, series}
    },
    evaluate,
    alerts: list,
    takeNews() {
      if (moved.size === 0 && gone.length === 0) return NO_NEWS
      const news = {moved: inPlace([...moved]), gone: inPlace(gone)}
      if (moved.size > 0) moved = new Set()
      gone = []
      return news
    },
    adopt({memory}) {
      series = memory.series
      unsettled = [...memory.unsettled]
      for (const [key, alert] of memory.live) {
        live.set(key, alert)
        alert.place = begun++
        alert.isRestless = false
        disturb(alert)
      }
    },
    restore(alert, activeAt) {
      alert.activeAt = activeAt
      series?.settleAgain(alert)
    },
    retire(at) {
      series?.end([...live.values(), ...unsettled], at - queryOffsetMs)
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

function createAnnotations(rule: AlertRule, host: RuleHost): Annotations {
  const fillIn = hasTemplate(rule.annotations) ? createExpander(rule, rule.annotations, host) : () => rule.annotations
  return {evaluatedAt: NaN, fillIn}
}

/** The list itself, in the order of the alerts. */
function inPlace(alerts: LiveAlert[]): LiveAlert[] {
  return alerts.length > 1 ? alerts.sort((a, b) => a.place - b.place) : alerts
}

/** Of a row that was taken over. */
function alertOf({memo}: Row): LiveAlert {
  return memo as LiveAlert
}
