import {expect, test} from 'vitest'
import {createRuleEngine} from '../../src/rules/engine.ts'
import {createGroup} from '../../src/rules/group.ts'
import {groupsOf, row, scriptedHost} from './rule-host.ts'

test('a rule reads what the rule before it wrote', () => {
  const host = scriptedHost((expr) =>
    expr === 'a' ? [row({__name__: 'a', x: '1'}, 7)] : host.samples.map(({labels, value}) => ({labels, value})),
  )
  createGroup(groupsOf('[{record: b, expr: a, labels: {y: "2"}}, {record: c, expr: b}]')[0]!, host).evaluate(0)
  expect(host.take()).toEqual(['{__name__="b", x="1", y="2"} 7', '{__name__="c", x="1", y="2"} 7'])
})

test('a series that a recording rule gives no more goes stale; one that fails leaves it', () => {
  let rows = [row({x: '1'}, 1), row({x: '2'}, 2)]
  let fails = false
  const host = scriptedHost(() => {
    if (fails) throw new Error('no')
    return rows
  })
  const group = createGroup(groupsOf('[{record: r, expr: a}]')[0]!, host)
  group.evaluate(0)
  host.take()
  fails = true
  group.evaluate(1000)
  expect(host.take()).toEqual([])
  fails = false
  rows = [row({x: '2'}, 3)]
  group.evaluate(2000)
  expect(host.take()).toEqual(['{__name__="r", x="2"} 3', '{__name__="r", x="1"} stale'])
})

test('query_offset moves what is asked and what is written, not when an alert began', () => {
  const asked: number[] = []
  const host = scriptedHost((_, at) => {
    asked.push(at)
    return [row({}, 1)]
  })
  const text = 'groups: [{name: g, query_offset: 1m, rules: [{alert: A, expr: a}, {record: r, expr: a}]}]'
  const group = createGroup(groupsOf(text)[0]!, host)
  group.evaluate(600_000)
  expect(asked).toEqual([540_000, 540_000])
  expect(host.samples.map(({at}) => at)).toEqual([540_000, 540_000, 540_000])
  expect(group.states()[0]!.alerts[0]).toMatchObject({activeAt: 600_000, firedAt: 600_000})
})

test('group labels stand under those of the rule', () => {
  const host = scriptedHost(() => [row({}, 1)])
  const text = 'groups: [{name: g, labels: {a: group, b: group}, rules: [{record: r, expr: a, labels: {b: rule}}]}]'
  createGroup(groupsOf(text)[0]!, host).evaluate(0)
  expect(host.take()).toEqual(['{__name__="r", a="group", b="rule"} 1'])
})

test.each([
  ['the same as the tick', '15s', [15, 30, 45, 60]],
  ['a multiple', '30s', [30, 60]],
  ['odd', '20s', [30, 45, 60]],
  ['less than the tick', '5s', [15, 30, 45, 60]],
  ['none', '', [15, 30, 45, 60]],
])('an interval that is %s', (_, interval, due) => {
  const host = scriptedHost((_expr, at) => [row({}, at)])
  const engine = createRuleEngine(host, {tickMs: 15_000})
  engine.load(groupsOf(`groups: [{name: g, ${interval && `interval: ${interval},`} rules: [{record: r, expr: a}]}]`))
  for (const second of [15, 30, 45, 60]) engine.evaluate(second * 1000)
  expect(host.samples.map(({at}) => at / 1000)).toEqual(due)
})

test('another load keeps the alerts of a rule with the same name and labels, and ends the series of the others', () => {
  const host = scriptedHost(() => [row({job: 'a'}, 1)])
  const engine = createRuleEngine(host, {tickMs: 1000})
  const file = (rules: string) => groupsOf(`groups: [{name: g, rules: [${rules}]}]`)
  engine.load(file('{alert: A, expr: a, for: 2s}, {record: old, expr: a}'))
  engine.evaluate(0)
  engine.load(file('{alert: A, expr: a > 0, for: 2s}'))
  expect(engine.groups()[0]!.states[0]).toMatchObject({health: 'unknown', alerts: [{activeAt: 0, state: 'pending'}]})
  host.take()
  engine.evaluate(2000)
  expect(engine.groups()[0]!.states[0]!.alerts[0]).toMatchObject({activeAt: 0, state: 'firing'})
  expect(host.take()).toContain('{__name__="old", job="a"} stale')
  engine.load([])
  engine.evaluate(3000)
  expect(host.take().sort()).toEqual([
    '{__name__="ALERTS", alertname="A", alertstate="firing", job="a"} stale',
    '{__name__="ALERTS_FOR_STATE", alertname="A", job="a"} stale',
  ])
})
