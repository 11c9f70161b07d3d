import type {Race} from '../contender.ts'
import type {Lab} from '../lab.ts'

const PLUGINS = 40
const RULES = 1000
const QUICK_RULES = 200
const HOURS = 1

/** What a rule asks, of one plugin or of all; `%n` is the rule's number, which makes every expression another one. */
const EXPRESSIONS = [
  'rate(plugin_errors{plugin_name="p%p"}[5m]) > 0.%n',
  'sum by (plugin_name) (rate(plugin_state_changes[5m])) > %n',
  'increase(plugin_load_failures[30m]) > %n',
  'histogram_quantile(0.95, sum by (le) (rate(plugin_load_seconds_bucket{plugin_name=~"p%p|p1%p"}[10m]))) > %n',
  'sum(rate(plugin_errors[5m])) / sum(rate(plugin_requests[5m])) > %n',
  'max_over_time(plugin_memory_bytes{plugin_name="p%p"}[15m]) > %n00000000',
  'plugin_up == 0 and on (plugin_name) rate(plugin_errors[5m]) > %n',
  'avg by (version) (plugin_memory_bytes) > 1.5 * avg(plugin_memory_bytes) + %n000000',
]

/** Rule unit tests: the same file through plugmon and through Prometheus' promtool. */
export function raceRules(lab: Lab): Race {
  const count = lab.isQuick ? QUICK_RULES : RULES
  lab.file('rules.yml', () => ruleFile(count))
  const tests = lab.file('rules-test.yml', testFile)
  const hasPromtool = lab.which('promtool') !== undefined
  return {
    name: 'rules',
    title: `${String(count)} rules, ${String(HOURS)} h at 15 s, ${String(seriesLines().length)} series, as a unit test`,
    unit: 'CPU s',
    contenders: [
      ...lab.ours('plugmon test rules', ['test', 'rules', tests]),
      ...(hasPromtool ? [lab.program('promtool test rules', ['promtool', 'test', 'rules', tests], {rounds: 2})] : []),
    ],
    comparisons: [
      {what: `${String(count)} rules as a unit test`, of: 'plugmon test rules', over: ['promtool test rules']},
    ],
    skipped: hasPromtool ? [] : [{name: 'promtool', why: 'not on the PATH'}],
  }
}

function ruleFile(count: number): string {
  const rules = Array.from({length: count}, (_, index) => {
    const expr = EXPRESSIONS[index % EXPRESSIONS.length]!.replaceAll('%n', String(index + 1)).replaceAll(
      '%p',
      String(index % 10),
    )
    return [
      `      - alert: Rule${String(index)}`,
      `        expr: ${expr}`,
      `        for: ${String(index % 10)}m`,
      `        annotations: {summary: '{{ $labels.plugin_name }} is at {{ $value | humanize }}'}`,
    ].join('\n')
  })
  return `groups:\n  - name: bench\n    rules:\n${rules.join('\n')}\n`
}

/** 8 series a plugin. */
function seriesLines(): string[] {
  const samples = (HOURS * 3600) / 15
  return Array.from({length: PLUGINS}, (_, plugin) => {
    const labels = `plugin_name="p${String(plugin)}", version="${String(plugin % 3)}.0"`
    const series = (name: string, more: string, values: string) =>
      `      - {series: '${name}{${labels}${more}}', values: '${values}'}`
    const counter = (step: number) => `0+${String(step)}x${String(samples)}`
    return [
      series('plugin_errors', ', error_type="TimeoutError"', `${counter(plugin % 7)} 0+1x20`),
      series('plugin_state_changes', ', new_state="error"', counter(plugin % 3)),
      series('plugin_load_failures', ', reason="gone"', `0x${String(samples / 2)} 1+1x${String(samples / 2)}`),
      series('plugin_load_seconds_bucket', ', le="0.1"', counter(1)),
      series('plugin_load_seconds_bucket', ', le="+Inf"', counter(2)),
      series('plugin_requests', '', counter(50)),
      series('plugin_memory_bytes', '', `5e7+1000x${String(samples)}`),
      series('plugin_up', '', `1x${String(samples - 40)} 0x40`),
    ]
  }).flat()
}

function testFile(): string {
  const series = seriesLines()
  return [
    'rule_files: [rules.yml]',
    'evaluation_interval: 15s',
    'tests:',
    '  - interval: 15s',
    '    input_series:',
    ...series,
    '    promql_expr_test:',
    `      - {expr: 'count({__name__=~"plugin_.*"})', eval_time: ${String(HOURS)}h, exp_samples: [{labels: '{}', value: ${String(series.length)}}]}`,
    '',
  ].join('\n')
}
