import {labelRecord} from '../promql/labels.ts'
import type {Alert} from '../rules/alert.ts'
import type {RuleEngine} from '../rules/engine.ts'
import type {AlertRule} from '../rules/rule.ts'
import {thresholdOf} from '../rules/threshold.ts'
import type {AlertView} from '../snapshot.ts'

/** All alerts of an engine as views take them: in the order of the rules, then in that in which they began. */
export function toAlertViews(engine: RuleEngine): AlertView[] {
  return engine
    .groups()
    .flatMap(({states}) =>
      states.flatMap(({rule, alerts}) => (rule.kind === 'alert' ? alerts.map((alert) => toView(rule, alert)) : [])),
    )
}

function toView(rule: AlertRule, alert: Alert): AlertView {
  const labels = labelRecord(alert.labels)
  return {
    alertname: rule.name,
    severity: labels['severity'] ?? 'none',
    labels,
    annotations: alert.annotations,
    state: alert.state === 'inactive' ? 'resolved' : alert.state,
    value: alert.value,
    threshold: thresholdOf(rule.expr),
    holdSeconds: rule.holdMs / 1_000,
    activeAt: alert.activeAt,
    firedAt: alert.firedAt,
    resolvedAt: alert.resolvedAt,
  }
}
