import {cpSync, mkdirSync, readFileSync, writeFileSync} from 'node:fs'
import {join} from 'node:path'
import {gzipSync} from 'node:zlib'
import {Ajv2020} from 'ajv/dist/2020.js'
import {HistogramLogReader} from 'hdr-histogram-js'
import {afterAll, beforeAll, describe, expect, test} from 'vitest'
import {rowsOf, runPlugmon, runShell} from '../helpers/run-plugmon.ts'
import {makeFolder} from '../source/folder.ts'
import {countEvents, percentile} from './count-events.ts'
import {plainLog, STORY, STORY_LINES} from './fixtures.ts'

const ESCAPE = '\x1b'

/** The JSON report of some arguments. */
async function reportOf(arguments_: readonly string[], options: Parameters<typeof runPlugmon>[1] = {}) {
  const {code, stdout, stderr} = await runPlugmon(['report', '-o', 'json', ...arguments_], options)
  expect({code, stderr}).toEqual({code: 0, stderr: ''})
  return JSON.parse(stdout)
}

/** What a row of a plugin has beside others. */
interface Row {
  readonly plugin_name: string
  readonly load_time: {readonly count: number}
  readonly initialize_time: {readonly count: number}
}

let json: string
let story: Awaited<ReturnType<typeof reportOf>>
beforeAll(async () => {
  json = (await runPlugmon(['report', STORY, '-o', 'json'], {onFinished: afterAll})).stdout
  story = JSON.parse(json)
})

describe('the JSON report of the story', () => {
  const counted = countEvents(STORY_LINES)

  test('is as the published schema says', () => {
    const schema = JSON.parse(readFileSync('dist/report.schema.json', 'utf8'))
    const validate = new Ajv2020({allErrors: true, strict: true, allowUnionTypes: true}).compile(schema)
    validate(story)
    expect(validate.errors).toBeNull()
  })

  test('counts what is in the file', () => {
    expect(story.totals).toEqual(counted.totals)
    expect(story.levels).toEqual(counted.levels)
    expect(story.errors_by_type).toEqual(counted.errors_by_type)
    expect(story.sources).toMatchObject([
      {name: STORY, kind: 'file', instance: 'demo', events: STORY_LINES.length, rejected: {total: 0}, restarts: 1},
    ])
  })

  test('has the durations of the file: exact where they are sums, within 1 % where they are percentiles', () => {
    const all = [...counted.loads.values()].flat()
    for (const {of, values} of [
      {of: story.load_time, values: all},
      ...story.plugins.map((plugin: {plugin_name: string; load_time: unknown}) => ({
        of: plugin.load_time,
        values: counted.loads.get(plugin.plugin_name) ?? [],
      })),
    ]) {
      expect(of.count).toBe(values.length)
      if (values.length === 0) continue
      const sum = values.reduce((left: number, right: number) => left + right, 0)
      expect(of.sum).toBeCloseTo(sum, 6)
      expect(of.mean).toBeCloseTo(sum / values.length, 6)
      expect(of.min).toBeCloseTo(Math.min(...values), 6)
      expect(of.max).toBeCloseTo(Math.max(...values), 6)
      for (const [name, quantile] of [
        ['p50', 0.5],
        ['p90', 0.9],
        ['p95', 0.95],
        ['p99', 0.99],
      ] as const)
        expect(Math.abs(of[name] / percentile(values, quantile) - 1), name).toBeLessThan(0.01)
    }
  })

  test('tells the outage, the flapping and the failing plugins', () => {
    expect(story.incidents).toEqual(
      expect.arrayContaining([
        expect.objectContaining({alertname: 'PluginSystemDown', severity: 'critical', firedAt: expect.any(String)}),
        expect.objectContaining({alertname: 'HighPluginErrorRate'}),
        expect.objectContaining({alertname: 'SlowPluginLoad'}),
        expect.objectContaining({alertname: 'PluginStateFlapping'}),
      ]),
    )
    expect(story.marks.map(({kind}: {kind: string}) => kind).sort()).toEqual([
      'bye',
      ...Array<string>(6).fill('critical'),
      'restart',
    ])
  })

  test('of its last minute tells plugins as a whole, too', async () => {
    const ofMinute = await reportOf([STORY, '--window', '1m'])
    expect(ofMinute.plugins).toEqual(story.plugins)
    expect(ofMinute.load_time).toEqual(story.load_time)
    expect(ofMinute.thresholds).not.toEqual(story.thresholds)
  })

  test('is the same, byte for byte, through a pipe, from .gz and in two runs', async () => {
    const folder = makeFolder()
    const path = join(folder, 'story.jsonl')
    cpSync(STORY, path)
    writeFileSync(`${path}.gz`, gzipSync(readFileSync(STORY)))
    const plain = JSON.stringify({...story, sources: []})
    for (const [arguments_, input] of [
      [[path], ''],
      [[`${path}.gz`], ''],
      [['-'], readFileSync(STORY, 'utf8')],
    ] as const)
      expect(JSON.stringify({...(await reportOf(arguments_, {input})), sources: []})).toBe(plain)
    expect((await runPlugmon(['report', STORY, '-o', 'json'])).stdout).toBe(json)
  })
})

