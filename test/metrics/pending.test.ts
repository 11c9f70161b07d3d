import fc from 'fast-check'
import {expect, test} from 'vitest'
import type {PluginEvent} from '../../src/event.ts'
import type {WindowName} from '../../src/figures.ts'
import type {HistorySeries} from '../../src/metrics/history.ts'
import {createMetrics, type Metrics} from '../../src/metrics/metrics.ts'
import {at, event, load, START_AT, state, take} from './events.ts'

/** So long that an hour has few slots, and what is old is soon forgotten. */
const INTERVAL_MS = 300_000
const WINDOWS: readonly WindowName[] = ['1m', '1h', 'start']

/** What happens next: an event, so many ticks, a jump of the clock, or somebody looks. */
type Step = {readonly take: PluginEvent} | {readonly ticks: number} | {readonly jump: number} | 'look'

const plugin = fc.constantFrom('a', 'b', 'c')
const seconds = fc.oneof(fc.constantFrom(0.1, 9e6), fc.double({min: 0.001, max: 10, noNaN: true}))
const taken: fc.Arbitrary<PluginEvent> = fc.oneof(
  fc.tuple(plugin, seconds).map(([name, value]) => load(0, name, value)),
  fc
    .tuple(plugin, seconds)
    .map(([name, value]) => load(0, name, value, {name: 'plugin.initialize', version: undefined})),
  fc.tuple(plugin, fc.constantFrom('loading', 'loaded', 'error')).map(([name, to]) => state(0, name, to)),
  plugin.map((pluginName) => event('error', 0, {pluginName, errorType: 'E', message: 'm'})),
  fc
    .tuple(plugin, fc.nat(20))
    .map(([pluginName, rssBytes]) => event('usage', 0, {pluginName, method: 'thread', rssBytes})),
  fc
    .tuple(plugin, fc.double({min: 0, max: 3, noNaN: true}))
    .map(([name, value]) =>
      event('metric', 0, {name: 'plugin_errors', kind: 'counter', value, labels: {plugin_name: name}}),
    ),
)
const step: fc.Arbitrary<Step> = fc.oneof(
  {weight: 20, arbitrary: taken.map((take) => ({take}))},
  {
    weight: 8,
    arbitrary: fc.oneof({weight: 5, arbitrary: fc.constant(1)}, fc.constantFrom(2, 20)).map((ticks) => ({ticks})),
  },
  {weight: 1, arbitrary: fc.integer({min: -50, max: 500}).map((jump) => ({jump}))},
  {weight: 1, arbitrary: fc.constant('look' as const)},
)

function told(series: HistorySeries): unknown {
  const {name, labels, place} = series
  const column = series.kind === 'float' ? series.column() : series.column(0, Infinity)
  const {changedAt} = series
  if (!('values' in column)) {
    return {name, labels, place, changedAt, times: [...column.times], samples: column.samples}
  }
  const {times, values, length, fellAt} = column
  return {
    name,
    labels,
    place,
    changedAt,
    fellAt,
    times: [...times.subarray(0, length)],
    values: [...values.subarray(0, length)],
  }
}

/** What came to which series, each time once. */
function changedIn({history}: Metrics): unknown {
  const {count, places, values, lives} = history.changed()
  return new Set(
    Array.from(
      {length: count},
      (_, index) => `${String(places[index])} ${String(values[index])} ${String(lives[index])}`,
    ),
  )
}

/** Whoever reads anything of a series has all of them written. */
function writeAll({history}: Metrics): void {
  const [first] = history.select()
  if (first?.kind === 'float') first.ends(0)
  else first?.column(0, 0)
}

/** Everything that can be said. */
function look(metrics: Metrics, now: number): unknown {
  return {
    views: WINDOWS.map((window) => metrics.view(window, now)),
    series: metrics.history.select().map(told),
    changed: changedIn(metrics),
  }
}

test('what is written late reads as if it had been written as it came', () => {
  fc.assert(
    fc.property(fc.array(step, {minLength: 1, maxLength: 80}), (steps) => {
      const [late, prompt] = [createMetrics({intervalMs: INTERVAL_MS}), createMetrics({intervalMs: INTERVAL_MS})]
      let now = START_AT
      for (const metrics of [late, prompt]) metrics.history.changed()
      for (const each of steps) {
        if (each === 'look') expect(look(late, now)).toEqual(look(prompt, now))
        else if ('take' in each) {
          for (const metrics of [late, prompt]) take(metrics, 'h', {...each.take, time: now + 1})
        } else if ('ticks' in each) {
          for (let tick = 0; tick < each.ticks; tick++) {
            now += INTERVAL_MS
            for (const metrics of [late, prompt]) metrics.tick(now)
            prompt.history.changed()
          }
        } else {
          now += each.jump * INTERVAL_MS
          for (const metrics of [late, prompt]) metrics.newEpoch(now)
        }
        writeAll(prompt)
      }
      expect(look(late, now)).toEqual(look(prompt, now))
    }),
    {numRuns: 20},
  )
})

test('more than fits is written on the way', () => {
  const metrics = createMetrics({intervalMs: 15_000})
  const count = 200_000
  for (let i = 0; i < count; i++) {
    take(metrics, 'h', load(i / 100, `p${String(i % 7)}`, 0.001 * (1 + (i % 1_000))))
    if (i % 1_500 === 1_499) metrics.tick(at((i + 1) / 100))
  }
  const view = metrics.view('start', at(count / 100))
  expect(view.load.start.count).toBe(count)
  expect(view.load.start.p50).toBeCloseTo(0.5, 2)
  expect(view.load.start.sum).toBeCloseTo((count / 1_000) * 500.5, 3)
  expect(view.plugins.map(({load}) => load.count).reduce((sum, each) => sum + each, 0)).toBe(count)
  expect(metrics.view('1m', at(count / 100)).load.window.count).toBe(6_500)
})

test('a replay, which forgets on the way what is too old to be kept, tells the same', () => {
  const count = 300_000
  const both = [false, true].map((isReplay) => createMetrics({intervalMs: 15_000, isReplay}))
  for (let i = 0; i < count; i++) {
    const one = load(i / 10, `p${String(i % 7)}`, 0.001 * (1 + (i % 1_000)))
    for (const metrics of both) take(metrics, 'h', one)
    if (i % 150 === 149) for (const metrics of both) metrics.tick(at((i + 1) / 10))
  }
  const [live, replay] = both.map((metrics) => look(metrics, START_AT + count * 100))
  expect(replay).toEqual(live)
  expect(both[1]!.view('start', at(count / 10)).load.start.count).toBe(count)
})
