import {readFileSync} from 'node:fs'
import {describe, expect, test} from 'vitest'
import {formatWhere} from '../../../src/errors.ts'
import {METRICS} from '../../../src/metrics/catalog.ts'
import {lintRules} from '../../../src/rules/lint/lint.ts'
import {parseRuleFile} from '../../../src/rules/parse-rule-file.ts'

const metrics = new Map(
  [...METRICS].map(([name, {kind, labels}]) => [name, {kind, labels: [...labels, 'instance']}] as const),
)
const own = new Map([
  ...metrics,
  ['plugmon_last_event_timestamp_seconds', {kind: 'gauge', labels: ['instance']} as const],
])

function lint(text: string): string[] {
  const file = parseRuleFile(text, 'r.yml')
  expect(file.problems).toEqual([])
  return lintRules(file, {intervalMs: 15_000, metrics: own}).map(
    ({where, message, cure}) => `${formatWhere(where)}: ${message}. ${cure}`,
  )
}

describe('lintRules', () => {
  test.each([
    [
      'a label that an aggregation drops',
      '[{alert: A, expr: sum by (instance) (plugin_errors) > 1, annotations: {s: "{{ $labels.plugin_name }}"}}]',
      [
        'r.yml:1:19: annotation s uses $labels.plugin_name, which the expression drops. Keep it: by (…, plugin_name), or group_left (plugin_name) where it stands on the other side.',
      ],
    ],
    [
      "a label that is the rule's own",
      '[{alert: A, expr: up == 0, labels: {severity: page}, annotations: {s: "{{ $labels.severity }} {{ $labels.severity }}"}}]',
      [
        "r.yml:1:19: annotation s uses $labels.severity, which the expression drops. $labels holds the labels of the expression, not the rule's own: write the value of severity itself.",
      ],
    ],
    [
      'labels that are kept in every way',
      `[{alert: A, expr: 'sum without (error_type) (plugin_errors) > 1', annotations: {s: "{{ $labels.plugin_name }}{{ $labels.instance }}"}},
        {alert: B, expr: 'absent(up{job="x"})', annotations: {s: "{{ $labels.job }}"}},
        {alert: C, expr: 'label_replace(up, "host", "$1", "instance", "(.*)")', annotations: {s: "{{ $labels.host }}"}},
        {alert: D, expr: 'sum by (instance) (up) * on (instance) group_left (state) plugins_loaded', annotations: {s: "{{ $labels.state }}"}},
        {alert: E, expr: 'sum by (a) (x) or sum by (b) (y)', annotations: {s: "{{ $labels.a }}{{ $labels.b }}"}},
        {alert: F, expr: 'count_values("v", up)', annotations: {s: "{{ $labels.v }}"}}]`,
      expect.not.arrayContaining([expect.stringContaining('$labels')]),
    ],
    [
      'labels that are dropped in every way',
      `[{alert: A, expr: 'up * on (instance) plugins_loaded', annotations: {s: "{{ $labels.state }}"}},
        {alert: B, expr: 'sum(up)', annotations: {s: "{{ $labels.instance }}"}},
        {alert: C, expr: 'time() > 1', annotations: {s: "{{ $labels.instance }}"}},
        {alert: D, expr: 'plugin_errors - ignoring (error_type) plugin_errors', annotations: {s: "{{ $labels.error_type }}"}},
        {alert: E, expr: 'vector(1)', labels: {l: "{{ $labels.instance }}"}}]`.replace(
        'time() > 1',
        'vector(time()) > 1',
      ),
      [
        'annotation s uses $labels.state',
        'annotation s uses $labels.instance',
        'annotation s uses $labels.instance',
        'annotation s uses $labels.error_type',
        'label l uses $labels.instance',
      ].map((part) => expect.stringContaining(part)),
    ],
    [
      'rate() of a gauge',
      '- alert: A\n  expr: |\n    up == 1 and\n      on (instance) rate(plugins_loaded[5m]) > 1\n',
      [
        'r.yml:4:21: rate() of plugins_loaded, a gauge. Use delta() or deriv() for how a gauge changes, or avg_over_time() for what it was.',
      ],
    ],
    [
      'delta() of a counter',
      '[{record: a, expr: "delta(plugin_errors[5m])"}]',
      [
        'r.yml:1:21: delta() of plugin_errors, a counter. Use rate() or increase(), which know that a counter begins anew at 0.',
      ],
    ],
    [
      'rate() of a histogram or a counter',
      '[{record: a, expr: "rate(plugin_load_time[5m]) + rate(plugin_errors[5m])"}]',
      [],
    ],
    [
      'a for shorter than the interval',
      '[{alert: A, expr: up == 0, for: 5s}, {alert: B, expr: up == 0, for: 15s}, {alert: C, expr: up == 0}]',
      [
        'r.yml:1:2: for: 5s is shorter than the evaluation interval, so the alert waits for 15s. Evaluate the group more often (interval: 5s), or leave for out to fire at once.',
      ],
    ],
    [
      "a for shorter than the group's interval",
      'groups: [{name: g, interval: 5m, rules: [{alert: A, expr: up == 0, for: 1m}]}]',
      [expect.stringContaining('so the alert waits for 5m')],
    ],
    [
      'metrics that are not there',
      '[{record: a, expr: plugin_errors_total + nothing + b}, {record: b, expr: plugin_load_time_bucket}]',
      [
        'r.yml:1:20: plugmon makes no metric plugin_errors_total. Counters have no suffix here: write plugin_errors.',
        'r.yml:1:42: plugmon makes no metric nothing. It is there only if the host sends it as a metric event; plugmon rules shows the names that are always there.',
        'r.yml:1:74: plugmon makes no metric plugin_load_time_bucket. It is a native histogram here, without le: write plugin_load_time.',
      ],
    ],
    [
      'labels that are not there',
      '[{record: a, expr: "plugins_loaded{status=\\"error\\", state!=\\"\\", x!=\\"y\\"}"}]',
      [
        'r.yml:1:20: plugins_loaded has no label status, so status="error" selects nothing. Its labels are state, instance.',
      ],
    ],
    [
      'rules twice',
      '[{record: a, expr: up}, {record: a, expr: up, labels: {x: y}}, {record: a, expr: up == 1}]',
      [
        'r.yml:1:64: the same name and labels as the rule at r.yml:1:2. Give one of them another name or label, or their series mix.',
      ],
    ],
  ])('%s', (_, text, findings) => {
    expect(lint(text)).toEqual(findings)
  })

  test('nothing is known of metrics from elsewhere', () => {
    const file = parseRuleFile(
      '[{alert: A, expr: "rate(x_total{a=\\"b\\"}[5m]) > 1", annotations: {s: "{{ $labels.c }}"}}]',
      'r.yml',
    )
    expect(lintRules(file, {intervalMs: 15_000})).toEqual([])
  })

  test('there is nothing to say of the rules that ship', () => {
    expect(lint(readFileSync(new URL('../../../src/rules/builtin.yml', import.meta.url), 'utf8'))).toEqual([])
  })
})