describe('other forms', () => {
  test('text: every section, no escape code in a pipe, no line over 120 columns', async () => {
    const {code, stdout, stderr} = await runPlugmon(['report', STORY])
    expect({code, stderr}).toEqual({code: 0, stderr: ''})
    for (const title of ['Period', 'Thresholds', 'Alerts', 'Incidents', 'Durations', 'Plugins', 'Marks', 'Sources'])
      expect(stdout).toMatch(new RegExp(`^${title}\\b`, 'm'))
    expect(stdout).toContain('PluginSystemDown')
    expect(stdout).not.toContain(ESCAPE)
    for (const line of stdout.split('\n')) expect(line.length, line).toBeLessThanOrEqual(120)
  })

  test('ndjson: a row a line, with the figures of the JSON', async () => {
    const {stdout} = await runPlugmon(['report', STORY, '-o', 'ndjson'])
    const rows = rowsOf(stdout)
    const of = (kind: string) => rows.filter(({row}) => row === kind)
    expect(of('report')).toMatchObject([{schema: 'plugmon.report/1', totals: story.totals}])
    expect(of('plugin')).toMatchObject(story.plugins)
    expect(of('incident')).toMatchObject(story.incidents)
  })

  test('markdown: tables', async () => {
    const {stdout} = await runPlugmon(['report', STORY, '-o', 'markdown'])
    expect(stdout).toMatch(/^#+ /)
    expect(stdout).toMatch(/^\|.*plugin.*\|\n\|[-:| ]+\|\n\|/im)
    expect(stdout).not.toContain(ESCAPE)
  })

  test('prometheus: the totals as metrics', async () => {
    const {code, stdout} = await runPlugmon(['report', STORY, '-o', 'prometheus'])
    expect(code).toBe(0)
    const sum = [...stdout.matchAll(/^plugin_errors\{.*\} (\d+)/gm)].reduce(
      (total, [, value]) => total + Number(value),
      0,
    )
    expect(sum).toBe(story.totals.errors)
    expect(stdout).toMatch(/^plugins_loaded\{.*state="loaded".*\} 10\b/m)
  })

  test('hlog: the durations of every plugin, as HdrHistogram reads them', async () => {
    const {code, stdout, stderr} = await runPlugmon(['report', STORY, '-o', 'hlog'])
    expect({code, stderr}).toEqual({code: 0, stderr: ''})
    const reader = new HistogramLogReader(stdout)
    const counts: Record<string, number> = {}
    for (let next = reader.nextIntervalHistogram(); next !== null; next = reader.nextIntervalHistogram())
      counts[next.tag!] = next.totalCount
    const tags = (metric: string, of: (row: Row) => {readonly count: number}) =>
      (story.plugins as Row[])
        .map((row) => [`${metric};instance=demo;plugin_name=${row.plugin_name}`, of(row).count] as const)
        .filter(([, count]) => count > 0)
    expect(counts).toEqual({
      'NO TAG': story.load_time.count,
      ...Object.fromEntries(tags('plugin_load_time', ({load_time}) => load_time)),
      plugin_initialize_time: story.initialize_time.count,
      ...Object.fromEntries(tags('plugin_initialize_time', ({initialize_time}) => initialize_time)),
      plugin_discovery_time: story.discovery_time[0].count,
      'plugin_discovery_time;directory=/plugins;instance=demo': story.discovery_time[0].count,
    })
  })

  test('a reader that has seen enough is no failure', async () => {
    const {code, stdout, stderr} = await runShell(`plugmon report -o ndjson '${STORY}' | head -n 1; echo over`)
    expect({code, stderr}).toEqual({code: 0, stderr: ''})
    expect(stdout).toMatch(/^\{.*\}\nover\n$/)
  })

  test.each([
    {name: 'a pipe', arguments_: [], env: {}, isColored: false},
    {name: 'a pipe and FORCE_COLOR', arguments_: [], env: {FORCE_COLOR: '1'}, isColored: true},
    {name: '--color always', arguments_: ['--color', 'always'], env: {}, isColored: true},
    {
      name: '--color never over FORCE_COLOR',
      arguments_: ['--color', 'never'],
      env: {FORCE_COLOR: '1'},
      isColored: false,
    },
    {name: '--color always over NO_COLOR', arguments_: ['--color', 'always'], env: {NO_COLOR: '1'}, isColored: true},
    {name: 'PLUGMON_COLOR', arguments_: [], env: {PLUGMON_COLOR: 'always'}, isColored: true},
  ])('colours: $name', async ({arguments_, env, isColored}) => {
    const {stdout} = await runPlugmon(['report', STORY, ...arguments_], {env: env as Record<string, string>})
    expect(stdout.includes(ESCAPE)).toBe(isColored)
  })

  test('--ascii always needs no other sign', async () => {
    const {stdout} = await runPlugmon(['report', STORY, '--ascii', 'always'])
    expect(stdout).toMatch(/^[\n\x20-\x7e]*$/)
  })
})

describe('sources', () => {
  test('an empty file is a report of nothing', async () => {
    const path = join(makeFolder(), 'empty.jsonl')
    writeFileSync(path, '')
    const report = await reportOf([path])
    expect(report.totals).toMatchObject({events: 0, plugins: 0})
    expect(report).not.toHaveProperty('period')
    expect(report.load_time).toEqual({count: 0, sum: 0})
    expect((await runPlugmon(['report', path, '--fail-on', 'threshold'])).code).toBe(0)
  })

  test('nothing on stdin is a report of nothing', async () => {
    expect((await reportOf(['-'])).sources).toMatchObject([{kind: 'stdin', events: 0}])
  })

  test('several files are several instances', async () => {
    const folder = makeFolder()
    for (const name of ['a', 'b']) {
      const hello = {v: 1, time: '2026-11-22T09:59:59Z', type: 'hello', host: name, plugins: []}
      writeFileSync(join(folder, `${name}.jsonl`), [JSON.stringify(hello), ...plainLog(30), ''].join('\n'))
    }
    const report = await reportOf([join(folder, 'a.jsonl'), join(folder, 'b.jsonl')])
    expect(report.sources).toMatchObject([
      {instance: 'a', events: 31},
      {instance: 'b', events: 31},
    ])
    expect(report.plugins).toMatchObject([
      {plugin_name: 'auth', instance: 'a', errors: 3},
      {plugin_name: 'auth', instance: 'b', errors: 3},
    ])
    expect(report.totals).toMatchObject({events: 62, errors: 6, plugins: 2})
  })

  test('a folder and a glob find the rotated files of a log, a path is that file alone', async () => {
    const folder = makeFolder()
    const lines = plainLog(90)
    const write = (name: string, from: number, to: number) =>
      writeFileSync(
        join(folder, name),
        lines
          .slice(from, to)
          .map((line) => `${line}\n`)
          .join(''),
      )
    write('host.jsonl.1', 30, 60)
    write('host.jsonl', 60, 90)
    writeFileSync(
      join(folder, 'host.jsonl.2.gz'),
      gzipSync(
        lines
          .slice(0, 30)
          .map((line) => `${line}\n`)
          .join(''),
      ),
    )
    mkdirSync(join(folder, 'other'))
    for (const {source, events} of [
      {source: folder, events: 90},
      {source: join(folder, 'host*'), events: 90},
      {source: join(folder, 'host.jsonl'), events: 30},
    ]) {
      const report = await reportOf([source])
      expect(report.totals, source).toMatchObject({events, errors: events / 10})
      expect(report.sources, source).toHaveLength(1)
    }
  })

  test('text as Python writes it', async () => {
    const input = [
      '2026-11-22 10:00:00,123 INFO plugin.manager: Scanning directory: /plugins',
      "2026-11-22 10:00:01,123 INFO plugin.manager: Plugin 'my_plugin' loaded successfully",
      '2026-11-22 10:00:02,123 WARNING plugin.manager: Plugin config missing, using defaults',
      '2026-11-22 10:00:03,123 ERROR plugin.manager: Failed to load plugin: invalid format',
      '2026-11-22 10:00:04,123 CRITICAL plugin.manager: Plugin system initialization failed',
      '',
    ].join('\n')
    const report = await reportOf(['-'], {input})
    expect(report.levels).toEqual({DEBUG: 0, INFO: 2, WARNING: 1, ERROR: 1, CRITICAL: 1})
    expect(report.totals).toMatchObject({events: 5, loaded: 1, load_failures: 1})
    expect(report.plugins).toContainEqual(expect.objectContaining({plugin_name: 'my_plugin', state: 'loaded'}))
  })

  test('lines that cannot be read are counted by reason, and reading goes on', async () => {
    const lines = plainLog(20)
    const input = [
      ...lines.slice(0, 10),
      '{"v":1,"type":"log"',
      '{"v":1,"time":"soon","type":"log","level":"INFO","message":"x"}',
      ...lines.slice(10),
      '',
    ].join('\n')
    const report = await reportOf(['-'], {input})
    expect(report.sources[0]).toMatchObject({
      events: 20,
      rejected: {total: 2, by_reason: {'bad-json': 1, 'bad-time': 1}},
    })
  })
})

describe('a part of it', () => {
  const between = (from: string, to: string) =>
    countEvents(
      STORY_LINES.filter(
        (line) => /"time":"([^"]+)/.exec(line)![1]! >= from && /"time":"([^"]+)/.exec(line)![1]! <= to,
      ),
    )
  const newest = JSON.parse(STORY_LINES.at(-1)!).time as string

  test.each([
    {flags: ['--since', '2026-11-22T10:10:00Z'], from: '2026-11-22T10:10:00', to: newest},
    {flags: ['--until', '2026-11-22T10:05:00Z'], from: '2026-11-22T10:00:00', to: '2026-11-22T10:05:00.000000Z'},
    {
      flags: ['--since', '2026-11-22T10:05:00+00:00', '--until', '2026-11-22T10:06:00Z'],
      from: '2026-11-22T10:05:00',
      to: '2026-11-22T10:06:00.000000Z',
    },
    {flags: ['--since', '5m'], from: '2026-11-22T10:14:51.842904Z', to: newest},
  ])('$flags', async ({flags, from, to}) => {
    const expected = between(from, to)
    const report = await reportOf([STORY, ...flags])
    expect(report.totals).toMatchObject({
      events: expected.totals.events,
      errors: expected.totals.errors,
      state_changes: expected.totals.state_changes,
      load_failures: expected.totals.load_failures,
    })
    expect(report.levels).toEqual(expected.levels)
  })
})

