import fc from 'fast-check'
import {expect, test} from 'vitest'
import type {PluginEvent} from '../../src/event.ts'
import type {History} from '../../src/metrics/history.ts'
import {createMetrics} from '../../src/metrics/metrics.ts'
import {createQuerier} from '../../src/monitor/querier.ts'
import {createRuleQueries} from '../../src/monitor/rule-queries.ts'
import {createRuleSeries} from '../../src/monitor/rule-series.ts'
import {labelsOf} from '../../src/monitor/sampled-series.ts'
import {compile} from '../../src/promql/compile.ts'
import {evaluateInstant, type Sample} from '../../src/promql/evaluate.ts'
import {customHistogram} from '../../src/promql/histogram/native.ts'
import {createMatcher} from '../../src/promql/matcher.ts'
import {parseExpr} from '../../src/promql/parse.ts'
import {HISTOGRAM_SAMPLE, type Querier, type Series} from '../../src/promql/querier.ts'
import {event, load, START_AT, state, take} from '../metrics/events.ts'

const INTERVAL_MS = 15_000
const LONG_AGO = -3_600_000_000

const EXPRESSIONS = [
  'rate(plugin_errors[1m])',
  'rate(plugin_errors[15s])',
  'rate(plugin_errors[20s])',
  'rate(plugin_errors[1m] offset 30s)',
  'irate(plugin_errors[1m])',
  'sum by (plugin_name) (rate(plugin_errors[1m])) * 60 > 0.1',
  'sum by (plugin_name) (increase(plugin_state_changes[5m]))',
  'increase(plugin_state_changes{new_state="error"}[10m])',
  'delta(level[1m])',
  'idelta(level[1m])',
  'changes(level[2m])',
  'resets(level[2m])',
  'max_over_time(level[2m])',
  'plugins_loaded{state="error"} > 0',
  'rate({__name__=~"plugin_.*"}[1m])',
  'rate(level[1m]) + rate(level[1m])',
  'max_over_time(rate(plugin_errors[1m])[2m:15s])',
  'plugin_load_time',
  'rate(plugin_load_time[1m])',
  'increase(plugin_load_time[5m])',
  'histogram_quantile(0.9, sum by (instance) (rate(plugin_load_time[2m])))',
  'histogram_quantile(0.5, sum by (instance) (rate(plugin_load_time[2m])))',
  'histogram_count(sum by (plugin_name) (rate(plugin_load_time[2m])))',
]

/** What happens in the slot before a tick; `jump` sets the clock, `silence` leaves ticks out. */
type Step = Told | {readonly do: 'jump' | 'silence'; readonly value: number}

interface Told {
  readonly do: 'error' | 'load' | 'state' | 'level' | 'told-error'
  readonly plugin: number
  readonly value: number
}

const step: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 30,
    arbitrary: fc.record({
      do: fc.constantFrom('error' as const, 'load' as const, 'state' as const, 'level' as const),
      plugin: fc.nat(11),
      value: fc.nat(9),
    }),
  },
  // A counter that the host keeps itself is of a higher rung, so what was counted before is withdrawn.
  {weight: 1, arbitrary: fc.record({do: fc.constant('told-error' as const), plugin: fc.nat(11), value: fc.nat(9)})},
  {weight: 1, arbitrary: fc.record({do: fc.constantFrom('jump' as const, 'silence' as const), value: fc.nat(9)})},
)

test('what is shared, remembered and passed over changes no result', () => {
  fc.assert(
    fc.property(fc.array(fc.array(step, {maxLength: 8}), {minLength: 20, maxLength: 60}), (slots) => {
      const metrics = createMetrics({intervalMs: INTERVAL_MS})
      const querier = createQuerier(metrics.history, createRuleSeries(0))
      const queries = createRuleQueries(querier, INTERVAL_MS)
      const plain = createPlainQuerier(metrics.history)
      const pairs = EXPRESSIONS.map((text) => {
        const expr = parseExpr(text)
        const compiled = compile(expr, text)
        return {
          text,
          quick: queries.query(expr),
          slow: (at: number) => evaluateInstant(compiled, plain, at, {defaultStepMs: INTERVAL_MS}).value,
        }
      })
      let now = START_AT
      for (const slot of slots) {
        for (const each of slot) {
          if ('plugin' in each) take(metrics, 'host-1', toEvent(each, now))
          else if (each.do === 'silence') now += each.value * INTERVAL_MS
          else {
            now += (each.value - 5) * 3_600_000
            metrics.newEpoch(now + 1)
          }
        }
        now += INTERVAL_MS
        metrics.tick(now)
        queries.startTick(now)
        for (const {text, quick, slow} of pairs) {
          const value = slow(now)
          const expected = value.type === 'vector' ? value.samples : []
          expect(byLabels(quick(now).rows), `${text} at ${String(now)}`).toEqual(byLabels(expected))
        }
      }
    }),
    {numRuns: 40},
  )
}, 60_000)

function toEvent({do: what, plugin, value}: Told, now: number): PluginEvent {
  const seconds = (now - START_AT) / 1000 + 1 + value
  const pluginName = `plugin-${String(plugin)}`
  switch (what) {
    case 'error':
      return event('error', seconds, {pluginName, errorType: 'Broken', message: 'no'})
    case 'load':
      return load(seconds, pluginName, (value + 1) / 64)
    case 'state':
      return state(seconds, pluginName, ['loaded', 'error', 'unloaded'][value % 3]!)
    case 'level': {
      const labels = {plugin_name: pluginName}
      return event('metric', seconds, {name: 'level', kind: 'gauge', value: value - 3, unit: '1', labels})
    }
    case 'told-error': {
      const labels = {plugin_name: pluginName, error_type: 'Broken'}
      return event('metric', seconds, {name: 'plugin_errors', kind: 'counter', value: 1, unit: '1', labels})
    }
  }
}

/** Every sample of every series, made anew for every question, and nothing told beside them. */
function createPlainQuerier(history: History): Querier {
  return {
    select(matchers): Series[] {
      const accepts = createMatcher(matchers)
      const matching = history.select().filter((series) => accepts(labelsOf(series)))
      return matching.map((series): Series => {
        const labels = labelsOf(series)
        if (series.kind === 'float') {
          const {times, values, length} = series.column()
          return {labels, times: times.slice(0, length), values: values.slice(0, length), length}
        }
        const {times, samples} = series.column(LONG_AGO, Infinity)
        return {
          labels,
          times,
          values: new Float64Array(times.length),
          length: times.length,
          kinds: new Uint8Array(times.length).fill(HISTOGRAM_SAMPLE),
          histograms: samples.map(({count, sum, ...positive}) =>
            customHistogram(series.bounds, count, sum, positive, 'unknown'),
          ),
        }
      })
    },
  }
}

/** Durations are of 64ths of a second, so that sums are exact in whatever order they are taken; a factor may still round them. */
function byLabels(samples: readonly Sample[]): Record<string, unknown> {
  return Object.fromEntries(
    samples.map(({labels, value}) => {
      if (typeof value === 'number') return [labels.key, value]
      const {count, sum, positive, resetHint} = value
      return [labels.key, {count, sum: Number(sum.toPrecision(12)), positive, resetHint}]
    }),
  )
}
