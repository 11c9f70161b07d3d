import {readFileSync} from 'node:fs'
import {expect, test} from 'vitest'
import type {Expr} from '../../src/promql/ast.ts'
import {compile} from '../../src/promql/compile.ts'
import {evaluateInstant} from '../../src/promql/evaluate.ts'
import {createLabels, labelRecord} from '../../src/promql/labels.ts'
import {createMatcher} from '../../src/promql/matcher.ts'
import {EMPTY_HISTOGRAM, type NativeHistogram} from '../../src/promql/histogram/native.ts'
import {HISTOGRAM_SAMPLE, type Series} from '../../src/promql/querier.ts'
import {createGroup} from '../../src/rules/group.ts'
import {parseRuleFile} from '../../src/rules/parse-rule-file.ts'
import {hasPromtool, promtool} from '../helpers/promtool.ts'

const read = (path: string) => readFileSync(new URL(path, import.meta.url), 'utf8')
const MINUTES = 20

/** What a host with one slow, failing, flapping plugin and nothing in error gives: a value a minute. */
const SERIES: Readonly<
  Record<string, {labels: Record<string, string>; at: (minute: number) => number | NativeHistogram}>
> = {
  'plugins_loaded{instance="i", state="loaded"}': {labels: {state: 'loaded'}, at: () => 3},
  'plugins_loaded{instance="i", state="error"}': {labels: {state: 'error'}, at: () => 0},
  'plugin_errors{instance="i", plugin_name="p", error_type="E"}': {
    labels: {plugin_name: 'p', error_type: 'E'},
    at: (minute) => minute * 12,
  },
  'plugin_state_changes{instance="i", plugin_name="p", old_state="loaded", new_state="error"}': {
    labels: {plugin_name: 'p', old_state: 'loaded', new_state: 'error'},
    at: (minute) => minute * 9,
  },
  'plugin_state_changes{instance="i", plugin_name="p", old_state="error", new_state="loaded"}': {
    labels: {plugin_name: 'p', old_state: 'error', new_state: 'loaded'},
    at: (minute) => minute * 9,
  },
  'plugin_load_time{instance="i", plugin_name="p", version="1"}': {
    labels: {plugin_name: 'p', version: '1'},
    // Buckets up to 1 and to 2 seconds: its 95th percentile is above 1 from the start.
    at: (minute) => ({
      ...EMPTY_HISTOGRAM,
      count: (minute + 1) * 10,
      sum: (minute + 1) * 12,
      positive: {indexes: [0, 1], counts: [(minute + 1) * 4, (minute + 1) * 6]},
    }),
  },
}

const series: Series[] = Object.entries(SERIES).map(([text, {labels, at}]) => {
  const values = Array.from({length: MINUTES + 1}, (_, minute) => at(minute))
  const isHistogram = typeof values[0] !== 'number'
  return {
    labels: createLabels({...labels, instance: 'i', __name__: text.slice(0, text.indexOf('{'))}),
    times: Float64Array.from(values, (_, minute) => minute * 60_000),
    values: Float64Array.from(values, (value) => (typeof value === 'number' ? value : 0)),
    length: values.length,
    ...(isHistogram && {
      kinds: new Uint8Array(values.length).fill(HISTOGRAM_SAMPLE),
      histograms: values as NativeHistogram[],
    }),
  }
})

/** The same series as promtool reads them. */
const INPUT = Object.entries(SERIES).map(([text, {at}]) => {
  const [first, second] = [at(0), at(1)]
  if (typeof first === 'number' && typeof second === 'number') {
    return {series: text, values: `${first}+${second - first}x${MINUTES}`}
  }
  const shape = '{{schema:0 sum:12 count:10 buckets:[4 6]}}'
  return {series: text, values: `${shape}+${shape}x${MINUTES}`}
})

const host = {
  query: (expr: Expr) => {
    const compiled = compile(expr, '')
    const select = (matchers: Parameters<typeof createMatcher>[0]) => {
      const accepts = createMatcher(matchers)
      return series.filter(({labels}) => accepts(labels))
    }
    return (at: number) => {
      const {value} = evaluateInstant(compiled, {select}, at)
      return {rows: value.type === 'vector' ? value.samples : []}
    }
  },
  open: () => ({write: () => undefined, end: () => undefined}),
  defer: () => () => undefined,
  externalLabels: {},
  externalUrl: '',
}

/** What fires after 20 minutes, with value and labels. */
function firing(text: string) {
  const {groups, problems} = parseRuleFile(text, 'rules.yml')
  expect(problems).toEqual([])
  return groups.flatMap((group) => {
    const live = createGroup(group, host)
    for (let minute = 0; minute <= MINUTES; minute++) live.evaluate(minute * 60_000)
    return live.states().flatMap(({rule, health, alerts}) => {
      expect({rule: rule.name, health}).toEqual({rule: rule.name, health: 'ok'})
      const {labels: own} = rule
      return alerts
        .filter(({state}) => state === 'firing')
        .map((alert) => ({
          alertname: rule.name,
          labels: labelRecord(alert.labels),
          annotations: alert.annotationsOfNow()(),
          own,
        }))
    })
  })
}

const FILES: readonly (readonly [name: string, path: string, names: readonly string[]])[] = [
  [
    'as specified',
    '../fixtures/rules/specification.yml',
    // PluginSystemDown fires in a healthy host, since no plugin is in error; there and back are no flapping apart.
    ['PluginSystemDown', 'HighPluginErrorRate', 'SlowPluginLoad'],
  ],
  [
    'as they ship',
    '../../src/rules/builtin.yml',
    [
      ...['HighPluginErrorRate', 'SlowPluginLoad', 'PluginStateFlapping', 'PluginErrorTransitions', 'PluginErrorRate'],
      ...['PluginLoadTimeP50', 'PluginLoadTimeP90', 'PluginLoadTimeP99'],
    ],
  ],
]

test.each(FILES)('the rules %s', (_, path, names) => {
  expect(firing(read(path)).map(({alertname}) => alertname)).toEqual(names)
})

test.skipIf(!hasPromtool).each(FILES)('promtool finds the same in the rules %s, text and all', (_, path) => {
  const text = read(path)
  const rules =
    text.startsWith('groups:') || /^groups:/m.test(text)
      ? text
      : `groups:\n- name: g\n  rules:\n${text.replace(/^/gm, '  ')}`
  const found = firing(text)
  const alertnames = parseRuleFile(text, 'rules.yml').groups.flatMap((group) => group.rules.map(({name}) => name))
  const tests = {
    rule_files: ['rules.yml'],
    evaluation_interval: '1m',
    tests: [
      {
        interval: '1m',
        input_series: INPUT,
        alert_rule_test: alertnames.map((alertname) => ({
          eval_time: `${MINUTES}m`,
          alertname,
          exp_alerts: found
            .filter((alert) => alert.alertname === alertname)
            .map(({labels, annotations}) => ({
              exp_labels: {...labels, alertname: undefined},
              exp_annotations: annotations,
            })),
        })),
      },
    ],
  }
  const {text: output, status} = promtool(['test', 'rules', 'test.yml'], {
    'rules.yml': rules,
    'test.yml': JSON.stringify(tests),
  })
  expect({output, status}).toEqual({output: expect.stringContaining('SUCCESS'), status: 0})
})
