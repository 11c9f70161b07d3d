import type {Change} from '../change.ts'
import type {Alert} from '../rules/alert.ts'
import type {RuleMember} from '../rules/engine.ts'
import {keepAlert, type KeptAlert} from './alert-view.ts'

type AlertChange = Extract<Change, {type: 'alert'}>

/** The alerts of an engine as they stand after a tick, and what has changed in them since the tick before. */
export interface AlertChanges {
  /** Takes over what the rules have come to at the tick `at`; the members are another list when other rules have been loaded. */
  tick(members: readonly RuleMember[], at: number): readonly Change[]
  /** In the order of the rules, then in that in which they began: the same list while they are the same. */
  readonly standing: readonly KeptAlert[]
  /** None stands any more, and none has changed. */
  clear(): void
}

/** The alerts of one member, and what is kept of them. */
interface Listed {
  readonly alerts: readonly Alert[]
  readonly kept: readonly KeptAlert[]
}

const NONE: Listed = {alerts: [], kept: []}

/** No alert yet. */
export function createAlertChanges(): AlertChanges {
  let members: readonly RuleMember[] = []
  /** For each member. */
  let lists: Listed[] = []
  let known = new Map<Alert, KeptAlert>()
  let standing: readonly KeptAlert[] = []

  /** Other rules are loaded: alerts that go by the same id go on. */
  function reload(loaded: readonly RuleMember[], at: number): Change[] {
    const before = new Map(standing.map((alert) => [alert.id, alert]))
    members = loaded
    lists = loaded.map(() => NONE)
    known = new Map()
    for (const {evaluator} of loaded) evaluator.takeNews()
    list()
    const changes: Change[] = []
    for (const alert of standing) {
      alert.told = before.get(alert.id)?.told
      tell(alert, at, changes)
      before.delete(alert.id)
    }
    for (const alert of before.values()) tellEnd(alert, at, changes)
    return changes
  }

  /** What the members tell of the last tick. */
  function takeNews(at: number): Change[] {
    const changes: Change[] = []
    const gone: Alert[] = []
    for (const member of members) {
      const news = member.evaluator.takeNews()
      for (const alert of news.moved) tell(keep(alert, member), at, changes)
      gone.push(...news.gone)
    }
    for (const alert of gone) {
      const ended = known.get(alert)
      if (ended !== undefined) tellEnd(ended, at, changes)
      known.delete(alert)
    }
    return changes
  }

  function keep(alert: Alert, member: RuleMember): KeptAlert {
    let kept = known.get(alert)
    if (kept !== undefined) return kept
    const {rule} = member.evaluator
    if (rule.kind !== 'alert') throw new Error(`the rule ${rule.name} records and has no alert`)
    kept = keepAlert(alert, rule, member)
    known.set(alert, kept)
    return kept
  }

  function list(): void {
    let isSame = true
    members.forEach((member, index) => {
      const alerts = member.evaluator.alerts()
      if (lists[index]!.alerts === alerts) return
      lists[index] = {alerts, kept: alerts.map((alert) => keep(alert, member))}
      isSame = false
    })
    if (!isSame) standing = lists.flatMap(({kept}) => kept)
  }

  return {
    get standing() {
      return standing
    },
    tick(loaded, at) {
      if (loaded !== members) return reload(loaded, at)
      const changes = takeNews(at)
      list()
      return changes
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
function tell(alert: KeptAlert, at: number, changes: Change[]): void {
  const {state} = alert
  if (alert.told !== state) changes.push(toChange(alert, state, at))
  alert.told = state
}

/** A pending alert that is no more was inactive all along; a firing one is resolved. */
function tellEnd(alert: KeptAlert, at: number, changes: Change[]): void {
  const {told} = alert
  if (told === 'pending') changes.push(toChange(alert, 'inactive', at))
  else if (told === 'firing') changes.push(toChange(alert, 'resolved', at))
}

/** The texts are filled in for who reads them. */
function toChange({alertname, severity, labels, alert}: KeptAlert, state: AlertChange['state'], at: number): Change {
  return {
    type: 'alert',
    at,
    alertname,
    severity,
    state,
    labels,
    get annotations() {
      return alert.annotations
    },
    value: alert.value,
    activeAt: alert.activeAt,
  }
}
