import {readFileSync} from 'node:fs'
import {Ajv2020} from 'ajv/dist/2020.js'
import {describe, expect, test} from 'vitest'
import {reportJson} from '../../src/report/json.ts'
import {reportNdjson} from '../../src/report/ndjson.ts'
import type {Snapshot} from '../../src/snapshot.ts'
import {EMPTY} from '../helpers/snapshot-fixture.ts'
import {RICH} from './rich.ts'

const schema = JSON.parse(readFileSync(new URL('../../src/report/report.schema.json', import.meta.url), 'utf8'))
const validate = new Ajv2020({allErrors: true, strict: true, allowUnionTypes: true}).compile(schema)
const report = (snapshot: Snapshot) => JSON.parse(reportJson(snapshot))

describe('the published schema', () => {
  test.each([
    {name: 'nothing', snapshot: EMPTY},
    {name: 'everything', snapshot: RICH},
  ])('takes a report of $name', ({snapshot}) => {
    validate(report(snapshot))
    expect(validate.errors).toBeNull()
  })

  test.each([
    {name: 'an unknown key', path: ['more'], value: 1},
    {name: 'an unknown key in a distribution', path: ['load_time', 'p42'], value: 1},
    {name: 'an unknown key by directory', path: ['discovery_time', '0', 'p42'], value: 1},
    {name: 'null for an unknown value', path: ['plugins', '0', 'memory_bytes'], value: null},
    {name: 'a local time', path: ['period', 'from'], value: '2026-11-22T09:42:07+01:00'},
    {name: 'a resolved alert', path: ['alerts', '0', 'state'], value: 'resolved'},
    {name: 'a missing count', path: ['load_time', 'count'], value: undefined},
  ])('refuses $name', ({path, value}) => {
    const document = report(RICH)
    const last = path.at(-1) ?? ''
    const parent = path.slice(0, -1).reduce((node, key) => node[key], document)
    if (value === undefined) Reflect.deleteProperty(parent, last)
    else parent[last] = value
    expect(validate(document)).toBe(false)
  })
})

test('keys stand in the order of the contract', () => {
  const document = report(RICH)
  expect(Object.keys(document)).toEqual([
    'schema',
    'period',
    'sources',
    'totals',
    'losses',
    'levels',
    'load_time',
    'initialize_time',
    'discovery_time',
    'plugins',
    'errors_by_type',
    'failures_by_reason',
    'thresholds',
    'alerts',
    'incidents',
    'marks',
  ])
  expect(Object.keys(document.load_time)).toEqual(['count', 'sum', 'min', 'mean', 'p50', 'p90', 'p95', 'p99', 'max'])
  expect(Object.keys(document.sources[0].rejected.by_reason)).toEqual(['bad-json', 'bad-time'])
})

test('what the figures leave out is told where there is any', () => {
  expect(report(EMPTY).losses).toBeUndefined()
  const engine = {...RICH.engine, lost: 12, overflowed: {plugin_errors: 7}, clamped: 3, spansEvicted: 1}
  expect(report({...RICH, engine}).losses).toEqual({
    lost_by_host: 12,
    values_over_cap: {plugin_errors: 7},
    durations_out_of_range: 3,
    spans_forgotten: 1,
  })
})

test('rows do not depend on the order in which they were gathered', () => {
  const {alerts, plugins, incidents, marks, errorsByType, failuresByReason, discoveryByDirectory} = RICH
  const shuffled: Snapshot = {
    ...RICH,
    alerts: alerts.toReversed(),
    plugins: plugins.toReversed(),
    incidents: incidents.toReversed(),
    marks: marks.toReversed(),
    errorsByType: errorsByType.toReversed(),
    failuresByReason: failuresByReason.toReversed(),
    discoveryByDirectory: discoveryByDirectory.toReversed(),
  }
  expect(reportJson(shuffled)).toBe(reportJson(RICH))
  expect(report(RICH).errors_by_type.map((row: {error_type: string}) => row.error_type)).toEqual([
    'TimeoutError',
    'TypeError',
    'ImportError',
  ])
})

test('what was shed stands by level beside what was dropped, and nowhere where nothing was', () => {
  expect(report(RICH).sources[0]).toMatchObject({dropped: 1207, dropped_by_level: {DEBUG: 1100, INFO: 104}})
  expect(report(EMPTY).sources[0]).not.toHaveProperty('dropped_by_level')
})

test('what is not known is absent, never 0', () => {
  const {period, load_time, thresholds} = report(EMPTY)
  expect({period, load_time, threshold: thresholds[0]}).toEqual({
    period: undefined,
    load_time: {count: 0, sum: 0},
    threshold: {metric: 'plugin_load_time', quantile: 0.5, limit: 0.1, count: 0},
  })
  const bare = report(RICH).plugins.find((row: {plugin_name: string}) => row.plugin_name === 'export-142')
  expect(Object.keys(bare)).toEqual([
    'plugin_name',
    'instance',
    'version',
    'state',
    'errors',
    'load_failures',
    'state_changes',
    'flapping',
    'load_time',
    'initialize_time',
    'cpu_seconds',
  ])
})

test('seconds without dust, instants with microseconds, and words for what JSON cannot count', () => {
  const {load_time, period, alerts, incidents} = report(RICH)
  expect([load_time.p95, load_time.max]).toEqual([0.419, 0.896])
  expect(period).toEqual({from: '2026-11-22T09:42:07.000Z', to: '2026-11-22T10:42:07.000250Z', seconds: 3600.00025})
  expect(alerts.map(({alertname, value}: {alertname: string; value: unknown}) => [alertname, value])).toEqual([
    ['HighPluginErrorRate', 1.2],
    ['Ratio', '+Inf'],
    ['SlowPluginLoad', 0.812],
  ])
  expect(alerts[1].labels).toEqual({a: '1', b: '2'})
  expect(incidents[0].peak).toBe('NaN')
})

test('text is given as it was: a program is no terminal', () => {
  expect(reportJson(RICH)).toContain('evil\\u001b]0;owned\\u0007-<img>')
})

test('NDJSON has every row of the document once', () => {
  const document = report(RICH)
  const rows = reportNdjson(RICH)
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line) as {row: string})
  const {schema, period, totals, losses, levels} = document
  expect(rows[0]).toEqual({row: 'report', schema, period, totals, losses, levels})
  for (const [row, values] of [
    ['source', document.sources],
    ['load_time', [document.load_time]],
    ['discovery_time', document.discovery_time],
    ['plugin', document.plugins],
    ['error_type', document.errors_by_type],
    ['failure_reason', document.failures_by_reason],
    ['threshold', document.thresholds],
    ['alert', document.alerts],
    ['incident', document.incidents],
    ['mark', document.marks],
  ] as const) {
    expect(rows.filter((line) => line.row === row)).toEqual(values.map((value: object) => ({row, ...value})))
  }
})
