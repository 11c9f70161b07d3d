import fc from 'fast-check'
import {HistogramLogReader, listTags, type Histogram} from 'hdr-histogram-js'
import {describe, expect, test} from 'vitest'
import type {DurationCounts} from '../../src/figures.ts'
import {bucketOf} from '../../src/metrics/hdr-layout.ts'
import {reportHlog} from '../../src/report/hlog.ts'
import {at, event, load, metricsOf} from '../metrics/events.ts'

const PERIOD = {from: at(0), to: at(60)}

/** What HdrHistogram's reader finds in a log, by tag. */
function read(log: string): Map<string | undefined, Histogram> {
  const reader = new HistogramLogReader(log, 64)
  const found = new Map<string | undefined, Histogram>()
  for (let next = reader.nextIntervalHistogram(); next !== null; next = reader.nextIntervalHistogram()) {
    expect(found.has(next.tag)).toBe(false)
    found.set(next.tag, next)
  }
  return found
}

/** The only histogram of some load times in seconds, and what the view says of them. */
function loads(seconds: readonly number[]) {
  const metrics = metricsOf(seconds.map((each) => load(1, 'auth', each)))
  const [own] = metrics.durations().filter(({labels}) => labels['plugin_name'] === 'auth')
  const histogram = read(reportHlog([own!], PERIOD))
    .values()
    .next().value!
  return {histogram, told: metrics.view('start', at(60)).load.start}
}

describe('a log of one host', () => {
  const metrics = metricsOf([
    event('span', 0, {
      name: 'plugin.discover',
      traceId: 't',
      spanId: 'd',
      start: at(0),
      durationMs: 90,
      status: 'ok',
      tags: {directory: '/plugins'},
      directory: '/plugins',
    }),
    load(1, 'auth', 0.05),
    load(2, 'auth', 0.25, {version: '2.0'}),
    load(2, 'mail', 1.5),
    load(3, 'mail', 0.02, {name: 'plugin.initialize'}),
    load(4, 'theme', 9, {status: 'error'}),
  ])
  const log = reportHlog(metrics.durations(), PERIOD)

  test('begins as the format asks, with the unit of its values', () => {
    expect(log.split('\n').slice(0, 5)).toEqual([
      '#[Histogram log format version 1.3]',
      '#[Logged by plugmon: values in nanoseconds, Interval_Max in milliseconds]',
      '#[StartTime: 1700000100.000 (seconds since epoch), 2023-11-14T22:15:00.000Z]',
      '#[BaseTime: 1700000100.000 (seconds since epoch)]',
      '"StartTimestamp","Interval_Length","Interval_Max","Interval_Compressed_Histogram"',
    ])
  })

  test('has a line a tag: all of a metric, then whose they are', () => {
    const lines = log.trimEnd().split('\n').slice(5)
    for (const line of lines) expect(line).toMatch(/^(Tag=[!-+\--~]+,)?0\.000,60\.000,\d+\.\d{3},HIST[\w+/=]+$/)
    expect(lines.map((line) => line.replace(/,HIST.*/, ''))).toEqual([
      '0.000,60.000,1500.000',
      'Tag=plugin_discovery_time,0.000,60.000,90.000',
      'Tag=plugin_discovery_time;directory=/plugins;instance=host-1,0.000,60.000,90.000',
      'Tag=plugin_initialize_time,0.000,60.000,20.000',
      'Tag=plugin_initialize_time;instance=host-1;plugin_name=mail,0.000,60.000,20.000',
      'Tag=plugin_load_time;instance=host-1;plugin_name=auth,0.000,60.000,250.000',
      'Tag=plugin_load_time;instance=host-1;plugin_name=mail,0.000,60.000,1500.000',
    ])
  })

  test('reads back with the counts of the figures, at their time', () => {
    const found = read(log)
    const {load: all, initialize, discovery, plugins} = metrics.view('start', at(60))
    expect([...found].map(([tag, {totalCount}]) => [tag, totalCount])).toEqual([
      ['NO TAG', all.start.count],
      ['plugin_discovery_time', discovery.start.count],
      ['plugin_discovery_time;directory=/plugins;instance=host-1', 1],
      ['plugin_initialize_time', initialize.start.count],
      ['plugin_initialize_time;instance=host-1;plugin_name=mail', plugins[1]!.initialize.count],
      ['plugin_load_time;instance=host-1;plugin_name=auth', plugins[0]!.load.count],
      ['plugin_load_time;instance=host-1;plugin_name=mail', plugins[1]!.load.count],
    ])
    for (const {startTimeStampMsec, endTimeStampMsec} of found.values())
      expect([startTimeStampMsec, endTimeStampMsec]).toEqual([PERIOD.from, PERIOD.to])
    expect(listTags(log)).toEqual([...found.keys()])
  })
})

test('without an event there is a log without a line', () => {
  expect(reportHlog([], undefined)).toBe(
    '#[Histogram log format version 1.3]\n#[Logged by plugmon: values in nanoseconds, Interval_Max in milliseconds]\n' +
      '"StartTimestamp","Interval_Length","Interval_Max","Interval_Compressed_Histogram"\n',
  )
})

test.each([
  {name: 'what separates fields and labels', pluginName: 'a,b;c=d e'},
  {name: 'a second line', pluginName: 'a\nTag=b,0,0,0,HIST'},
  {name: 'an escape of the terminal', pluginName: '\x1b]0;owned\x07'},
  {name: 'another script, and text that goes the other way', pluginName: '日本語 \u202e%2C'},
])('a name may hold $name', ({pluginName}) => {
  const log = reportHlog(metricsOf([load(1, pluginName, 1)]).durations(), PERIOD)
  expect(log).toMatch(/^[\n -~]+$/)
  const [, tag] = [...read(log).keys()]
  expect(decodeURIComponent(/plugin_name=([^;]*)$/.exec(tag!)![1]!)).toBe(pluginName)
})

test('half a character becomes a sign that there was one', () => {
  expect(reportHlog(metricsOf([load(1, 'a\ud800b', 1)]).durations(), PERIOD)).toContain('plugin_name=a%EF%BF%BDb,')
})

test('any durations read back with the same counts and percentiles', () => {
  const duration = fc.oneof(
    fc.double({min: 0, max: 1, noNaN: true}),
    fc.double({min: 1e-9, max: 9e6, noNaN: true}),
    fc.constantFrom(0, 1e-9, 0.1, 0.255e-6, 0.256e-6, 4.294967296, 9e6),
  )
  fc.assert(
    fc.property(fc.array(duration, {minLength: 1, maxLength: 40}), (seconds) => {
      const {histogram, told} = loads(seconds)
      expect(histogram.totalCount).toBe(told.count)
      for (const [percentile, value] of [
        [50, told.p50],
        [90, told.p90],
        [99, told.p99],
        [100, told.max],
      ] as const) {
        const highest = histogram.getValueAtPercentile(percentile)
        expect(bucketOf(Math.round(value! * 1e9))).toBe(bucketOf(highest))
      }
    }),
    {numRuns: 200},
  )
})

test('counts beyond 32 bits are written as they are', () => {
  const counts: DurationCounts = {
    metric: 'plugin_load_time',
    labels: {},
    max: 2e9,
    buckets: [
      {highest: 1_000, count: 2 ** 40 + 1},
      {highest: 2_005_401_599, count: 3},
    ],
  }
  const histogram = read(reportHlog([counts], PERIOD)).get('NO TAG')!
  expect(histogram.totalCount).toBe(2 ** 40 + 4)
  expect(histogram.getValueAtPercentile(50)).toBe(1_003)
})
