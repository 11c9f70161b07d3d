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
import type {Written} from './written.ts'

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
  /** What was written at the last evaluation that went well. */
  written: readonly Written[]
}

/** Makes a group ready to be evaluated; every expression is prepared once. */
export function createGroup(group: RuleGroup, host: RuleHost): Group {
  const members: Member[] = group.rules.map((rule) => ({
    evaluator: createEvaluator(rule, group, host),
    health: 'unknown',
    written: [],
  }))
  let orphans: readonly Written[] = []
  let evaluatedAt = 0
  let round = 0
  let restoring: {saved: ReadonlyMap<string, SavedAlert>; options: RestoreOptions | undefined} | undefined

  function evaluateMember(member: Member, at: number): void {
    try {
      const written = member.evaluator.evaluate(at)
      for (const series of written) {
        series.output.write(at - group.queryOffsetMs, series.value)
        series.round = round
      }
      const missing = member.written.filter((series) => series.round !== round)
      if (missing.length > 0) endOthers(missing, written, at)
      member.written = written
      member.health = 'ok'
      member.lastError = undefined
    } catch (error) {
      member.health = 'err'
      member.lastError = error instanceof Error ? error.message : String(error)
    }
  }

  /** After a reload the same series may be written by another hand. */
  function endOthers(missing: readonly Written[], written: readonly Written[], at: number): void {
    const present = new Set(written.map(({labels}) => labels.key))
    for (const series of missing) if (!present.has(series.labels.key)) end(series, at)
  }

  function end({output}: Written, at: number): void {
    output.end(at - group.queryOffsetMs)
  }

  function restoreMember({rule, live}: Evaluator, at: number): void {
    if (restoring === undefined || rule.kind !== 'alert') return
    for (const [key, alert] of live) {
      const saved = restoring.saved.get(key)
      alert.activeAt = (saved && restoredActiveAt(saved, rule, at, restoring.options)) ?? alert.activeAt
    }
  }

  function* steps(at: number): Steps {
    round++
    for (const member of members) {
      evaluateMember(member, at)
      restoreMember(member.evaluator, at)
      yield undefined
    }
    for (const series of orphans) end(series, at)
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
        if (match === undefined) continue
        member.written = match.written
        for (const series of match.written) series.round = 0
        member.evaluator.adopt(match.evaluator)
      }
      orphans = old.flatMap(({written}) => written)
    },
    retire(at) {
      for (const {written} of members) for (const series of written) end(series, at)
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
