import {mkdtempSync, readFileSync, rmSync, writeFileSync} from 'node:fs'
import {tmpdir} from 'node:os'
import {join, resolve} from 'node:path'
import {afterAll, describe, expect, test} from 'vitest'
import {hasPromtool, promtool} from '../helpers/promtool.ts'
import {rowsOf, runPlugmon, startPlugmon} from '../helpers/run-plugmon.ts'
import {STORY} from './fixtures.ts'

const folder = mkdtempSync(join(tmpdir(), 'plugmon-rules-'))
afterAll(() => {
  rmSync(folder, {recursive: true})
})

function file(name: string, text: string | Buffer): string {
  const path = join(folder, name)
  writeFileSync(path, text)
  return path
}

const BUILTIN = resolve('src/rules/builtin.yml')

describe('plugmon rules', () => {
  test('prints the built-in pack', async () => {
    const {stdout, code} = await runPlugmon(['rules'])
    expect(code).toBe(0)
    expect(stdout).toBe(readFileSync(BUILTIN, 'utf8'))
  })

  test.skipIf(!hasPromtool)('which promtool accepts (skipped: needs promtool, where it is absent)', () => {
    expect(promtool(['check', 'rules', '--lint-fatal', BUILTIN], {}).status).toBe(0)
  })
})

/** Rules that read nothing of plugmon's. */
const FOREIGN =
  "- alert: X\n  expr: sum by (job) (http_requests_total) > 1\n  annotations: {summary: '{{ $labels.job }}'}\n"
const DROPPED = FOREIGN.replace('by (job) ', '')

