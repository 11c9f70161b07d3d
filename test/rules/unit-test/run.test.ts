import {describe, expect, test} from 'vitest'
import {hasPromtool, promtool} from '../../helpers/promtool.ts'
import {runTests} from '../../helpers/unit-tests.ts'

const RULES = `
groups:
- name: example
  rules:
  - alert: InstanceDown
    expr: up == 0
    for: 5m
    labels: {severity: page}
    annotations: {summary: "Instance {{ $labels.instance }} down {{ $value }}"}
  - {record: 'job:up:sum', expr: sum by (job) (up)}
  - {alert: Low, expr: 'job:up:sum < 1', for: 1m, keep_firing_for: 2m}
  - {alert: Meta, expr: 'count(ALERTS{alertname="InstanceDown"}) > 0'}
`
const TEST = `
rule_files: [rules.yml]
evaluation_interval: 1m
tests:
- interval: 1m
  name: first
  input_series:
  - {series: 'up{job="prometheus", instance="localhost:9090"}', values: '1 1 0x8 1x10 stale'}
  - {series: 'up{job="node_exporter", instance="localhost:9100"}', values: '1+0x6 0 0 0 0 0 0 0 0'}
  alert_rule_test:
  - eval_time: 7m
    alertname: InstanceDown
    exp_alerts:
    - exp_labels: {severity: page, instance: 'localhost:9090', job: prometheus}
      exp_annotations: {summary: 'Instance localhost:9090 down 0'}
  - {eval_time: 6m59s, alertname: InstanceDown}
  - {eval_time: 5m, alertname: Low, exp_alerts: [{exp_labels: {job: prometheus}}]}
  - {eval_time: 11m, alertname: Low, exp_alerts: []}
  - {eval_time: 3m, alertname: Meta}
  promql_expr_test:
  - {expr: ALERTS, eval_time: 11m}
  - {expr: ALERTS_FOR_STATE, eval_time: 11m}
  - {expr: 'job:up:sum', eval_time: 11m}
  - {expr: 'up[5m]', eval_time: 11m}
  - {expr: 'up)', eval_time: 11m}
- name: second
  promql_expr_test: [{expr: 1 + 1, exp_samples: [{labels: '{}', value: 2}]}]
`

test('verdicts of rules, their series and their alerts', () => {
  const [first, second] = runTests(TEST, {'rules.yml': RULES})
  expect(second).toEqual({name: 'second', failures: []})
  expect(first!.failures).toHaveLength(7)
  expect(first!.failures[0]).toBe(
    [
      '    name: first,',
      '    alertname: Meta, time: 3m, ',
      '        exp:[], ',
      '        got:[',
      '            0:',
      '              Labels:{alertname="Meta"}',
      '              Annotations:{}',
      '            ]',
    ].join('\n'),
  )
  expect(first!.failures[4]).toContain('got: {__name__="job:up:sum", job="node_exporter"} 0E+00,')
  expect(first!.failures[5]).toBe('    expr: "up[5m]", time: 11m, err: rule result is not a vector or scalar')
  expect(first!.failures[6]).toBe(`    expr: "up)", time: 11m, err: 1:4: parse error: unexpected right parenthesis ')'`)
})

test.runIf(hasPromtool)('promtool says the same, word for word', () => {
  const {text} = promtool(['test', 'rules', 'test.yml'], {'test.yml': TEST, 'rules.yml': RULES})
  const lines = (message: string) => message.split('\n').filter((line) => line.trim() !== '' && !/^ {2}\S/.test(line))
  const mine = runTests(TEST, {'rules.yml': RULES}).flatMap(({failures}) => failures)
  expect(lines(mine.join('\n'))).toEqual(lines(text))
})

