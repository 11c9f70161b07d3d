import {PlugmonError} from '../errors.ts'
import {typeOf} from '../promql/type-of.ts'
import type {Alert} from './alert.ts'
import {createAlertEvaluator} from './alert-evaluator.ts'
import type {Evaluator} from './evaluator.ts'
import type {QueryFunction, RuleHost} from './query.ts'
import {createRecordEvaluator} from './record-evaluator.ts'
import {type RestoreOptions, restoredActiveAt, savedAlert, type SavedAlert} from './restore.ts'
import type {Rule, RuleGroup} from './rule.ts'
import {finish, type Steps} from './steps.ts'

/** A rule as it stands: what the file says, and how its last evaluation went. */
export interface RuleState {
  readonly rule: Rule
  /** `unknown` until the first evaluation. */
  readonly health: 'unknown' | 'ok' | 'err'
  /** Why the last evaluation failed. */
  readonly lastError?: string | undefined
  /** Pending, firing and lately resolved alerts, in the order in which they began; none for a recording rule. */
  readonly alerts: readonly Alert[]
}

/** Rules that are evaluated together. */
export interface Group {
  readonly group: RuleGroup
  /** Evaluates all rules in order; what one writes, the next can read. A rule that fails says so in its state, and the others go on. */
  evaluate(at: number): void
  /** The same, a rule a step; what the rules read must stay as it is until the last one. */
  steps(at: number): Steps
  states(): readonly RuleState[]
  /** The active alerts, to be kept over a restart. */
  save(): readonly SavedAlert[]
  /** Lets the alerts of the next evaluation begin when their saved likes began; by the key of their labels. */
  restore(saved: ReadonlyMap<string, SavedAlert>, options?: RestoreOptions): void
  /** Takes over what the same group of an earlier load remembers; what no rule writes any more goes stale at the next evaluation. */
  adopt(previous: Group): void
  /** Ends the series that the rules wrote, when the group is loaded no more. */
  retire(at: number): void
  /** A rule's evaluator with its memory, for the group that takes over. */
  readonly members: readonly Member[]
}

interface Member {
  readonly evaluator: Evaluator
  health: RuleState['health']
  lastError?: string | undefined
}

/** Makes a group ready to be evaluated; every expression is prepared once. */
export function createGroup(group: RuleGroup, host: RuleHost): Group {
  const members: Member[] = group.rules.map((rule) => ({
    evaluator: createEvaluator(rule, group, host),
    health: 'unknown',
  }))
  /** Of rules that the group had before, until their series have ended. */
  let orphans: readonly Evaluator[] = []
  let evaluatedAt = 0
  let restoring: {saved: ReadonlyMap<string, SavedAlert>; options: RestoreOptions | undefined} | undefined

  function evaluateMember(member: Member, at: number): void {
    try {
      member.evaluator.evaluate(at)
      member.health = 'ok'
      member.lastError = undefined
    } catch (error) {
      member.health = 'err'
      member.lastError = error instanceof Error ? error.message : String(error)
    }
  }

  function restoreMember({rule, memory, restore}: Evaluator, at: number): void {
    if (restoring === undefined || rule.kind !== 'alert') return
    for (const [key, alert] of memory.live) {
      const saved = restoring.saved.get(key)
      const activeAt = saved && restoredActiveAt(saved, rule, at, restoring.options)
      if (activeAt !== undefined) restore(alert, activeAt)
    }
  }

  function* steps(at: number): Steps {
    for (const member of members) {
      evaluateMember(member, at)
      restoreMember(member.evaluator, at)
      yield undefined
    }
    for (const evaluator of orphans) evaluator.retire(at)
    orphans = []
    restoring = undefined
    evaluatedAt = at
  }

  return {
    group,
    members,
    evaluate(at) {
      finish(steps(at))
    },
    steps,
    states: () =>
      members.map(({evaluator, health, lastError}) => ({
        rule: evaluator.rule,
        health,
        lastError,
        alerts: evaluator.alerts(),
      })),
    save: () =>
      members.flatMap(({evaluator}) => evaluator.alerts().flatMap((alert) => savedAlert(alert, evaluatedAt) ?? [])),
    restore(saved, options) {
      restoring = {saved, options}
    },
    adopt(previous) {
      const old = [...previous.members]
      for (const member of members) {
        const index = old.findIndex(({evaluator}) => isSame(evaluator.rule, member.evaluator.rule))
        const [match] = index < 0 ? [] : old.splice(index, 1)
        if (match !== undefined) member.evaluator.adopt(match.evaluator)
      }
      orphans = old.map(({evaluator}) => evaluator)
    },
    retire(at) {
      for (const {evaluator} of members) evaluator.retire(at)
    },
  }
}

/** The same rule of another load goes by its name and labels; its expression may have changed. */
function isSame(a: Rule, b: Rule): boolean {
  const labels = (rule: Rule) => JSON.stringify(Object.entries(rule.labels).sort())
  return a.kind === b.kind && a.name === b.name && labels(a) === labels(b)
}

function createEvaluator(rule: Rule, group: RuleGroup, host: RuleHost): Evaluator {
  const query = queryOf(rule, host)
  return rule.kind === 'alert'
    ? createAlertEvaluator(rule, group, query, host)
    : createRecordEvaluator(rule, group, query, host)
}

/** A rule over a string or a range vector loads, and fails whenever it is evaluated, as in Prometheus. */
function queryOf({expr}: Rule, host: RuleHost): QueryFunction {
  const type = typeOf(expr)
  if (type === 'vector' || type === 'scalar') return host.query(expr)
  return () => {
    throw new PlugmonError('bad-rule', 'rule result is not a vector or scalar')
  }
}
