import {describe, expect, test} from 'vitest'
import {createMetrics} from '../../src/metrics/metrics.ts'
import {at, event, feed, load, metricsOf, samplesOf, state, take} from './events.ts'

const error = (when: number, errorType = 'E', pluginName = 'a') =>
  event('error', when, {pluginName, errorType, message: 'x'})

describe('history', () => {
  test('a counter is born at 0, one tick before its first value', () => {
    const metrics = metricsOf([error(3), error(20, 'F'), error(50)])
    expect(samplesOf(metrics, 'plugin_errors')).toEqual({
      'E a': [
        [0, 0],
        [15, 1],
        [30, 1],
        [45, 1],
        [60, 2],
      ],
      'F a': [
        [15, 0],
        [30, 1],
        [45, 1],
        [60, 1],
      ],
    })
  })

  test('so is a histogram', () => {
    const metrics = metricsOf([load(3, 'a', 0.1), load(40, 'a', 0.2), load(41, 'a', 0.2)])
    expect(samplesOf(metrics, 'plugin_load_time')).toEqual({
      'a 1.0': [
        [0, 0],
        [15, 1],
        [30, 1],
        [45, 3],
      ],
    })
  })

  test('ticks of a histogram without a change share the sample', () => {
    const metrics = metricsOf([load(3, 'a', 0.1), load(50, 'a', 0.2)])
    const [series] = metrics.history.select('plugin_load_time')
    if (series?.kind !== 'histogram') throw new Error('no histogram')
    const {samples, times} = series.column(at(15), at(60))
    expect(times).toEqual(Float64Array.of(at(30), at(45), at(60)))
    expect(samples[0]).toBe(samples[1])
    expect(series.column(at(0), at(60)).samples[0]).toBe(samples[0])
    const last = samples[2]!
    expect(last).toMatchObject({count: 2, counts: [1, 1]})
    expect(last.sum).toBeCloseTo(0.3, 12)
    for (const [i, seconds] of [0.1, 0.2].entries()) {
      const index = last.indexes[i]!
      expect(series.bounds[index - 1]!).toBeLessThan(seconds)
      expect(series.bounds[index]!).toBeGreaterThanOrEqual(seconds)
    }
    expect(series.changedAt).toBe(at(60))
  })

  test('gauges and totals that are told are not born at 0', () => {
    const metrics = metricsOf([
      event('usage', 3, {method: 'process', cpuSeconds: 500, rssBytes: 10}),
      event('usage', 20, {method: 'process', cpuSeconds: 501, rssBytes: 12}),
    ])
    expect(samplesOf(metrics, 'process_cpu_seconds')).toEqual({
      '': [
        [15, 500],
        [30, 501],
      ],
    })
    expect(samplesOf(metrics, 'process_resident_memory_bytes')['']).toEqual([
      [15, 10],
      [30, 12],
    ])
  })

  test('all counted states are there at once, and sampled at each tick', () => {
    const metrics = metricsOf([state(1, 'a', 'loaded'), state(20, 'a', 'error')])
    expect(samplesOf(metrics, 'plugins_loaded')).toEqual({
      loaded: [
        [15, 1],
        [30, 0],
      ],
      error: [
        [15, 0],
        [30, 1],
      ],
      unloaded: [
        [15, 0],
        [30, 0],
      ],
    })
  })

  test('a late event appears in the next sample; those that were taken stay', () => {
    const metrics = metricsOf([error(3), error(20)])
    take(metrics, 'host-1', error(4))
    metrics.tick(at(45))
    expect(samplesOf(metrics, 'plugin_errors')['E a']!.map(([, value]) => value)).toEqual([0, 1, 2, 3])
  })

  test('what is withdrawn is born anew', () => {
    const failed = (when: number) => load(when, 'a', 1, {status: 'error', errorType: 'E'})
    const metrics = metricsOf([failed(1), failed(2), error(20)])
    expect(samplesOf(metrics, 'plugin_errors')).toEqual({
      'E a': [
        [15, 0],
        [30, 1],
      ],
    })
  })

  test('a new epoch empties the history and keeps the totals', () => {
    const metrics = metricsOf([error(3), state(4, 'a', 'loaded'), load(5, 'a', 0.1)])
    metrics.newEpoch(at(-100_000))
    expect(metrics.history.lastTickAt).toBe(at(-100_005))
    feed(metrics, [error(-99_999), load(-99_998, 'a', 0.1)])
    expect(samplesOf(metrics, 'plugin_errors')['E a']).toEqual([
      [-100_005, 1],
      [-99_990, 2],
    ])
    expect(samplesOf(metrics, 'plugin_load_time')['a 1.0']).toEqual([
      [-100_005, 1],
      [-99_990, 2],
    ])
    const view = metrics.view('1h', at(-99_990))
    expect(view.totals).toMatchObject({errors: 2, loaded: 1})
    expect(view.load.window.count).toBe(1)
    expect(view.load.start.count).toBe(2)
    expect(view.plugins[0]!.errorsPerMinute).toBeCloseTo(1 / 60, 12)
  })

  test('keeps the longest window at least, and no more than twice what is asked', () => {
    const metrics = createMetrics({intervalMs: 1_000, retentionMs: 10_000})
    feed(
      metrics,
      Array.from({length: 9_000}, (_, i) => (i % 2 === 0 ? error(i + 0.5) : load(i + 0.5, 'a', 0.1))),
      1_000,
    )
    const counted = samplesOf(metrics, 'plugin_errors')['E a']!
    expect(counted.length).toBeGreaterThan(3_600)
    expect(counted.length).toBeLessThanOrEqual(7_202)
    expect(counted.at(-1)).toEqual([9_000, 4_500])
    expect(counted.every(([seconds, value]) => value === Math.ceil(seconds / 2))).toBe(true)
    const loads = samplesOf(metrics, 'plugin_load_time')['a 1.0']!
    expect(loads.length).toBeGreaterThanOrEqual(3_601)
    expect(loads.every(([seconds, value]) => value === Math.floor(seconds / 2))).toBe(true)
  })

  test('labels are sorted, carry the instance, and the version rises with new series', () => {
    const metrics = createMetrics({intervalMs: 15_000})
    const before = metrics.history.version
    take(metrics, 'h', error(1, 'E', ''))
    metrics.up('h', 1)
    metrics.setOwn('plugmon_late', 'h', 3)
    expect(metrics.history.version).toBeGreaterThan(before)
    expect(metrics.history.select().map(({name, labels}) => [name, labels])).toEqual([
      [
        'plugin_errors',
        [
          ['error_type', 'E'],
          ['instance', 'h'],
        ],
      ],
      ['up', [['instance', 'h']]],
      ['plugmon_late', [['instance', 'h']]],
    ])
  })
})

