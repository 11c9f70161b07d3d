import {labelRecord, memoizeLabels} from '../promql/labels.ts'
import type {Alert} from '../rules/alert.ts'
import type {RuleEngine} from '../rules/engine.ts'
import type {AlertRule} from '../rules/rule.ts'
import {thresholdOf} from '../rules/threshold.ts'
import type {AlertView} from '../snapshot.ts'

/** An alert as it stands, without the texts that are only worth filling in for somebody who reads them. */
export interface StandingAlert extends Omit<AlertView, 'annotations' | 'threshold'> {
  /** Tells it from all others, also from those of a rule that is loaded twice; the same over a reload of the file. */
  readonly id: string
}

/** An alert of an engine with its rule. */
export interface EngineAlert {
  readonly rule: AlertRule
  readonly alert: Alert
  /** The rule's file, group and place in it. */
  readonly ruleId: string
}

/** All alerts of an engine: in the order of the rules, then in that in which they began. */
export function alertsOf(engine: RuleEngine): EngineAlert[] {
  return engine.groups().flatMap(({group, states}) =>
    states.flatMap(({rule, alerts}, index) => {
      if (rule.kind !== 'alert' || alerts.length === 0) return []
      const ruleId = `${group.file}\n${group.name}\n${String(index)}`
      return alerts.map((alert) => ({rule, alert, ruleId}))
    }),
  )
}

const recordOf = memoizeLabels(labelRecord)

/** How an alert stands now. */
export function standing(alert: EngineAlert): StandingAlert {
  return {id: `${alert.ruleId}\n${alert.alert.labels.key}`, ...figuresOf(alert)}
}

/** The same with its texts, for a view. */
export function toAlertView(alert: EngineAlert): AlertView {
  return {...figuresOf(alert), annotations: alert.alert.annotations, threshold: thresholdOf(alert.rule.expr)}
}

function figuresOf({rule, alert}: EngineAlert): Omit<StandingAlert, 'id'> {
  const labels = recordOf(alert.labels)
  return {
    alertname: rule.name,
    severity: labels['severity'] ?? 'none',
    labels,
    state: alert.state === 'inactive' ? 'resolved' : alert.state,
    value: alert.value,
    holdSeconds: rule.holdMs / 1_000,
    activeAt: alert.activeAt,
    firedAt: alert.firedAt,
    resolvedAt: alert.resolvedAt,
  }
}
