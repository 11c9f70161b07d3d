import {describe, expect, test} from 'vitest'
import type {PluginEvent, SpanLabels} from '../../src/event.ts'
import {createMetrics} from '../../src/metrics/metrics.ts'
import {at, event, load, metricsOf, START_AT, state, take} from './events.ts'

const viewOf = (events: readonly PluginEvent[], now = at(60)) => metricsOf(events).view('5m', now)
const hello = (when: number, plugins: {pluginName: string; state: string}[], fields = {}) =>
  event('hello', when, {host: 'h', pid: 7, started: START_AT, runtime: 'node', plugins, ...fields})
const begun = (when: number, spanId: string, labels?: SpanLabels) =>
  event('span_start', when, {name: 'plugin.load', traceId: 't', spanId, ...labels})

describe('states', () => {
  test('initialized counts as loaded, passing states do not count', () => {
    const {totals, plugins} = viewOf([
      state(1, 'a', 'loaded', {version: '1.2'}),
      state(2, 'a', 'initialized'),
      state(3, 'b', 'loading'),
      state(4, 'c', 'error', {reason: 'why'}),
      state(5, 'd', 'unloaded'),
    ])
    expect(totals).toMatchObject({plugins: 4, loaded: 1, error: 1, unloaded: 1, stateChanges: 5})
    expect(plugins[0]).toMatchObject({pluginName: 'a', version: '1.2', state: 'initialized', since: at(2)})
    expect(plugins[2]).toMatchObject({state: 'error', reason: 'why'})
  })

  test('hello is absolute, and no change', () => {
    const {totals, plugins} = viewOf([
      state(1, 'a', 'loaded'),
      state(1, 'b', 'loaded'),
      hello(5, [
        {pluginName: 'b', state: 'error'},
        {pluginName: 'c', state: 'loaded'},
      ]),
    ])
    expect(totals).toMatchObject({plugins: 3, loaded: 1, error: 1, stateChanges: 2})
    expect(plugins.map((plugin) => plugin.state)).toEqual([undefined, 'error', 'loaded'])
  })

  test('a host without plugins says 0 loaded', () => {
    const metrics = metricsOf([hello(1, [])])
    expect(metrics.history.select('plugins_loaded')).toHaveLength(3)
  })

  test('after a hello a host that tells only spans is followed', () => {
    const failed = load(9, 'b', 0.1, {status: 'error', message: 'bad format'})
    const {totals, plugins} = viewOf([hello(1, [{pluginName: 'a', state: 'error'}]), load(5, 'a', 0.1), failed])
    expect(totals).toMatchObject({loaded: 1, error: 1, stateChanges: 2, loadFailures: 1})
    expect(plugins.map(({state: now, reason}) => [now, reason])).toEqual([
      ['loaded', undefined],
      ['error', 'bad format'],
    ])
  })

  test('old news counts as a change but is not the state', () => {
    const {plugins} = viewOf([state(5, 'a', 'error'), state(3, 'a', 'loaded')])
    expect(plugins[0]).toMatchObject({state: 'error', stateChanges: 2, since: at(5)})
  })

  test('the same state again keeps its beginning', () => {
    expect(viewOf([state(1, 'a', 'loaded'), state(9, 'a', 'loaded')]).plugins[0]!.since).toBe(at(1))
  })
})