describe('cap', () => {
  test('what is beyond goes to one series and is counted', () => {
    const metrics = createMetrics({intervalMs: 15_000, seriesCap: 3})
    for (let i = 0; i < 10; i++) take(metrics, 'h', error(1, `E${String(i)}`))
    take(metrics, 'h', error(1, 'E0'))
    metrics.tick(at(15))
    expect(
      Object.fromEntries(Object.entries(samplesOf(metrics, 'plugin_errors')).map(([k, v]) => [k, v.at(-1)![1]])),
    ).toEqual({'E0 a': 2, 'E1 a': 1, 'E2 a': 1, '__other__ __other__': 7})
    const view = metrics.view('5m', at(15))
    expect(view.overflowed).toEqual({plugin_errors: 7})
    expect(view.totals.errors).toBe(11)
  })

  test('long labels that differ only at their ends are one series, whatever comes', () => {
    const metrics = createMetrics({intervalMs: 15_000})
    for (let i = 0; i < 5; i++) take(metrics, 'h', error(1, 'E'.repeat(300) + String(i), 'p'.repeat(300) + String(i)))
    const view = metrics.view('5m', at(2))
    expect(view.plugins).toHaveLength(1)
    expect(view.plugins[0]!.errors).toBe(5)
    expect(metrics.history.select('plugin_errors')).toHaveLength(1)
  })

  test('a row of several plugins is in no state', () => {
    const metrics = createMetrics({intervalMs: 15_000, seriesCap: 1})
    for (const name of ['a', 'b', 'c']) take(metrics, 'h', state(1, name, 'loaded'))
    expect(metrics.view('5m', at(2)).totals).toMatchObject({loaded: 1, plugins: 2})
  })

  test('plugins beyond share a row', () => {
    const metrics = createMetrics({intervalMs: 15_000, seriesCap: 2})
    for (const name of ['a', 'b', 'c', 'd']) take(metrics, 'h', load(1, name, 0.1))
    expect(metrics.view('5m', at(2)).plugins.map(({pluginName}) => pluginName)).toEqual(['__other__', 'a', 'b'])
  })
})
