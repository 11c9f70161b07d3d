import {describe, expect, test} from 'vitest'
import type {PluginEvent} from '../../src/event.ts'
import {at, event, load, metricsOf, state, take} from './events.ts'

const failedLoad = (when: number, fields = {}) =>
  load(when, 'a', 0.1, {status: 'error', errorType: 'ImportError', message: 'no module', ...fields})
const fallenState = (when: number, fields = {}) =>
  state(when, 'a', 'error', {oldState: 'loading', reason: 'no module', ...fields})
const error = (when: number) => event('error', when, {pluginName: 'a', errorType: 'TypeError', message: 'x'})
const logged = (when: number, fields = {}) =>
  event('log', when, {level: 'ERROR', message: 'x', pluginName: 'a', ...fields})
const told = (when: number, name: string, kind: 'counter' | 'histogram', labels: Record<string, string>) =>
  event('metric', when, {name, kind, value: 1, labels})
const text = {origin: 'text'} as const

const cases: {
  name: string
  events: PluginEvent[]
  errors?: number
  failures?: number
  changes?: number
  loads?: number
}[] = [
  {
    name: 'a failed load as span and state is one failure',
    events: [failedLoad(1), fallenState(1)],
    failures: 1,
    errors: 1,
    changes: 1,
  },
  {name: 'in the other order too', events: [fallenState(1), failedLoad(1)], failures: 1, errors: 1, changes: 1},
  {name: 'a state alone tells a failure', events: [fallenState(1), fallenState(2)], failures: 2, errors: 0, changes: 2},
  {
    name: 'a fall from loaded is no failed load',
    events: [fallenState(1, {oldState: 'loaded'})],
    failures: 0,
    changes: 1,
  },
  {
    name: 'a fall without a reason is no failed load',
    events: [fallenState(1, {reason: undefined})],
    failures: 0,
    changes: 1,
  },
  {
    name: 'text counts until a state speaks',
    events: [fallenState(1, text), fallenState(2, text), fallenState(3)],
    failures: 1,
    changes: 1,
  },
  {name: 'text is silent after it', events: [fallenState(1), fallenState(2, text)], failures: 1, changes: 1},
  {
    name: 'a metric beats all',
    events: [failedLoad(1), told(2, 'plugin_load_failures', 'counter', {plugin_name: 'a', reason: 'x'}), failedLoad(3)],
    failures: 1,
    errors: 2,
  },
  {
    name: 'an error event beats the error of a span',
    events: [failedLoad(1), failedLoad(2), error(3), failedLoad(4)],
    errors: 1,
    failures: 3,
  },
  {
    name: 'any span with an error counts',
    events: [load(1, 'a', 1, {name: 'plugin.run', status: 'error'})],
    errors: 1,
    failures: 0,
    loads: 0,
  },
  {
    name: 'a log text that names a plugin is an error',
    events: [logged(1, text), logged(2, {...text, level: 'CRITICAL'})],
    errors: 2,
  },
  {name: 'of level ERROR or CRITICAL only', events: [logged(1, {...text, level: 'WARNING'})], errors: 0},
  {name: 'that names one', events: [logged(1, {...text, pluginName: undefined})], errors: 0},
  {name: 'a native log is for reading only', events: [logged(1)], errors: 0},
  {
    name: 'a load time as metric and span is one load',
    events: [
      load(1, 'a', 0.1),
      told(1, 'plugin_load_time', 'histogram', {plugin_name: 'a', version: '1.0'}),
      load(2, 'a', 0.1),
    ],
    loads: 1,
  },
  {name: 'a failed load has no load time', events: [failedLoad(1)], loads: 0},
  {
    name: 'the duration in a text counts until a span speaks',
    events: [load(1, 'a', 5, text), load(2, 'a', 0.1)],
    loads: 1,
    changes: 1,
  },
  {
    name: 'one of ours told as another kind says nothing',
    events: [failedLoad(1), event('metric', 2, {name: 'plugin_errors', kind: 'gauge', value: 7})],
    errors: 1,
  },
]

describe('one fact is counted once', () => {
  test.each(cases)('$name', ({events, errors, failures, changes, loads}) => {
    const metrics = metricsOf(events)
    const {totals, load: times, plugins} = metrics.view('5m', events.at(-1)!.time)
    const expected = {errors, loadFailures: failures, stateChanges: changes}
    for (const [key, value] of Object.entries(expected)) {
      if (value === undefined) continue
      expect([key, totals[key as 'errors']]).toEqual([key, value])
      // The windows and the rows say the same.
      expect(plugins.reduce((sum, plugin) => sum + plugin[key as 'errors'], 0)).toBe(value)
    }
    if (loads !== undefined) expect([times.start.count, times.window.count]).toEqual([loads, loads])
  })

  test('a directory whose scans are withdrawn has no row', () => {
    const scanned = load(1, 'a', 1, {name: 'plugin.discover', directory: '/a'})
    const metrics = metricsOf([scanned, told(2, 'plugin_discovery_time', 'histogram', {directory: '/b'})])
    const rows = metrics.view('5m', at(2)).discoveryByDirectory
    expect(rows.map(({directory, start}) => [directory, start.count])).toEqual([['/b', 1]])
  })

  test('each instance has a ladder of its own', () => {
    const metrics = metricsOf([error(1)])
    take(metrics, 'host-2', failedLoad(2))
    expect(metrics.view('5m', 0).totals.errors).toBe(2)
  })

  test('what lower rungs said of the states is unknown again', () => {
    const metrics = metricsOf([load(1, 'a', 0.1), load(1, 'b', 0.1), state(2, 'a', 'loaded')])
    const {totals, plugins} = metrics.view('5m', 0)
    expect(totals).toMatchObject({plugins: 2, loaded: 1})
    expect(plugins.map(({state: now}) => now)).toEqual(['loaded', undefined])
  })
})
