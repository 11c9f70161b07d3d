import type {Change} from '../change.ts'
import type {Alert} from '../rules/alert.ts'
import type {RuleMember} from '../rules/engine.ts'
import {KeptAlert, moveAlert} from './alert-view.ts'

type AlertChange = Extract<Change, {type: 'alert'}>

/** What has happened to the alerts at a tick. */
export interface AlertTurn {
  /** The transitions, in the order of the rules. */
  readonly changes: readonly Change[]
  /** Alerts that are pending or firing now and were not before. */
  readonly begun: readonly KeptAlert[]
  /** Alerts that are so no more. */
  readonly ended: readonly KeptAlert[]
}

/** The alerts of an engine as they stand after a tick, and what has changed in them since the tick before. */
export interface AlertChanges {
  /** Takes over what the rules have come to at the tick `at`; the members are another list when other rules have been loaded. */
  tick(members: readonly RuleMember[], at: number): AlertTurn
  /** In the order of the rules, then in that in which they began: the same list while they are the same. */
  standing(): readonly KeptAlert[]
  /** None stands any more, and none has changed. */
  clear(): void
}

/** The alerts of one member, and what is kept of them. */
interface Listed {
  readonly alerts: readonly Alert[]
  readonly kept: readonly KeptAlert[]
}

const NONE: Listed = {alerts: [], kept: []}

interface OpenTurn extends AlertTurn {
  readonly changes: Change[]
  readonly begun: KeptAlert[]
  readonly ended: KeptAlert[]
}

/** No alert yet. */
export function createAlertChanges(): AlertChanges {
  let members: readonly RuleMember[] = []
  /** For each member. */
  let lists: Listed[] = []
  let known = new Map<Alert, KeptAlert>()
  let standing: readonly KeptAlert[] = []

  /** Other rules are loaded: their alerts are those of the same rules before, or other ones. */
  function reload(loaded: readonly RuleMember[], at: number, turn: OpenTurn): void {
    const before = known
    members = loaded
    lists = loaded.map(() => NONE)
    known = new Map()
    for (const member of loaded) {
      member.evaluator.takeNews()
      for (const alert of member.evaluator.alerts()) {
        const kept = before.get(alert)
        before.delete(alert)
        if (kept !== undefined) {
          moveAlert(kept, member)
          known.set(alert, kept)
        }
        tell(kept ?? keep(alert, member), at, turn)
      }
    }
    for (const alert of before.values()) tellEnd(alert, at, turn)
  }

  /** What the members tell of the last tick. */
  function takeNews(at: number, turn: OpenTurn): void {
    const gone: Alert[] = []
    for (const member of members) {
      const news = member.evaluator.takeNews()
      for (const alert of news.moved) tell(keep(alert, member), at, turn)
      gone.push(...news.gone)
    }
    for (const alert of gone) {
      const ended = known.get(alert)
      if (ended !== undefined) tellEnd(ended, at, turn)
      known.delete(alert)
    }
  }

  function keep(alert: Alert, member: RuleMember): KeptAlert {
    let kept = known.get(alert)
    if (kept === undefined) known.set(alert, (kept = new KeptAlert(alert, member)))
    return kept
  }

  return {
    standing() {
      let isSame = true
      members.forEach((member, index) => {
        const alerts = member.evaluator.alerts()
        if (lists[index]!.alerts === alerts) return
        lists[index] = {alerts, kept: alerts.map((alert) => keep(alert, member))}
        isSame = false
      })
      if (!isSame) standing = lists.flatMap(({kept}) => kept)
      return standing
    },
    tick(loaded, at) {
      const turn = {changes: [], begun: [], ended: []}
      if (loaded !== members) reload(loaded, at, turn)
      else takeNews(at, turn)
      return turn
    },
    clear() {
      members = []
      lists = []
      known = new Map()
      standing = []
    },
  }
}

/** A state that was told is not told again. */
function tell(alert: KeptAlert, at: number, {changes, begun, ended}: OpenTurn): void {
  const {state, told} = alert
  if (told === state) return
  changes.push(new ChangeOfAlert(alert, state, at))
  alert.told = state
  if (state === 'resolved') ended.push(alert)
  else if (told === undefined) begun.push(alert)
}

/** A pending alert that is no more was inactive all along; a firing one is resolved. */
function tellEnd(alert: KeptAlert, at: number, {changes, ended}: OpenTurn): void {
  const {told} = alert
  if (told === undefined || told === 'resolved') return
  changes.push(new ChangeOfAlert(alert, told === 'pending' ? 'inactive' : 'resolved', at))
  ended.push(alert)
}

/** A class for the sake of its getter, as KeptAlert: the texts are filled in for who reads them. */
class ChangeOfAlert implements AlertChange {
  readonly type = 'alert'
  readonly at: number
  readonly alertname: string
  readonly severity: string
  readonly state: AlertChange['state']
  readonly labels: AlertChange['labels']
  readonly value: number
  readonly activeAt: number
  private readonly alert: Alert

  constructor({alertname, severity, labels, alert}: KeptAlert, state: AlertChange['state'], at: number) {
    this.at = at
    this.alertname = alertname
    this.severity = severity
    this.state = state
    this.labels = labels
    this.value = alert.value
    this.activeAt = alert.activeAt
    this.alert = alert
  }

  get annotations(): AlertChange['annotations'] {
    return this.alert.annotationsOfNow()()
  }
}