describe('plugmon check rules', () => {
  test('0 when all is well', async () => {
    expect(await runPlugmon(['check', 'rules', BUILTIN])).toEqual({
      code: 0,
      stdout: `Checking ${BUILTIN}\n  SUCCESS: 16 rules found\n`,
      stderr: '',
    })
  })

  test('1 for what would not load, with place, line and caret', async () => {
    const path = file('broken.yml', 'groups:\n- name: a\n  rules:\n  - alert: Y\n    expr: rate(foo)\n')
    const {code, stdout} = await runPlugmon(['check', 'rules', path])
    expect(code).toBe(1)
    expect(stdout).toContain(
      `${path}:5:16: group "a", rule 1, "Y": could not parse expression: 1:6: parse error: expected type range vector in call to function "rate", got instant vector\n` +
        '        expr: rate(foo)\n' +
        '                   ^\n',
    )
  })

  test('3 for what is hardly meant, each with its cure', async () => {
    const path = file(
      'odd.yml',
      "- alert: X\n  expr: sum(rate(plugins_loaded[5m])) > 1\n  for: 5s\n  annotations: {summary: '{{ $labels.plugin_name }}'}\n",
    )
    const {code, stdout} = await runPlugmon(['check', 'rules', path])
    expect(code).toBe(3)
    expect(stdout.split('\n').filter((line) => line.startsWith(path))).toEqual([
      `${path}:2:9: X: annotation summary uses $labels.plugin_name, which the expression drops`,
      `${path}:2:13: X: rate() of plugins_loaded, a gauge`,
      `${path}:1:3: X: for: 5s is shorter than the evaluation interval, so the alert waits for 15s`,
    ])
    expect(stdout.match(/^ {2}→ /gm)).toHaveLength(3)
  })

  test.each([
    {name: 'a label that is dropped', rules: DROPPED, flags: [], code: 0},
    {name: 'a label that is dropped, and every finding counts', rules: DROPPED, flags: ['--lint-fatal'], code: 3},
    {name: 'a rule that is there twice', rules: `${FOREIGN}${FOREIGN}`, flags: [], code: 0},
    {
      name: 'a rule that is there twice, and it counts',
      rules: `${FOREIGN}${FOREIGN}`,
      flags: ['--lint-fatal'],
      code: 3,
    },
    {
      name: 'what every process tells',
      rules: DROPPED.replace('http_requests_total', 'process_resident_memory_bytes'),
      flags: [],
      code: 0,
    },
    {name: 'nothing to find', rules: FOREIGN, flags: ['--lint-fatal'], code: 0},
  ])('rules for other metrics: $name', async ({rules, flags, code}) => {
    const ended = await runPlugmon(['check', 'rules', ...flags, file('foreign.yml', rules)])
    expect(ended).toMatchObject({code, stdout: expect.stringContaining('SUCCESS')})
    expect(ended.stdout.includes('→')).toBe(rules !== FOREIGN)
  })

  test.each([
    {name: 'a control character', yaml: 'groups:\n- name: "a\x1b]0;owned\x07"\n'},
    {name: 'one that YAML makes', yaml: '- alert: "A\\e[2J\\a"\n  expr: plugins_loaded{nothing="\x9b2J"}\n  for: 1s\n'},
    {name: 'an unknown field', yaml: 'groups:\n- name: a\n  "\\e[2J": 1\n'},
    {name: 'text that goes the other way', yaml: '- alert: A\n  expr: "\u202e1 +"\n'},
  ])('shows nothing that a terminal obeys: $name', async ({yaml}) => {
    const path = file('evil.yml', yaml)
    for (const command of [
      ['check', 'rules', path],
      ['check', 'config', path],
      ['test', 'rules', path],
      ['backtest', path, STORY],
    ]) {
      const {stdout, stderr} = await runPlugmon(command)
      expect(stdout + stderr).not.toMatch(/[\0-\x08\x0b-\x1f\x7f-\x9f\u202e]/)
    }
  })

  test('bytes that are no text are refused everywhere, with their place', async () => {
    const path = file('latin.yml', Buffer.from('- alert: A\n  expr: up{x="caf\xe9"}\n', 'latin1'))
    const place = `${path}:2:18: yaml: invalid trailing UTF-8 octet`
    for (const {command, code} of [
      {command: ['check', 'rules', path], code: 1},
      {command: ['check', 'config', path], code: 1},
      {command: ['test', 'rules', path], code: 1},
      {command: ['test', 'rules', file('latin.test.yml', 'rule_files: [latin.yml]\ntests: [{}]\n')], code: 1},
      {command: ['report', STORY, '--rules', path], code: 2},
    ]) {
      const ended = await runPlugmon(command)
      expect(ended.code).toBe(code)
      expect(ended.stdout + ended.stderr).toContain(place)
    }
  })

  test('--against a log names what nothing in it ever matched', async () => {
    const path = file(
      'against.yml',
      '- alert: A\n  expr: plugin_errors{plugin_name="nobody"} > 0\n- alert: B\n  expr: plugin_errors > 0\n',
    )
    const {code, stdout} = await runPlugmon(['check', 'rules', path, '--against', STORY])
    expect(code).toBe(3)
    expect(stdout).toContain(`A: nothing in ${STORY} ever matched plugin_errors`)
    expect(stdout).not.toContain('B: nothing')
  })

  test('check config finds a mistake with its place', async () => {
    const path = file('config.yaml', 'window: 7m\n')
    const {code, stdout} = await runPlugmon(['check', 'config', path])
    expect(code).toBe(1)
    expect(stdout).toContain(`${path}:1:9: window: "7m" is not one of 1m, 5m, 15m, 1h\n    window: 7m\n            ^\n`)
  })
})

