import fc from 'fast-check'
import {expect, test} from 'vitest'
import {createGroup, type Group} from '../../src/rules/group.ts'
import type {Answer, Row, RuleHost} from '../../src/rules/query.ts'
import {groupsOf, row, scriptedHost} from './rule-host.ts'

const TICK_MS = 60_000
const JOBS = ['a', 'b', 'c', 'd']

/** At a tick each job has a value or none; or the query fails. */
const ticks = fc.array(
  fc.oneof(
    {weight: 12, arbitrary: fc.tuple(...JOBS.map(() => fc.option(fc.integer({min: -3, max: 3}), {nil: undefined})))},
    {weight: 1, arbitrary: fc.constant('fails' as const)},
  ),
  {minLength: 5, maxLength: 60},
)
type Tick = typeof ticks extends fc.Arbitrary<(infer T)[]> ? T : never

const RULES = [
  ['that fires at once', '{alert: A, expr: m, annotations: {s: "{{ $labels.job }} {{ $value }}"}}'],
  ['that waits', '{alert: A, expr: m, for: 2m, annotations: {s: "{{ $value }}"}}'],
  ['that lingers', '{alert: A, expr: m, for: 1m, keep_firing_for: 3m}'],
  ['with templates in its labels', '{alert: A, expr: m, for: 1m, labels: {sign: "{{ if gt $value 0.0 }}up{{ end }}"}}'],
  ['whose rows are the same but for a label', '{alert: A, expr: m, labels: {job: ""}}'],
] as const

/** The rows of a tick, each time other objects. */
function rowsOf(tick: Exclude<Tick, 'fails'>): Row[] {
  return JOBS.flatMap((job, index) => (tick[index] === undefined ? [] : [row({job}, tick[index])]))
}

/** The same as a follower gives them: an object a row for as long as it is there, and what has changed. */
function createFollowed(): (tick: Exclude<Tick, 'fails'>) => Answer {
  let present = new Map<string, Row & {value: number}>()
  const since = {came: [] as Row[], went: [] as Row[], moved: [] as Row[]}
  const answer = {rows: [] as Row[], since}
  return (tick) => {
    for (const list of Object.values(since)) list.length = 0
    const next = new Map<string, Row & {value: number}>()
    for (const fresh of rowsOf(tick)) {
      const known = present.get(fresh.labels.key)
      const value = fresh.value as number
      if (known === undefined) since.came.push(fresh)
      else if (known.value !== value) {
        known.value = value
        since.moved.push(known)
      }
      next.set(fresh.labels.key, known ?? (fresh as Row & {value: number}))
    }
    for (const [key, known] of present) if (!next.has(key)) since.went.push(known)
    present = next
    answer.rows = [...next.values()]
    return answer
  }
}

function told(group: Group, news: () => {moved: readonly unknown[]; gone: readonly unknown[]}): unknown {
  const [state] = group.states()
  const {moved, gone} = news()
  return {
    health: state!.health,
    error: state!.lastError,
    moved: moved.length,
    gone: gone.length,
    alerts: state!.alerts.map((alert) => {
      const {labels, state, value, peak, activeAt, firedAt, resolvedAt} = alert
      return {
        labels: labels.key,
        annotations: alert.annotationsOfNow()(),
        state,
        value,
        peak,
        activeAt,
        firedAt,
        resolvedAt,
      }
    }),
  }
}

test.each(RULES)('a rule %s comes to the same whether it is told what changed or not', (_, text) => {
  const [group] = groupsOf(`groups: [{name: g, limit: 3, rules: [${text}]}]`)
  fc.assert(
    fc.property(ticks, (given) => {
      const follow = createFollowed()
      const now = (at: number) => {
        const tick = given[at / TICK_MS]!
        if (tick === 'fails') throw new Error('no luck')
        return tick
      }
      const hosts = [
        {...scriptedHost(() => []), query: () => (at: number) => ({rows: rowsOf(now(at))})},
        {...scriptedHost(() => []), query: () => (at: number) => follow(now(at))},
      ] satisfies RuleHost[]
      const read: string[] = []
      const groups = hosts.map((host) => createGroup(group!, host))
      given.forEach((_tick, index) => {
        const [plain, followed] = groups.map((each) => {
          each.evaluate(index * TICK_MS)
          return told(each, each.members[0]!.evaluator.takeNews)
        })
        expect(followed, `at tick ${String(index)}`).toEqual(plain)
        read.push(...hosts[0]!.take())
      })
      // Reading what alerts write at every tick gives the same as reading it at the end.
      expect(hosts[1]!.take().sort()).toEqual(read.sort())
    }),
    {numRuns: 150},
  )
})
