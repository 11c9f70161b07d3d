import {labelRecord, memoizeLabels} from '../promql/labels.ts'
import type {Alert} from '../rules/alert.ts'
import type {RuleMember} from '../rules/engine.ts'
import type {AlertRule} from '../rules/rule.ts'
import {thresholdOf} from '../rules/threshold.ts'
import type {AlertView} from '../snapshot.ts'

/** An alert as it stands, without the texts that are only worth filling in for somebody who reads them. */
export interface StandingAlert extends Omit<AlertView, 'annotations' | 'threshold'> {
  /** Tells it from all others, also from those of a rule that is loaded twice; the same over a reload of the file. */
  readonly id: string
}

/** The same for who keeps it: one object for as long as the alert lives, brought up to date after every tick. */
export interface KeptAlert extends StandingAlert {
  readonly rule: AlertRule
  readonly alert: Alert
  state: AlertView['state']
  value: number
  activeAt: number
  firedAt: number | undefined
  resolvedAt: number | undefined
}

const recordOf = memoizeLabels(labelRecord)

/** An alert of a rule of the engine as it stands now. */
export function keepAlert(alert: Alert, rule: AlertRule, {group, place}: RuleMember): KeptAlert {
  const labels = recordOf(alert.labels)
  const kept: KeptAlert = {
    rule,
    alert,
    id: `${group.file}\n${group.name}\n${String(place)}\n${alert.labels.key}`,
    alertname: rule.name,
    severity: labels['severity'] ?? 'none',
    labels,
    state: 'pending',
    value: 0,
    holdSeconds: rule.holdMs / 1_000,
    activeAt: 0,
    firedAt: undefined,
    resolvedAt: undefined,
  }
  refreshAlert(kept)
  return kept
}

/** How an alert is called in views. */
export function stateOf({state}: Alert): AlertView['state'] {
  return state === 'inactive' ? 'resolved' : state
}

/** Brings it up to date. */
export function refreshAlert(kept: KeptAlert): void {
  const {alert} = kept
  kept.state = stateOf(alert)
  kept.value = alert.value
  kept.activeAt = alert.activeAt
  kept.firedAt = alert.firedAt
  kept.resolvedAt = alert.resolvedAt
}

/** With its texts, for a view. */
export function toAlertView(kept: KeptAlert): AlertView {
  const {rule, alert, alertname, severity, labels, state, value, holdSeconds, activeAt, firedAt, resolvedAt} = kept
  return {
    alertname,
    severity,
    labels,
    state,
    value,
    holdSeconds,
    activeAt,
    firedAt,
    resolvedAt,
    annotations: alert.annotations,
    threshold: thresholdOf(rule.expr),
  }
}
