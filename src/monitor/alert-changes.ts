import type {Change} from '../change.ts'
import type {Alert} from '../rules/alert.ts'
import type {RuleMember} from '../rules/engine.ts'
import {keepAlert, refreshAlert, stateOf, type KeptAlert} from './alert-view.ts'

type AlertChange = Extract<Change, {type: 'alert'}>

/** The alerts of an engine as they stand after a tick, and what has changed in them since the tick before. */
export interface AlertChanges {
  /** Takes over what the rules have come to at the tick `at`; the members are another list when other rules have been loaded. */
  tick(members: readonly RuleMember[], at: number): readonly Change[]
  /** In the order of the rules, then in that in which they began: the same list while they are the same, brought up to date in place. */
  readonly standing: readonly KeptAlert[]
  /** None stands any more, and none has changed. */
  clear(): void
}

/** No alert yet. */
export function createAlertChanges(): AlertChanges {
  let members: readonly RuleMember[] = []
  /** The alerts of each member. */
  let lists: (readonly Alert[])[] = []
  let kept = new Map<Alert, KeptAlert>()
  let standing: readonly KeptAlert[] = []

  /** Other rules are loaded: those that go by the same id go on. */
  function reload(loaded: readonly RuleMember[], at: number): Change[] {
    const before = new Map(standing.map((alert) => [alert.id, alert]))
    members = loaded
    lists = loaded.map(({evaluator}) => evaluator.alerts())
    for (const {evaluator} of loaded) evaluator.takeNews()
    kept = new Map()
    standing = list()
    const changes: Change[] = []
    for (const alert of standing) {
      if (before.get(alert.id)?.state !== alert.state) changes.push(toChange(alert, alert.state, at))
      before.delete(alert.id)
    }
    for (const alert of before.values()) end(alert, at, changes)
    return changes
  }

  /** What the members tell; a state that was told is not told again. */
  function takeNews(at: number): Change[] {
    const changes: Change[] = []
    const gone: Alert[] = []
    for (const member of members) {
      const news = member.evaluator.takeNews()
      for (const alert of news.moved) {
        const known = kept.get(alert)
        const now = known ?? keep(alert, member)
        const state = stateOf(alert)
        if (known?.state !== state) changes.push(toChange(now, state, at))
      }
      gone.push(...news.gone)
    }
    for (const alert of gone) {
      const known = kept.get(alert)
      if (known !== undefined) end(known, at, changes)
      kept.delete(alert)
    }
    return changes
  }

  function keep(alert: Alert, member: RuleMember): KeptAlert {
    const {rule} = member.evaluator
    if (rule.kind !== 'alert') throw new Error(`the rule ${rule.name} records and has no alert`)
    const made = keepAlert(alert, rule, member)
    kept.set(alert, made)
    return made
  }

  function list(): KeptAlert[] {
    return lists.flatMap((alerts, index) => alerts.map((alert) => kept.get(alert) ?? keep(alert, members[index]!)))
  }

  return {
    get standing() {
      return standing
    },
    tick(loaded, at) {
      if (loaded !== members) return reload(loaded, at)
      const changes = takeNews(at)
      let isSame = true
      for (let index = 0; index < members.length; index++) {
        const alerts = members[index]!.evaluator.alerts()
        if (lists[index] === alerts) continue
        lists[index] = alerts
        isSame = false
      }
      if (!isSame) standing = list()
      for (const alert of standing) refreshAlert(alert)
      return changes
    },
    clear() {
      members = []
      lists = []
      kept = new Map()
      standing = []
    },
  }
}

/** A pending alert that is no more was inactive all along; a firing one is resolved. */
function end(alert: KeptAlert, at: number, changes: Change[]): void {
  if (alert.state !== 'resolved') changes.push(toChange(alert, alert.state === 'pending' ? 'inactive' : 'resolved', at))
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
