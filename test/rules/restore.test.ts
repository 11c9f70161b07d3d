import {expect, test} from 'vitest'
import {createRuleEngine} from '../../src/rules/engine.ts'
import type {SavedAlert} from '../../src/rules/restore.ts'
import {groupsOf, row, scriptedHost} from './rule-host.ts'

const MINUTE = 60_000

/** Runs until `downAt`, is away until `upAt`, and gives when the alert counts as active then. All in minutes. */
function afterRestart(hold: string, activeAt: number, downAt: number, upAt: number): number {
  const start = () => {
    const host = scriptedHost((_, at) => (at >= activeAt * MINUTE ? [row({job: 'a'}, 1)] : []))
    const engine = createRuleEngine(host, {tickMs: MINUTE})
    engine.load(groupsOf(`[{alert: A, expr: a, for: ${hold}}]`))
    return engine
  }
  const before = start()
  for (let minute = activeAt - 1; minute <= downAt; minute++) before.evaluate(minute * MINUTE)
  const saved = JSON.parse(JSON.stringify(before.save())) as SavedAlert[]
  const after = start()
  after.restore(saved)
  after.evaluate(upAt * MINUTE)
  return after.groups()[0]!.states[0]!.alerts[0]!.activeAt / MINUTE
}

test.each([
  ['the time away does not count', '1h', 10, 20, 40, 30],
  ['what would fire soon waits for the grace period', '1h', 10, 65, 70, 20],
  ['what was firing fires again', '1h', 10, 80, 90, 10],
  ['a short for begins anew', '5m', 10, 20, 30, 30],
  ['after too long away it begins anew', '2h', 10, 20, 81, 81],
  ['after just not too long it goes on', '2h', 10, 20, 80, 70],
])('%s', (_, hold, activeAt, downAt, upAt, expected) => {
  expect(afterRestart(hold, activeAt, downAt, upAt)).toBe(expected)
})

test('a resolved alert is not saved', () => {
  const host = scriptedHost((_, at) => (at === 0 ? [row({}, 1)] : []))
  const engine = createRuleEngine(host, {tickMs: 1000})
  engine.load(groupsOf('[{alert: A, expr: a}]'))
  engine.evaluate(0)
  expect(engine.save()).toEqual([{labels: {alertname: 'A'}, activeAt: 0, seenAt: 0}])
  engine.evaluate(1000)
  expect(engine.save()).toEqual([])
})