describe('plugmon test rules', () => {
  const rules = file('up.yml', 'groups:\n- name: g\n  rules:\n  - alert: Down\n    expr: up == 0\n    for: 2m\n')
  const tests = (seriesValues: string) =>
    `rule_files: [${rules}]\nevaluation_interval: 1m\ntests:\n- name: falls\n  interval: 1m\n` +
    `  input_series: [{series: 'up{job="a"}', values: '${seriesValues}'}]\n` +
    '  alert_rule_test:\n  - {eval_time: 5m, alertname: Down, exp_alerts: [{exp_labels: {job: a}}]}\n'

  test('passes and fails as promtool does, and writes JUnit', async () => {
    const good = file('good_test.yml', tests('1 0 0 0 0 0'))
    expect(await runPlugmon(['test', 'rules', good])).toEqual({
      code: 0,
      stdout: `Unit Testing:  ${good}\n  SUCCESS\n\n`,
      stderr: '',
    })
    const bad = file('bad_test.yml', tests('1 1 1 1 1 0'))
    const junit = join(folder, 'junit.xml')
    const {code, stdout} = await runPlugmon(['test', 'rules', good, bad, '--junit', junit, '--diff'])
    expect(code).toBe(1)
    expect(stdout).toContain('  FAILED:\n    name: falls,\n    alertname: Down, time: 5m, \n')
    expect(stdout).toContain('- Labels:{alertname="Down", job="a"}')
    const xml = readFileSync(junit, 'utf8')
    expect(xml).toContain(`<testsuite name="${good}" tests="1" failures="0">`)
    expect(xml).toContain(`<testsuite name="${bad}" tests="1" failures="1">`)
    expect((await runPlugmon(['test', 'rules', bad, '--run', 'nothing'])).code).toBe(0)
  })

  test('says which rule files there are not, and goes on', async () => {
    const [missing, test] = [
      join(folder, 'missing.yml'),
      'tests: [{promql_expr_test: [{expr: "1", exp_samples: [{value: 1}]}]}]',
    ]
    const path = file('missing_test.yml', `rule_files: [${missing}, "missing*.yaml"]\n${test}`)
    const {code, stderr} = await runPlugmon(['test', 'rules', path])
    expect({code, stderr}).toEqual({
      code: 0,
      stderr: [missing, join(folder, 'missing*.yaml')]
        .map((each) => `  WARNING: no file match pattern ${each}\n`)
        .join(''),
    })
  })

  test.skipIf(!hasPromtool)('with the words of promtool (skipped: needs promtool, where it is absent)', async () => {
    const bad = file('same_test.yml', tests('1 1 1 1 1 0'))
    const {status, text} = promtool(['test', 'rules', bad], {})
    const ours = await runPlugmon(['test', 'rules', bad])
    expect(status).toBe(1)
    expect(ours.stdout.split('\n').slice(1).join('\n').trim()).toBe(text.trim())
  })

  test('takes a log as its input', async () => {
    const path = file(
      'events_test.yml',
      `rule_files: [${BUILTIN}]\nevaluation_interval: 15s\ntests:\n- name: story\n  interval: 15s\n  events: ${STORY}\n` +
        '  promql_expr_test:\n  - {expr: sum by (plugin_name) (plugin_errors), eval_time: 20m, exp_samples: [' +
        ['geo-maps 9', 'payments 159', 'pdf-export 14', 'sso-saml 7']
          .map((row) => row.split(' '))
          .map(([plugin, count]) => `{labels: '{plugin_name="${plugin!}"}', value: ${count!}}`)
          .join(', ') +
        ']}\n',
    )
    const {code, stdout} = await runPlugmon(['test', 'rules', path])
    expect(stdout).toBe(`Unit Testing:  ${path}\n  SUCCESS\n\n`)
    expect(code).toBe(0)
  })
})

