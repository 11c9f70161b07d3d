import {labelRecord, memoizeLabels} from '../promql/labels.ts'
import type {Alert} from '../rules/alert.ts'
import type {RuleMember} from '../rules/engine.ts'
import type {AlertRule} from '../rules/rule.ts'
import {thresholdOf} from '../rules/threshold.ts'
import type {AlertView} from '../snapshot.ts'

/** An alert as it stands, without the texts that are only worth filling in for somebody who reads them. */
export interface StandingAlert extends Omit<AlertView, 'annotations' | 'threshold'> {
  /** The value that was furthest from 0 in all its life. */
  readonly peak: number
}

/** The same for who keeps it: one object for as long as the alert lives, which always shows how it stands. */
export interface KeptAlert extends StandingAlert {
  rule: AlertRule
  readonly alert: Alert
  holdSeconds: number
  /** The state that was told last; undefined before the first time. */
  told: AlertView['state'] | undefined
}

const recordOf = memoizeLabels(labelRecord)

/** An alert of a rule of the engine. */
export function keepAlert(alert: Alert, member: RuleMember): KeptAlert {
  const rule = ruleOf(member)
  const labels = recordOf(alert.labels)
  return {
    rule,
    alert,
    told: undefined,
    alertname: rule.name,
    severity: labels['severity'] ?? 'none',
    labels,
    holdSeconds: rule.holdMs / 1_000,
    get state() {
      return alert.state === 'inactive' ? 'resolved' : alert.state
    },
    get value() {
      return alert.value
    },
    get peak() {
      return alert.peak
    },
    get activeAt() {
      return alert.activeAt
    },
    get firedAt() {
      return alert.firedAt
    },
    get resolvedAt() {
      return alert.resolvedAt
    },
  }
}

/** Its rule has been loaded anew, perhaps with another expression. */
export function moveAlert(kept: KeptAlert, member: RuleMember): void {
  kept.rule = ruleOf(member)
  kept.holdSeconds = kept.rule.holdMs / 1_000
}

function ruleOf({evaluator: {rule}}: RuleMember): AlertRule {
  if (rule.kind !== 'alert') throw new Error(`the rule ${rule.name} records and has no alert`)
  return rule
}

/** As it is now, with its texts, for a view: those are filled in for who reads them, as hundreds of alerts may stand and a screen shows few. */
export function toAlertView(kept: KeptAlert): AlertView {
  const {rule, alert, alertname, severity, labels, state, value, holdSeconds, activeAt, firedAt, resolvedAt} = kept
  const annotations = alert.annotationsOfNow()
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
    get annotations() {
      return annotations()
    },
    threshold: thresholdOf(rule.expr),
  }
}
