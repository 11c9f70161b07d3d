import {createLabels} from '../promql/labels.ts'
import type {Evaluator} from './evaluator.ts'
import {createGroup, type Group, type RuleState} from './group.ts'
import type {RuleHost} from './query.ts'
import type {RestoreOptions, SavedAlert} from './restore.ts'
import type {RuleGroup} from './rule.ts'
import {finish, type Steps} from './steps.ts'

/** All loaded rules at work. */
export interface RuleEngine {
  /** Evaluates the groups that are due at a tick, in the order in which they were loaded. */
  evaluate(at: number): void
  /** The same, a rule a step; until the last one the series must stay as they are, and no other rules be loaded. */
  steps(at: number): Steps
  /** Puts other groups in place of the present ones; a rule that goes by the same name and labels in the same group keeps its alerts. */
  load(groups: readonly RuleGroup[]): void
  groups(): readonly {readonly group: RuleGroup; readonly states: readonly RuleState[]}[]
  /** All rules in their order: the same list until others are loaded. */
  members(): readonly RuleMember[]
  /** The active alerts, to be kept over a restart: plain data. */
  save(): readonly SavedAlert[]
  /** Lets alerts that hold at the next evaluation go on where saved ones were, with Prometheus' tolerance and grace period. */
  restore(saved: readonly SavedAlert[], options?: RestoreOptions): void
}

/** A rule at work, with its group and its place there. */
export interface RuleMember {
  readonly group: RuleGroup
  readonly place: number
  readonly evaluator: Evaluator
}

/** An engine without rules; `tickMs` is the global evaluation interval, of which every tick is a multiple. */
export function createRuleEngine(host: RuleHost, {tickMs}: {readonly tickMs: number}): RuleEngine {
  let groups: readonly Group[] = []
  let gone: readonly Group[] = []
  let members: readonly RuleMember[] = []

  function* steps(at: number): Steps {
    for (const group of gone) group.retire(at)
    gone = []
    for (const group of groups) if (isDue(group.group.intervalMs ?? tickMs, at, tickMs)) yield* group.steps(at)
  }

  return {
    evaluate(at) {
      finish(steps(at))
    },
    steps,
    load(loaded) {
      const previous = new Map(groups.map((group) => [identity(group.group), group]))
      groups = loaded.map((group) => {
        const next = createGroup(group, host)
        const old = previous.get(identity(group))
        if (old !== undefined) next.adopt(old)
        previous.delete(identity(group))
        return next
      })
      gone = [...gone, ...previous.values()]
      members = groups.flatMap(({group, members: rules}) =>
        rules.map(({evaluator}, place) => ({group, place, evaluator})),
      )
    },
    groups: () => groups.map((group) => ({group: group.group, states: group.states()})),
    members: () => members,
    save: () => groups.flatMap((group) => group.save()),
    restore(saved, options) {
      const byKey = new Map(saved.map((alert) => [createLabels(alert.labels).key, alert]))
      for (const group of groups) group.restore(byKey, options)
    },
  }
}

function identity({file, name}: RuleGroup): string {
  return JSON.stringify([file, name])
}

/** At the first tick at or after every multiple of the interval, so that an odd interval has its share of the ticks. */
function isDue(intervalMs: number, at: number, tickMs: number): boolean {
  return Math.floor(at / intervalMs) !== Math.floor((at - tickMs) / intervalMs)
}