describe('spans', () => {
  test('what has begun and not ended is being done', () => {
    const {unfinished, unfinishedTotal, plugins} = viewOf([
      begun(1, 's1', {pluginName: 'a'}),
      begun(2, 's2'),
      event('span_update', 3, {spanId: 's2', pluginName: 'b', tags: {}}),
      begun(4, 's3', {pluginName: 'c'}),
      load(5, 'c', 1, {spanId: 's3'}),
      load(5, 'b', 1, {name: 'plugin.run'}),
    ])
    expect(unfinishedTotal).toBe(2)
    expect(unfinished.map(({spanId, pluginName, start, duration}) => [spanId, pluginName, start, duration])).toEqual([
      ['s1', 'a', at(1), undefined],
      ['s2', 'b', at(2), undefined],
    ])
    expect(plugins.find(({pluginName}) => pluginName === 'c')!.doing).toBeUndefined()
  })

  test('tags that were set while it ran count at its end', () => {
    const {plugins} = viewOf([
      begun(1, 's1', {pluginName: 'a'}),
      event('span_update', 2, {spanId: 's1', version: '3.1', tags: {}}),
      load(3, 'x', 0.5, {spanId: 's1', pluginName: undefined, version: undefined}),
      begun(4, 's2', {pluginName: 'a'}),
    ])
    expect(plugins[0]).toMatchObject({pluginName: 'a', version: '3.1', doing: {name: 'plugin.load', since: at(4)}})
    expect(plugins[0]!.load.count).toBe(1)
  })

  test('an end that comes before its start leaves nothing unfinished', () => {
    const {unfinished} = viewOf([begun(1, 's0'), load(2, 'a', 1, {spanId: 's1'}), begun(2, 's1')])
    expect(unfinished.map(({spanId}) => spanId)).toEqual(['s0'])
  })

  test.each<{name: string; event: PluginEvent; left: number}>([
    {name: 'a stop', event: event('bye', 9, {reason: 'x'}), left: 0},
    {name: 'a restart', event: hello(9, [], {pid: 8, started: at(8)}), left: 0},
    {name: 'a repeated hello', event: hello(9, []), left: 1},
  ])('after $name $left are left', ({event: last, left}) => {
    expect(viewOf([hello(1, []), begun(2, 's1'), last]).unfinishedTotal).toBe(left)
  })

  test('are bounded, the oldest fall out', () => {
    const metrics = createMetrics({intervalMs: 15_000})
    for (let i = 0; i < 10_050; i++) take(metrics, 'h', begun(i / 1_000, `s${String(i)}`))
    const view = metrics.view('5m', at(20))
    expect(view.unfinishedTotal).toBe(10_000)
    expect(view.unfinished).toHaveLength(100)
    expect(view.unfinished[0]!.spanId).toBe('s50')
    expect(view.spansEvicted).toBe(50)
  })

  test('the slowest loads are those of the window', () => {
    const loads = Array.from({length: 100}, (_, i) => load(i * 10, 'a', i === 3 ? 99 : ((i * 37) % 100) / 100))
    const metrics = metricsOf(loads)
    const durations = (window: '1m' | 'start') => metrics.view(window, at(1_000)).slowest.map(({duration}) => duration)
    expect(durations('start')).toHaveLength(20)
    expect(durations('start').slice(0, 2)).toEqual([99, expect.closeTo(0.99, 9)])
    expect(durations('1m')).toEqual(
      loads
        .filter(({time}) => time > at(930))
        .map(({durationMs}) => durationMs / 1_000)
        .sort((a, b) => b - a),
    )
  })
})

