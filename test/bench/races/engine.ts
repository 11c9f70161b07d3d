import {createPlainBatch} from '../../../src/decode/plain-batch.ts'
import type {PluginEvent} from '../../../src/event.ts'
import {createMetrics} from '../../../src/metrics/metrics.ts'
import {createAlerting} from '../../../src/monitor/alerting.ts'
import {parseRuleFile} from '../../../src/rules/parse-rule-file.ts'
import {finish} from '../../../src/rules/steps.ts'
import type {Contender, Race} from '../contender.ts'
import type {Lab} from '../lab.ts'
import {task} from '../run-task.ts'

const START = Date.UTC(2026, 0, 1)
const INTERVAL_MS = 15_000
const PLUGINS = 1000
const ERROR_TYPES = 8
const RULES = 100
/** Ticks ahead of what is measured, so that every range has its samples. */
const WARM_TICKS = 40

const LABELS = ['instance, plugin_name', 'instance', 'instance, error_type']

/** What a rule reads: the errors of one type, 1,000 series; or of many types, up to 8,000. */
const TYPES = {
  narrow: (index: number) => `="Error${String(index % ERROR_TYPES)}"`,
  wide: (index: number) => `=~"Error[${String(index % ERROR_TYPES)}-8]"`,
}
type Mix = keyof typeof TYPES

/** A tick of the rules over 10,000 series: those that read a part of them, and those that read nearly all. */
export function raceEngine({isQuick}: Lab): Race {
  const times = isQuick ? 5 : 20
  const plain = `tick, ${String(RULES)} rules of 1,000 series each`
  const harsh = `tick, ${String(RULES)} rules of up to 8,000 series each`
  const NONE = 'tick, no rules'
  return {
    name: 'engine',
    title: `a tick over ${(PLUGINS * (ERROR_TYPES + 3)).toLocaleString('en')} series`,
    unit: 'CPU ms',
    contenders: [
      ticking(NONE, times, 0, 'narrow', 0.1),
      ticking(plain, times, RULES, 'narrow', 0.1),
      ticking(`${plain}, all changed`, times, RULES, 'narrow', 1),
      ticking(harsh, times, RULES, 'wide', 0.1),
      ticking(`${harsh}, all changed`, times, RULES, 'wide', 1),
    ],
    comparisons: [
      {what: 'rules on a tick, a tenth of 11,000 series changed', of: plain, over: [NONE]},
      {what: 'the same, each rule reading up to 8,000 series, all changed', of: `${harsh}, all changed`, over: [NONE]},
    ],
  }
}

/** 1,000 plugins with 8 types of errors, and a load time and a memory gauge each; `share` of them tell something before a tick. */
function ticking(name: string, times: number, ruleCount: number, mix: Mix, share: number): Contender {
  const metrics = createMetrics({intervalMs: INTERVAL_MS})
  const groups = rules(ruleCount, mix)
  const alerting = createAlerting(metrics.history, {groups, intervalMs: INTERVAL_MS, retentionMs: 3_600_000})
  const step = Math.round(1 / share)
  let at = START

  function feed(): void {
    const from = (at / INTERVAL_MS) % step
    at += INTERVAL_MS
    for (let plugin = from; plugin < PLUGINS; plugin += step) tell(plugin)
  }

  function tell(plugin: number): void {
    const events = eventsOf(plugin, at - 1000)
    metrics.take('host', createPlainBatch(events), 0, events.length)
  }

  function tick(): void {
    metrics.tick(at)
    finish(alerting.tick(at))
  }

  let isWarm = false
  function prepare(): void {
    if (!isWarm) {
      for (let plugin = 0; plugin < PLUGINS; plugin++) tell(plugin)
      for (let index = 0; index < WARM_TICKS; index++) {
        feed()
        tick()
      }
      if (alerting.health().some(({health}) => health !== 'ok')) throw new Error('a rule was not evaluated')
    }
    isWarm = true
    feed()
  }

  return task(name, {times, prepare, tellsLongest: true}, tick)
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

function rules(count: number, mix: Mix): ReturnType<typeof parseRuleFile>['groups'] {
  const lines = Array.from({length: count}, (_, index) => {
    const by = LABELS[index % LABELS.length]!
    const expr =
      index % 10 === 9
        ? `histogram_quantile(0.9${String(index % 9)}, sum by (instance) (rate(plugin_load_time[5m]))) > ${String(index)}`
        : `sum by (${by}) (rate(plugin_errors{error_type${TYPES[mix](index)}}[${String(2 + (index % 5))}m])) > ${String(index)}`
    return `      - {alert: Rule${String(index)}, expr: '${expr}', for: 5m}`
  })
  const file = `groups:\n  - name: bench\n    rules:\n${lines.join('\n')}${count === 0 ? '[]' : ''}\n`
  return parseRuleFile(file, 'bench').groups
}