describe('--fail-on', () => {
  test.each([
    {level: 'critical', code: 10},
    {level: 'warning', code: 10},
    {level: 'threshold', code: 10},
    {level: 'never', code: 0},
  ])('the story against $level: $code', async ({level, code}) => {
    const {code: ended, stdout} = await runPlugmon(['report', STORY, '--fail-on', level])
    expect(ended).toBe(code)
    expect(stdout).toContain('PluginSystemDown')
  })

  test.each(['critical', 'warning', 'threshold'])('a healthy log against %s: 0', async (level) => {
    const input = plainLog(300)
      .filter((line) => line.includes('"log"'))
      .map((line) => `${line}\n`)
      .join('')
    expect((await runPlugmon(['report', '-', '--fail-on', level], {input})).code).toBe(0)
  })

  test('a warning is no failure where only critical counts', async () => {
    const rules = join(makeFolder(), 'rules.yml')
    writeFileSync(rules, 'alert: Talk\nexpr: plugin_errors >= 0\nlabels: {severity: warning}\n')
    const input = plainLog(120)
      .map((line) => `${line}\n`)
      .join('')
    const run = async (level: string) =>
      (await runPlugmon(['report', '-', '--no-builtin-rules', '--rules', rules, '--fail-on', level], {input})).code
    expect([await run('critical'), await run('warning')]).toEqual([0, 10])
  })
})