describe('figures', () => {
  test('levels count logs but not what was derived from them', () => {
    const line = {level: 'ERROR', message: 'x'} as const
    const {levels, totals} = viewOf([
      event('log', 1, line),
      event('log', 2, {...line, level: 'DEBUG'}),
      event('log', 3, {...line, derived: true} as typeof line),
      event('gap', 3, {lost: 5}),
    ])
    expect(levels).toEqual({DEBUG: 1, INFO: 0, WARNING: 0, ERROR: 1, CRITICAL: 0})
    expect(totals.events).toBe(3)
  })

  test('errors by type and failures by reason, most first', () => {
    const error = (errorType: string) => event('error', 1, {pluginName: 'a', errorType, message: 'x'})
    const failed = (errorType: string | undefined) => load(2, 'a', 1, {status: 'error', errorType, message: 'why'})
    const view = viewOf([error('B'), error('A'), error('C'), error('C'), failed('X'), failed(undefined)])
    expect(view.errorsByType).toEqual([
      {errorType: 'C', count: 2},
      {errorType: 'A', count: 1},
      {errorType: 'B', count: 1},
    ])
    expect(view.failuresByReason).toEqual([
      {reason: 'X', count: 1},
      {reason: 'why', count: 1},
    ])
  })

  test('every type and reason is told, however many there are', () => {
    const events = Array.from({length: 300}, (_, n) => [
      event('error', 1, {pluginName: 'a', errorType: `E${n}`, message: 'x'}),
      load(2, 'a', 1, {status: 'error', errorType: `R${n}`}),
    ])
    const {errorsByType, failuresByReason, totals} = viewOf(events.flat())
    expect([errorsByType.length, failuresByReason.length]).toEqual([300, 300])
    expect([totals.errors, totals.loadFailures]).toEqual([300, 300])
  })

  test('usage of plugins and processes, over a restart', () => {
    const usage = (when: number, cpuSeconds: number, pluginName?: string) =>
      event('usage', when, {method: 'thread', cpuSeconds, rssBytes: 5, heapBytes: 3, pluginName, pid: 9})
    const {plugins, processes} = viewOf([
      usage(0, 100, 'a'),
      usage(30, 103, 'a'),
      usage(60, 106, 'a'),
      usage(70, 1, 'a'),
      usage(0, 7),
    ])
    expect(plugins[0]).toMatchObject({cpuSeconds: 1, memoryBytes: 5, method: 'thread', cpuRatio: 0.1})
    expect(processes).toEqual([
      expect.objectContaining({
        instance: 'host-1',
        pid: 9,
        cpuSeconds: 7,
        cpuRatio: undefined,
        rssBytes: 5,
        heapBytes: 3,
      }),
    ])
  })

  test('discovery by directory', () => {
    const scan = (directory: string, durationMs: number) =>
      load(1, 'x', 1, {name: 'plugin.discover', durationMs, directory})
    const {discovery, discoveryByDirectory, plugins} = viewOf([scan('/b', 1_000), scan('/a', 2_000), scan('/a', 4_000)])
    expect(discovery.window).toMatchObject({count: 3, min: 1, max: 4})
    expect(discoveryByDirectory.map(({directory, start}) => [directory, start.count, start.sum])).toEqual([
      ['/a', 2, 6],
      ['/b', 1, 1],
    ])
    expect(plugins).toEqual([])
  })

  test('loads as bars of 1, 2 and 5', () => {
    const {loadHistogram} = viewOf([0.01, 0.05, 0.1, 0.101, 0.3, 0.9].map((seconds) => load(1, 'a', seconds)))
    expect(loadHistogram.start).toEqual([
      {upTo: 0.002, count: 0},
      {upTo: 0.005, count: 0},
      {upTo: 0.01, count: 1},
      {upTo: 0.02, count: 0},
      {upTo: 0.05, count: 1},
      {upTo: 0.1, count: 1},
      {upTo: 0.2, count: 1},
      {upTo: 0.5, count: 1},
      {upTo: 1, count: 1},
      {upTo: Infinity, count: 0},
    ])
    expect(viewOf([]).loadHistogram).toEqual({window: [], start: []})
  })

  test('series of a host’s own, by their kinds', () => {
    const metric = (kind: 'counter' | 'gauge' | 'histogram', value: number) =>
      event('metric', 1, {name: `my_${kind}`, kind, value, unit: 'By', labels: {b: '2', a: '1', none: ''}})
    const metrics = metricsOf([
      metric('counter', 2),
      metric('counter', -5),
      metric('gauge', 4),
      metric('histogram', 999),
      metric('gauge', NaN),
    ])
    const [counter] = metrics.history.select('my_counter')
    expect(counter!.labels).toEqual([
      ['a', '1'],
      ['b', '2'],
      ['instance', 'host-1'],
    ])
    expect(counter?.kind === 'float' && counter.column().values[1]).toBe(2)
    const [histogram] = metrics.history.select('my_histogram')
    expect(histogram?.kind === 'histogram' && histogram.bounds[100]).toBe(100)
  })

  test('no event makes it throw', () => {
    const metrics = createMetrics({intervalMs: 15_000})
    const odd = [
      load(1, '', NaN),
      load(1, '__proto__', -1),
      load(1, 'a', 1e30),
      event('metric', 1, {name: 'constructor', kind: 'counter', value: 1, labels: {__proto__: 'x'}}),
      event('span_update', 1, {spanId: 'none', tags: {}}),
      event('usage', 1, {method: 'process'}),
      event('error', 1, {pluginName: 'x'.repeat(100_000), errorType: '', message: ''}),
    ]
    for (const each of odd) take(metrics, 'h', each)
    metrics.tick(at(15))
    const view = metrics.view('1h', at(16))
    expect(view.totals.events).toBe(odd.length)
    expect(view.clamped).toBe(3)
    expect(view.load.start).toMatchObject({count: 2, min: -0.001 * 1_000, max: 1e30})
    expect(metrics.history.select('plugin_errors')[0]!.labels.every(([, value]) => value.length <= 200)).toBe(true)
  })
})

describe('thresholds', () => {
  const verdicts = (events: readonly PluginEvent[]) =>
    viewOf(events).thresholds.map(({metric, quantile, verdict, count}) => [metric, quantile, verdict, count])

  test('without an event there is no data', () => {
    expect(verdicts([]).map(([, , verdict]) => verdict)).toEqual(Array<string>(10).fill('no-data'))
  })

  test('each has a verdict', () => {
    expect(
      verdicts([
        ...[0.05, 0.09, 0.15, 0.18, 0.9].map((seconds) => load(1, 'a', seconds)),
        event('error', 2, {pluginName: 'a', errorType: 'E', message: 'x'}),
      ]),
    ).toEqual([
      ['plugin_load_time', 0.5, 'over', 5],
      ['plugin_load_time', 0.9, 'over', 5],
      ['plugin_load_time', 0.99, 'over', 5],
      ['plugin_discovery_time', 0.5, 'no-data', 0],
      ['plugin_discovery_time', 0.9, 'no-data', 0],
      ['plugin_discovery_time', 0.99, 'no-data', 0],
      ['plugin_errors', undefined, 'over', 1],
      ['plugin_load_failures', undefined, 'ok', 0],
      ['plugin_state_changes', undefined, 'ok', 0],
      ['plugins_loaded', undefined, 'ok', 1],
    ])
  })

  test('transitions into error are those that count', () => {
    const flips = Array.from({length: 12}, (_, i) =>
      state(i + 1, 'a', i % 2 === 0 ? 'error' : 'loaded', {oldState: 'loaded'}),
    )
    expect(viewOf(flips).thresholds.find(({metric}) => metric === 'plugin_state_changes')).toMatchObject({
      value: 6,
      limit: 5,
      verdict: 'over',
    })
  })
})
