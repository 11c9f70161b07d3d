import {expect, test} from 'vitest'
import {createScenario, SCENARIOS, type ScenarioName} from '../../../src/source/demo/create-scenario.ts'

const START = Date.parse('2026-11-22T10:00:00Z')
const MINUTE = 60_000
const names = Object.keys(SCENARIOS) as ScenarioName[]

interface Line {
  type: string
  time: string
  [key: string]: unknown
}

function tell(name: ScenarioName, minutes: number, options = {}): (Line & {minute: number; line: string})[] {
  return [...createScenario(name, options).events(START, START + minutes * MINUTE)].map(({timeMs, line}) => ({
    ...(JSON.parse(line) as Line),
    minute: (timeMs - START) / MINUTE,
    line,
  }))
}

test.each(names)('%s is the same for the same seed and another for another', (name) => {
  const lines = (seed: number) => tell(name, 2.1, {seed}).map(({line}) => line)
  expect(lines(7).join()).toBe(lines(7).join())
  expect(lines(8).join()).not.toBe(lines(7).join())
})

test.each(names)('%s comes in order over several rounds, and within the time asked for', (name) => {
  const events = tell(name, name === 'flood' ? 3 : 45, {plugins: 12, eventsPerSecond: 5})
  const minutes = events.map(({minute}) => minute)
  expect(minutes).toEqual(minutes.toSorted((one, other) => one - other))
  expect(events.filter((event) => event['v'] !== 1)).toEqual([])
  expect(minutes[0]).toBeGreaterThanOrEqual(0)
  expect(events[0]!.type).toBe('hello')
  expect(events.at(-1)!.minute).toBeLessThan(45)
})

test('the story brings every alert of the specification over its line for long enough', () => {
  const story = tell('story', 20)
  const within = (from: number, to: number) => story.filter(({minute}) => minute >= from && minute < to)

  // Flapping: more than 0.2 changes a second, in every 5 minutes up to the outage.
  for (const from of [4, 5, 6]) {
    const changes = within(from, from + 5).filter(
      (event) => event.type === 'state' && event['plugin_name'] === 'chat-bridge',
    )
    expect(changes.length / 300).toBeGreaterThan(0.2)
  }
  // Errors of one type: more than 0.1 a second.
  for (const from of [3, 4, 5, 6]) {
    const errors = within(from, from + 5).filter(
      (event) => event.type === 'error' && event['error_type'] === 'GatewayError',
    )
    expect(errors.length / 300).toBeGreaterThan(0.1)
  }
  // Slow loads: all of them over half a second.
  const slow = within(3, 11).filter(
    (event) =>
      event.type === 'span' &&
      event['name'] === 'plugin.load' &&
      (event['tags'] as Line)['plugin_name'] === 'search-index',
  )
  expect(slow.length).toBeGreaterThan(15)
  expect(Math.min(...slow.map((event) => Number(event['duration_ms'])))).toBeGreaterThan(500)
  // Loads fail, for three reasons.
  const failed = story.filter((event) => event.type === 'span' && event['status'] === 'error')
  expect(new Set(failed.map((event) => event['message']))).toEqual(
    new Set(['invalid format', 'missing dependency: libgeos', 'timeout after 5 s']),
  )
  // The outage: nothing is loaded for more than 5 minutes, and the log says so.
  const states = new Map<unknown, unknown>()
  for (const event of within(0, 17.4)) if (event.type === 'state') states.set(event['plugin_name'], event['new_state'])
  expect(states.size).toBe(40)
  expect(new Set(states.values())).toEqual(new Set(['unloaded']))
  expect(within(12.1, 17.4).filter(({type}) => type === 'state')).toEqual([])
  const critical = story.filter((event) => event['level'] === 'CRITICAL')
  expect(critical.map((event) => event['message'])).toEqual(Array(6).fill('Plugin system initialization failed'))
  // The recovery.
  expect(within(17, 18).map(({type}) => type)).toEqual(expect.arrayContaining(['bye', 'hello']))
  for (const event of within(17.5, 20)) if (event.type === 'state') states.set(event['plugin_name'], event['new_state'])
  expect(new Set(states.values())).toEqual(new Set(['initialized']))
})

test('a healthy host keeps within the limits', () => {
  const healthy = tell('healthy', 20)
  const loads = healthy
    .filter((event) => event.type === 'span' && event['name'] === 'plugin.load')
    .map((event) => Number(event['duration_ms']))
    .sort((one, other) => one - other)
  const quantile = (share: number) => loads[Math.floor(share * loads.length)]!
  expect(loads.length).toBeGreaterThan(100)
  expect(quantile(0.5)).toBeLessThan(100)
  expect(quantile(0.9)).toBeLessThan(200)
  expect(quantile(0.99)).toBeLessThan(500)
  expect(healthy.filter(({type}) => type === 'error' || type === 'gap')).toEqual([])
})

test('a state follows from the one before it', () => {
  const states = new Map<unknown, unknown>()
  const broken: unknown[] = []
  for (const event of tell('story', 40)) {
    if (event.type === 'hello') states.clear()
    if (event.type !== 'state') continue
    if (states.has(event['plugin_name']) && event['old_state'] !== states.get(event['plugin_name'])) broken.push(event)
    states.set(event['plugin_name'], event['new_state'])
  }
  expect(broken).toEqual([])
})

test('spans are children of spans of their trace', () => {
  const spans = tell('story', 3).filter(({type}) => type === 'span')
  const byId = new Map(spans.map((span) => [span['span_id'], span]))
  const children = spans.filter((span) => span['parent_id'])
  expect(children.length).toBeGreaterThan(80)
  for (const child of children) expect(byId.get(child['parent_id'])?.['trace_id']).toBe(child['trace_id'])
})

test('a noisy clock is late, and jumps both ways', () => {
  const offsets = tell('noisy-clock', 10).map(({minute, time}) => (Date.parse(time) - START) / MINUTE - minute)
  expect(offsets.some((offset) => offset < -0.03 && offset > -0.2)).toBe(true)
  expect(offsets.some((offset) => Math.abs(offset + 150) < 1)).toBe(true)
  expect(offsets.some((offset) => Math.abs(offset - 150) < 1)).toBe(true)
})

test('a flood confesses what it lost', () => {
  const flood = tell('flood', 4)
  expect(flood.filter((event) => event['level'] === 'DEBUG').length).toBeGreaterThan(80_000)
  expect(flood.filter(({type}) => type === 'gap').map((event) => Number(event['lost']))).toEqual([expect.any(Number)])
})

test('the bench is as big as asked for', () => {
  const events = tell('bench', 60, {plugins: 300, eventsPerSecond: 10})
  expect(Math.abs(events.length - 36_000)).toBeLessThan(1000)
  const loads = events.filter(({type}) => type === 'span')
  expect(new Set(loads.map((event) => (event['tags'] as Line)['plugin_name'])).size).toBe(300)
  expect(new Set(loads.map((event) => JSON.stringify(event['tags']))).size).toBeGreaterThan(500)
})
