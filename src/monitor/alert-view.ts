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

const recordOf = memoizeLabels(labelRecord)

/**
 * The same for who keeps it: one object for as long as the alert lives, which always shows how it stands. A class, because its getters
 * are found on the prototype: with getters of its own, each object would be a dictionary to V8, and thousands of them live in a day.
 */
export class KeptAlert implements StandingAlert {
  rule: AlertRule
  readonly alert: Alert
  /** The state that was told last; undefined before the first time. */
  told: AlertView['state'] | undefined = undefined
  readonly alertname: string
  readonly severity: string
  readonly labels: Readonly<Record<string, string>>
  holdSeconds: number

  /** An alert of a rule of the engine. */
  constructor(alert: Alert, member: RuleMember) {
    this.alert = alert
    this.rule = ruleOf(member)
    this.alertname = this.rule.name
    this.labels = recordOf(alert.labels)
    this.severity = this.labels['severity'] ?? 'none'
    this.holdSeconds = this.rule.holdMs / 1_000
  }

  get state(): AlertView['state'] {
    const {state} = this.alert
    return state === 'inactive' ? 'resolved' : state
  }

  get value(): number {
    return this.alert.value
  }

  get peak(): number {
    return this.alert.peak
  }

  get activeAt(): number {
    return this.alert.activeAt
  }

  get firedAt(): number | undefined {
    return this.alert.firedAt
  }

  get resolvedAt(): number | undefined {
    return this.alert.resolvedAt
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
