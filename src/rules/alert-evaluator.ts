import {PlugmonError} from '../errors.ts'
import {type Labels, memoizeLabels, withLabels} from '../promql/labels.ts'
import {advance, type Annotate, createAlert, hold, type LiveAlert} from './alert.ts'
import {endSeries, settle, settleAgain} from './alert-series.ts'
import {createBeats} from './beats.ts'
import {NO_MEMORY, NO_NEWS, type Evaluator} from './evaluator.ts'
import type {QueryFunction, Row, RuleHost} from './query.ts'
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
  /** With templates in its labels a row stands for one alert now and for another one then. */
  const isFixed = !hasTemplate(rule.labels)
  let beats = createBeats(host.keptMs ?? (() => Infinity))
  let round = 0
  let listed: readonly LiveAlert[] | undefined
  let moved: LiveAlert[] = []
  let gone: LiveAlert[] = []
  /** Those that have moved or gone since their series were settled. */
  let unsettled: LiveAlert[] = []
  const held: LiveAlert[] = []

  /** Finds the alerts that the rows stand for, in their order; those that are not there begin, but do not live yet. */
  function findHeld(rows: readonly Row[], at: number): void {
    held.length = 0
    let fresh: Map<string, LiveAlert> | undefined
    for (const row of rows) {
      let alert = isFixed ? (row.memo as LiveAlert | undefined) : undefined
      if (alert?.isLive !== true || alert.state === 'inactive') {
        const labels = labelsOf(row, at)
        alert = live.get(labels.key)
        if (alert === undefined || alert.state === 'inactive') {
          if (fresh?.has(labels.key) === true) throw duplicate()
          alert = createAlert(labels, at, round)
          fresh ??= new Map()
          fresh.set(labels.key, alert)
        } else if (alert.heldRound === round) throw duplicate()
      } else if (alert.heldRound === round) throw duplicate()
      alert.heldRound = round
      held.push(alert)
    }
  }

  function begin(alert: LiveAlert): void {
    const {key} = alert.labels
    const before = live.get(key)
    if (before !== undefined) forget(before)
    live.set(key, alert)
    listed = undefined
  }

  function forget(alert: LiveAlert): void {
    alert.isLive = false
    gone.push(alert)
    unsettled.push(alert)
    listed = undefined
  }

  /** Moves an alert on; tells whether it counts as active. */
  function step(alert: LiveAlert, at: number): boolean {
    const {state, bornRound} = alert
    const fate = advance(alert, alert.heldRound === round, at, rule)
    if (fate === 'forget') {
      live.delete(alert.labels.key)
      forget(alert)
    } else if (alert.state !== state || bornRound === round) {
      moved.push(alert)
      unsettled.push(alert)
    }
    return fate === 'active'
  }

  function list(): readonly LiveAlert[] {
    return (listed ??= [...live.values()])
  }

  function evaluate(at: number): void {
    const rows = query(at - queryOffsetMs)
    if (rows.length > 0 || live.size > 0) {
      round++
      findHeld(rows, at)
      for (let index = 0; index < held.length; index++) {
        const alert = held[index]!
        const row = rows[index]!
        if (alert.bornRound === round) begin(alert)
        hold(alert, row, at, annotate)
        if (isFixed) row.memo = alert
      }
      let active = 0
      for (const alert of list()) if (step(alert, at)) active++
      if (limit > 0 && active > limit) {
        for (const alert of live.values()) forget(alert)
        live.clear()
        moved = []
        throw failure(`exceeded limit of ${limit} with ${active} alerts`)
      }
    }
    if (unsettled.length > 0) settle(unsettled, at - queryOffsetMs, beats, host.open)
    unsettled = []
    beats.add(at - queryOffsetMs)
  }

  return {
    rule,
    get memory() {
      return {...NO_MEMORY, live, unsettled, beats}
    },
    evaluate,
    alerts: list,
    takeNews() {
      if (moved.length === 0 && gone.length === 0) return NO_NEWS
      const news = {moved, gone}
      moved = []
      gone = []
      return news
    },
    adopt({memory}) {
      beats = memory.beats ?? beats
      unsettled = [...memory.unsettled]
      for (const [key, alert] of memory.live) {
        alert.heldRound = -1
        alert.bornRound = -1
        live.set(key, alert)
      }
    },
    restore(alert, activeAt) {
      alert.activeAt = activeAt
      settleAgain(alert, beats)
    },
    retire(at) {
      endSeries([...live.values(), ...unsettled.filter(({isLive}) => !isLive)], at - queryOffsetMs)
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
