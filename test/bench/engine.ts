import type {PluginEvent} from '../../src/event.ts'
import {createMetrics, type Metrics} from '../../src/metrics/metrics.ts'
import {createAlerting} from '../../src/monitor/alerting.ts'
import {parseRuleFile} from '../../src/rules/parse-rule-file.ts'
import type {Contender, Race} from './contender.ts'
import type {Lab} from './lab.ts'
import {task} from './run-task.ts'

const START = Date.UTC(2026, 0, 1)
const INTERVAL_MS = 15_000
const PLUGINS = 1000
const ERROR_TYPES = 8
const RULES = 100
/** Ticks ahead of what is measured, so that every range has its samples. */
const WARM_TICKS = 40

const LABELS = ['instance, plugin_name', 'instance', 'instance, error_type']

/** One tick over 10,000 series, without rules and with 100; a view of 1,000 plugins. */
export function raceEngine({isQuick}: Lab): Race {
  const times = isQuick ? 5 : 20
  const bare = fill(0)
  const ruled = fill(RULES)
  return {
    name: 'engine',
    title: `a tick over ${bare.series.toLocaleString('en')} series of which a tenth changed, and a view of ${PLUGINS.toLocaleString('en')} plugins`,
    unit: 'CPU ms',
    contenders: [
      task('tick, no rules', times, bare.tick),
      task(`tick, ${String(RULES)} rules`, times, ruled.tick),
      viewing('view of all plugins, a tenth of them new', times, bare),
    ],
  }
}

interface Filled {
  readonly metrics: Metrics
  readonly series: number
  tick(): void
  readonly at: () => number
}

/** 1,000 plugins with 8 types of errors, and a load time and a memory gauge each. */
function fill(ruleCount: number): Filled {
  const metrics = createMetrics({intervalMs: INTERVAL_MS})
  const alerting = createAlerting(metrics.history, {
    groups: rules(ruleCount),
    intervalMs: INTERVAL_MS,
    retentionMs: 3_600_000,
  })
  let at = START
  for (let plugin = 0; plugin < PLUGINS; plugin++) {
    for (const event of eventsOf(plugin, at)) metrics.take('host', event)
  }

  function tick(): void {
    const share = (at / INTERVAL_MS) % 10
    at += INTERVAL_MS
    for (let plugin = share; plugin < PLUGINS; plugin += 10) {
      for (const event of eventsOf(plugin, at - 1000)) metrics.take('host', event)
    }
    metrics.tick(at)
    alerting.tick(at)
  }

  for (let index = 0; index < WARM_TICKS; index++) tick()
  return {metrics, series: metrics.history.select().length, tick, at: () => at}
}

function eventsOf(plugin: number, time: number): PluginEvent[] {
  const pluginName = `plugin_${String(plugin)}`
  const ids = {traceId: 't', spanId: 's'}
  const durationMs = 50 + (plugin % 100)
  const start = time - durationMs
  const common = {time, origin: 'native'} as const
  return [
    ...Array.from({length: ERROR_TYPES}, (_, type): PluginEvent => {
      return {...common, type: 'error', pluginName, errorType: `Error${String(type)}`, message: 'no'}
    }),
    {...common, type: 'span', name: 'plugin.load', ...ids, start, durationMs, status: 'ok', pluginName},
    {...common, type: 'usage', pluginName, method: 'process', rssBytes: 5e7 + (time % 1000)},
  ]
}

function rules(count: number): ReturnType<typeof parseRuleFile>['groups'] {
  const lines = Array.from({length: count}, (_, index) => {
    const by = LABELS[index % LABELS.length]!
    const expr =
      index % 10 === 9
        ? `histogram_quantile(0.9${String(index % 9)}, sum by (instance) (rate(plugin_load_time[5m]))) > ${String(index)}`
        : `sum by (${by}) (rate(plugin_errors{error_type=~"Error[${String(index % 8)}-8]"}[${String(2 + (index % 5))}m])) > ${String(index)}`
    return `      - {alert: Rule${String(index)}, expr: '${expr}', for: 5m}`
  })
  return parseRuleFile(`groups:\n  - name: bench\n    rules:\n${lines.join('\n')}${count === 0 ? '[]' : ''}\n`, 'bench')
    .groups
}

function viewing(name: string, times: number, {metrics, tick, at}: Filled): Contender {
  const view = task(name, 1, () => metrics.view('5m', at()))
  return {
    name,
    async run() {
      const costs: number[] = []
      for (let index = 0; index < times; index++) {
        tick()
        costs.push((await view.run()).value)
      }
      return {value: costs.reduce((sum, cost) => sum + cost) / times}
    },
  }
}