describe('what a test file may say', () => {
  const failures = (text: string, rules: Record<string, string> = {}) =>
    runTests(text, rules).flatMap((result) => result.failures)

  test('only tests whose name matches are run', () => {
    expect(runTests(TEST, {'rules.yml': RULES}, {run: /^sec/}).map(({name}) => name)).toEqual(['second'])
  })

  test.each([
    ['a sum', '0.1 + 0.2', '', '0.30000000000000004', '0.3'],
    ['a power', 'vector(0.1 + 0.2) ^ 1', '', '0.3', '0.3000001'],
    ['what a rule has made of a power', 'r', 'vector(0.1 + 0.2) ^ 1', '0.3', '0.3000001'],
  ])('%s is compared exactly, or to twelve digits where V8 rounds unlike Go', (_, expr, rule, right, wrong) => {
    const rules = {'r.yml': rule === '' ? 'groups:' : `groups: [{name: g, rules: [{record: r, expr: ${rule}}]}]`}
    const strictly = (value: string, strict: boolean) => {
      const test = `{expr: ${expr}, exp_samples: [{labels: "${expr === 'r' ? 'r' : '{}'}", value: ${value}}]}`
      return runTests(`rule_files: [r.yml]\ntests: [{promql_expr_test: [${test}]}]`, rules, {strict})[0]!.failures
        .length
    }
    expect([right, wrong].map((value) => strictly(value, false))).toEqual([0, 1])
    expect(['0.3', '0.30000000000000004'].map((value) => strictly(value, true))).toEqual([1, 0])
  })

  test('a negative nought is told as Go writes it', () => {
    expect(failures('tests: [{promql_expr_test: [{expr: -vector(0)}]}]')).toEqual([
      expect.stringMatching(/got: {} -0E\+00$/),
    ])
  })

  test('a fuzzy comparison allows the neighbouring float, and no more', () => {
    const strictly = (text: string) => runTests(text, {}, {strict: true})[0]!.failures.length
    const text = (value: string) =>
      `fuzzy_compare: true\ntests: [{promql_expr_test: [{expr: '3', exp_samples: [{labels: "{}", value: ${value}}]}]}]`
    expect([text('2.9999999999999996'), text('3.0000000000000004')].map(strictly)).toEqual([0, 0])
    expect(strictly(text('2.9999999999999996').replace('true', 'Yes'))).toBe(0)
    expect(strictly(text('2.9999999999999996').replace('true', 'off'))).toBe(1)
    expect([text('2.9999999999999987'), text('3.0000000000000013')].map(strictly)).toEqual([1, 1])
  })

  test('a rule that fails ends its test', () => {
    const rules = 'groups: [{name: g, rules: [{record: a, expr: "m + on() m"}, {alert: B, expr: vector(1)}]}]'
    const text = `
rule_files: [r.yml]
tests:
- input_series: [{series: 'm{i="1"}', values: '1'}, {series: 'm{i="2"}', values: '1'}]
  alert_rule_test: [{eval_time: 5m, alertname: B}]`
    expect(failures(text, {'r.yml': rules})).toEqual([
      expect.stringMatching(/^ {4}rule: a, time: 0s, err: found duplicate series for the match group \{\}/),
    ])
  })

  test.each([
    ['5m', '5m0s'],
    ['250ms', '250ms'],
    ['1h2m3s500ms', '1h2m3.5s'],
  ])('a rule that fails after %s is told with that time as Go writes it', (at, text) => {
    const interval = `evaluation_interval: ${at}`
    const series = ['1', '2'].map((i) => `{series: 'm{i="${i}"}', values: '_ 1'}`).join()
    const test = `tests: [{input_series: [${series}], alert_rule_test: [{eval_time: ${at}, alertname: B}]}]`
    const rules = 'groups: [{name: g, rules: [{record: a, expr: "m + on() m"}]}]'
    expect(failures(`${interval}\nrule_files: [r.yml]\n${test}`, {'r.yml': rules})).toEqual([
      expect.stringMatching(`^    rule: a, time: ${text}, err: `),
    ])
  })

  test.each([
    ['the empty annotation', '{x: y}', '{q: ""}', 0],
    ['no annotation where there is an empty one', '{x: y}', '{}', 1],
    ['an empty annotation where there is none', '{x: y}', '{q: "", r: ""}', 1],
    ['an empty label, which no alert has', '{x: y, e: ""}', '{q: ""}', 1],
  ])('an alert may be expected with %s', (_, labels, annotations, count) => {
    const rules = `groups: [{name: g, rules: [{alert: A, expr: vector(1), labels: {x: y, e: ""}, annotations: {q: ""}}]}]`
    const expected = `[{exp_labels: ${labels}, exp_annotations: ${annotations}}]`
    const test = `tests: [{alert_rule_test: [{eval_time: 1m, alertname: A, exp_alerts: ${expected}}]}]`
    expect(failures(`rule_files: [r.yml]\n${test}`, {'r.yml': rules})).toHaveLength(count)
  })

  test('groups are evaluated in the order that is asked for', () => {
    const rules = 'groups: [{name: a, rules: [{record: x, expr: y}]}, {name: b, rules: [{record: y, expr: vector(7)}]}]'
    const text = (order: string) => `
rule_files: [r.yml]
group_eval_order: ${order}
tests: [{promql_expr_test: [{expr: x, exp_samples: [{labels: x, value: 7}]}]}]`
    expect(failures(text('[b, a]'), {'r.yml': rules})).toEqual([])
    expect(failures(text('[a, b]'), {'r.yml': rules})).toHaveLength(1)
    expect(failures(text('[a, a]'), {'r.yml': rules})).toEqual(['group name repeated in evaluation order: a'])
  })

  test.each([
    ['an unknown field', 'tests: [{name: a, intervall: 1m}]', /^field intervall not found in type main\.testGroup/],
    ['a truth in quotes', 'fuzzy_compare: "true"', /cannot unmarshal !!str `true` into bool/],
    ['a number in quotes', 'tests: [{promql_expr_test: [{expr: a, exp_samples: [{value: "1"}]}]}]', /into float64/],
    ['no list', 'tests: 5', /cannot unmarshal !!str `5` into \[\]main\.testGroup/],
    [
      'a value that is no number',
      'tests: [{promql_expr_test: [{expr: a, exp_samples: [{labels: a, value: x}]}]}]',
      /into float64/,
    ],
  ])('%s is refused with its place', (_, text, message) => {
    expect(() => runTests(text)).toThrow(
      expect.objectContaining({
        code: 'bad-test',
        message: expect.stringMatching(message),
        where: expect.objectContaining({line: 1}),
      }),
    )
  })

  test.each([
    ['values that are none', `{series: m, values: '1 2 what'}`, 'unexpected "what" in series values'],
    ['a series that is none', `{series: 'm{a=~"b"}', values: '1'}`, /expected "="/],
    [
      'a histogram with an unknown key',
      `{series: m, values: '{{summe:1}}'}`,
      'unknown key "summe" in histogram description',
    ],
    ['more values than memory', `{series: m, values: '1x99999999'}`, 'more than 10000000 values in one series'],
  ])('%s fail the test', (_, series, message) => {
    expect(failures(`tests: [{input_series: [${series}]}]`)).toEqual([expect.stringMatching(message)])
  })
})