describe('questions to a log', () => {
  test('query answers as a table and as Prometheus’ API does', async () => {
    const table = await runPlugmon(['query', 'sum by (plugin_name) (plugin_errors) > 10', STORY])
    expect(table.stdout).toBe('plugin_name  VALUE\npdf-export      14\npayments       159\n')
    const json = await runPlugmon(['query', 'histogram_count(sum(plugin_load_time))', STORY, '-o', 'json'])
    expect(JSON.parse(json.stdout)).toEqual({
      status: 'success',
      data: {resultType: 'vector', result: [{metric: {}, value: [1795342800, '61']}]},
    })
    const range = await runPlugmon([
      ...['query', 'sum(plugins_loaded{state="loaded"})', STORY, '-o', 'json'],
      ...['--start', '2026-11-22T10:10:00Z', '--end', '2026-11-22T10:18:00Z', '--step', '4m'],
    ])
    expect(JSON.parse(range.stdout)).toMatchObject({
      data: {
        resultType: 'matrix',
        result: [
          {
            metric: {},
            values: [
              [1795342200, '6'],
              [1795342440, '0'],
              [1795342680, '10'],
            ],
          },
        ],
      },
    })
    const chart = await runPlugmon(['query', 'sum(plugin_errors)', STORY, '-o', 'chart'])
    expect(chart.stdout.split('\n')[0]).toBe('{}')
    expect(chart.stdout).toContain('      189 │')
    const broken = await runPlugmon(['query', 'sum(', STORY])
    expect(broken.code).toBe(2)
    expect(broken.stderr).toContain('1:5: parse error: ')
  })

  test('backtest says when rules would have fired, and sweeps', async () => {
    const {stdout, code} = await runPlugmon(['backtest', BUILTIN, STORY, '-o', 'json'])
    expect(code).toBe(0)
    const {schema, rules} = JSON.parse(stdout) as {schema: string; rules: Record<string, unknown>[]}
    expect(schema).toBe('plugmon.backtest/1')
    expect(rules.find(({alertname}) => alertname === 'PluginSystemDown')).toMatchObject({
      pending: 2,
      fired: 1,
      firing_seconds: 30,
      alerts: [
        {startsAt: '2026-11-22T10:00:00.000Z', endsAt: '2026-11-22T10:00:15.000Z'},
        {
          labels: {instance: 'demo'},
          startsAt: '2026-11-22T10:12:15.000Z',
          firedAt: '2026-11-22T10:17:15.000Z',
          endsAt: '2026-11-22T10:17:45.000Z',
        },
      ],
    })
    const swept = await runPlugmon(['backtest', BUILTIN, STORY, '--sweep', 'for=0,10m'])
    const row = (variant: string) =>
      swept.stdout.split('\n').find((line) => line.includes('PluginSystemDown') && line.includes(variant))
    expect(row('for=0')?.split(/\s+/).slice(2, 4)).toEqual(['2', '2'])
    expect(row('for=10m')?.split(/\s+/).slice(2, 4)).toEqual(['2', '0'])
    const limits = await runPlugmon([
      'backtest',
      file('one.yml', '- alert: E\n  expr: sum(plugin_errors) > 5\n'),
      STORY,
      '--sweep',
      'threshold=0,1e6',
    ])
    expect(limits.stdout).toMatch(/E +threshold=0 +1 +1 /)
    expect(limits.stdout).toMatch(/E +threshold=1e6 +0 +0 /)
    expect((await runPlugmon(['backtest', BUILTIN, STORY, '--sweep', 'colour=red'])).code).toBe(2)
  })

  test('explain shows the value at every node, and what is left of for', async () => {
    const {stdout} = await runPlugmon(['explain', 'PluginSystemDown', STORY, '--at', '2026-11-22T10:13:15Z'])
    expect(stdout).toBe(`PluginSystemDown at 2026-11-22T10:13:15.000Z
  fires when the value is == 0
  for 5m 00s

sum by (instance) (plugins_loaded{state="loaded"}) == 0
  = {instance="demo"} 0
  sum by (instance) (plugins_loaded{state="loaded"})
    = {instance="demo"} 0
    plugins_loaded{state="loaded"}
      = {__name__="plugins_loaded", instance="demo", state="loaded"} 0

pending  {instance="demo"}  value 0  since 2026-11-22T10:12:15.000Z, 4m 00s of 5m 00s left
`)
    const {code, stderr} = await runPlugmon(['explain', 'PluginSystemDwn', STORY])
    expect(code).toBe(2)
    expect(stderr).toContain('did you mean PluginSystemDown?')
  })
})

test('edited rules are reloaded, all or nothing, and said', async () => {
  const good = 'groups:\n- name: g\n  rules:\n  - {alert: A, expr: up == 0}\n'
  const path = file('edited.yml', good)
  const {child, output, ended} = startPlugmon([
    'watch',
    '-o',
    'ndjson',
    '--rules',
    path,
    '--no-builtin-rules',
    'demo:healthy',
  ])
  const marks = () => rowsOf(output.stdout).filter(({kind}) => kind === 'rules')
  await expect.poll(() => output.stdout, {timeout: 15_000}).not.toBe('')
  writeFileSync(path, `${good}  - {alert: B, expr: up = 0}\n`)
  await expect
    .poll(() => marks().at(-1)?.['text'], {timeout: 15_000})
    .toContain(`rules not reloaded, the old ones stay: ${path}:5:`)
  writeFileSync(path, `${good}  - {alert: B, expr: up == 1}\n`)
  await expect.poll(() => marks().at(-1)?.['text'], {timeout: 15_000}).toBe('rules reloaded: 2 in force')
  await expect
    .poll(
      () =>
        rowsOf(output.stdout).some(
          ({type, alertname, state}) => type === 'alert' && alertname === 'B' && state === 'firing',
        ),
      {timeout: 25_000},
    )
    .toBe(true)
  child.kill('SIGTERM')
  expect((await ended).code).toBe(143)
}, 60_000)
