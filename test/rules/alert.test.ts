import {describe, expect, test} from 'vitest'
import {createGroup} from '../../src/rules/group.ts'
import {groupsOf, row, scriptedHost} from './rule-host.ts'

/** One character a minute: `1` the expression holds, `.` it does not, `!` it fails. Gives a letter a minute: i, p, f, r(esolved) or -. */
function timeline(script: string, fields: string): {states: string; health: string} {
  const host = scriptedHost((_, at) => {
    const now = script[at / 60_000]
    if (now === '!') throw new Error('no luck')
    return now === '1' ? [row({__name__: 'm', job: 'a'}, at / 60_000)] : []
  })
  const [group] = groupsOf(`[{alert: A, expr: m > 0, ${fields}}]`)
  const live = createGroup(group!, host)
  let states = ''
  let health = ''
  for (let minute = 0; minute < script.length; minute++) {
    live.evaluate(minute * 60_000)
    const [state] = live.states()
    states += {pending: 'p', firing: 'f', inactive: 'r', none: '-'}[state!.alerts[0]?.state ?? 'none']
    health += state!.health[0]
  }
  return {states, health}
}

describe('an alert', () => {
  test.each([
    ['fires at once without for', '.11.', '', '-ffr'],
    ['fires at once with for: 0', '11', 'for: 0s', 'ff'],
    ['waits for its time', '1111.', 'for: 2m', 'ppffr'],
    ['begins anew after a gap', '11.111', 'for: 2m', 'pp-ppf'],
    ['is kept firing', '11....', 'keep_firing_for: 2m', 'ffffrr'],
    ['is kept firing from the last gap on', '1..1...', 'keep_firing_for: 2m', 'ffffffr'],
    ['is not kept while pending', '1..', '{for: 2m, keep_firing_for: 5m}'.slice(1, -1), 'p--'],
    ['is pending again when it comes back', '111.1', 'for: 1m', 'pffrp'],
    ['that is resolved is kept for 15 minutes', `1${'.'.repeat(18)}`, '', `f${'r'.repeat(16)}--`],
    ['that is resolved and returns is a new one', `1${'.'.repeat(10)}1..`, '', `f${'r'.repeat(10)}frr`],
  ])('%s', (_, script, fields, states) => {
    expect(timeline(script, fields).states).toBe(states)
  })

  test('stays as it is while its rule fails, and the rule says why', () => {
    expect(timeline('11!!1', 'for: 1m')).toEqual({states: 'pffff', health: 'ooeeo'})
  })

  test('has a value and annotations that follow, and labels that do not', () => {
    let value = 3
    const host = scriptedHost(() => [row({__name__: 'm', job: 'a', severity: 'none'}, value)])
    const group = createGroup(
      groupsOf('[{alert: A, expr: m, for: 1m, labels: {severity: page, job: ""}, annotations: {s: text}}]')[0]!,
      host,
    )
    group.evaluate(0)
    const [alert] = group.states()[0]!.alerts
    value = 5
    group.evaluate(60_000)
    expect(alert).toMatchObject({value: 5, activeAt: 0, firedAt: 60_000, state: 'firing'})
    expect(alert!.annotationsOfNow()()).toEqual({s: 'text'})
    expect(alert!.labels.names).toEqual(['alertname', 'severity'])
    expect(alert!.labels.values).toEqual(['A', 'page'])
  })

  test('writes ALERTS and ALERTS_FOR_STATE, and ends them', () => {
    let holds = true
    const host = scriptedHost(() => (holds ? [row({job: 'a'}, 1)] : []))
    const group = createGroup(groupsOf('[{alert: A, expr: m, for: 1m}]')[0]!, host)
    const forState = '{__name__="ALERTS_FOR_STATE", alertname="A", job="a"}'
    const alerts = (state: string) => `{__name__="ALERTS", alertname="A", alertstate="${state}", job="a"}`
    group.evaluate(90_500)
    expect(host.take()).toEqual([`${alerts('pending')} 1`, `${forState} 90`])
    group.evaluate(150_500)
    expect(host.take().sort()).toEqual([`${alerts('firing')} 1`, `${alerts('pending')} stale`, `${forState} 90`])
    holds = false
    group.evaluate(210_500)
    expect(host.take().sort()).toEqual([`${alerts('firing')} stale`, `${forState} stale`])
    group.evaluate(270_500)
    expect(host.take()).toEqual([])
  })

  test.each([
    [
      'two rows for one alert',
      '{alert: A, expr: m, labels: {job: x}}',
      'vector contains metrics with the same labelset after applying alert labels',
    ],
    ['more alerts than the limit', '{alert: A, expr: m}', 'exceeded limit of 1 with 2 alerts'],
    ['a range vector', '{alert: A, expr: "m[5m]"}', 'rule result is not a vector or scalar'],
    ['a string', '{alert: A, expr: \'"x"\'}', 'rule result is not a vector or scalar'],
    [
      'two rows for one series',
      '{record: r, expr: m, labels: {job: x}}',
      'vector contains metrics with the same labelset after applying rule labels',
    ],
    ['more series than the limit', '{record: r, expr: m}', 'exceeded limit of 1 with 2 series'],
  ])('%s is an error of the rule', (_, rule, message) => {
    const host = scriptedHost(() => [row({job: 'a'}, 1), row({job: 'b'}, 1)])
    const group = createGroup(groupsOf(`groups: [{name: g, limit: 1, rules: [${rule}]}]`)[0]!, host)
    group.evaluate(0)
    expect(group.states()[0]).toMatchObject({health: 'err', lastError: message, alerts: []})
    expect(host.take()).toEqual([])
  })
})
