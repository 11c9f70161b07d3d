import {createPlainBatch} from '../../src/decode/plain-batch.ts'
import type {PluginEvent, SpanEvent, StateEvent} from '../../src/event.ts'
import {createMetrics, type Metrics, type MetricsOptions} from '../../src/metrics/metrics.ts'

/** A multiple of every interval that tests use. */
export const START_AT = 1_700_000_100_000

/** Seconds after the start, as an instant. */
export const at = (seconds: number) => START_AT + seconds * 1_000

type Bare<T> = Omit<T, 'time' | 'origin' | 'type'>
type Kind<T extends PluginEvent['type']> = Extract<PluginEvent, {type: T}>

/** An event of the native protocol `seconds` after the start. */
export function event<T extends PluginEvent['type']>(type: T, seconds: number, fields: Bare<Kind<T>>): Kind<T> {
  return {type, origin: 'native', time: at(seconds), ...fields} as unknown as Kind<T>
}

let spans = 0

/** A finished load that took `seconds`. */
export function load(when: number, pluginName: string, seconds: number, fields: Partial<SpanEvent> = {}): SpanEvent {
  return event('span', when, {
    name: 'plugin.load',
    traceId: 't',
    spanId: `s${String(++spans)}`,
    start: at(when) - seconds * 1_000,
    durationMs: seconds * 1_000,
    status: 'ok',
    pluginName,
    version: '1.0',
    ...fields,
  })
}

/** A plugin is in a new state. */
export function state(
  when: number,
  pluginName: string,
  newState: string,
  fields: Partial<StateEvent> = {},
): StateEvent {
  return event('state', when, {pluginName, newState, ...fields})
}

/** Metrics that have taken the events of one host, ticks in their places; the last tick is that after the last event. */
export function metricsOf(events: readonly PluginEvent[], options: Partial<MetricsOptions> = {}): Metrics {
  const {intervalMs = 15_000} = options
  const metrics = createMetrics({intervalMs, ...options})
  feed(metrics, events, intervalMs)
  return metrics
}

/** Gives metrics one event. */
export function take(metrics: Metrics, instance: string, event: PluginEvent): void {
  metrics.take(instance, createPlainBatch([event]), 0, 1)
}

/** Gives events in the order of their times, with the ticks that become due, the last after the last event. */
export function feed(metrics: Metrics, events: readonly PluginEvent[], intervalMs = 15_000): void {
  let next: number | undefined
  for (const each of events) {
    next ??= Math.ceil(each.time / intervalMs) * intervalMs
    for (; next < each.time; next += intervalMs) metrics.tick(next)
    take(metrics, 'host-1', each)
  }
  if (next !== undefined) metrics.tick(next)
}

/** All samples of the series of a metric, by the values of its labels but the instance: seconds after the start, and value. */
export function samplesOf(metrics: Metrics, name: string): Record<string, [seconds: number, value: number][]> {
  return Object.fromEntries(
    metrics.history.select(name).map((series) => {
      const key = series.labels
        .filter(([label]) => label !== 'instance')
        .map(([, value]) => value)
        .join(' ')
      if (series.kind === 'float') {
        const {times, values, length} = series.column()
        return [key, [...times.subarray(0, length)].map((time, i) => [(time - START_AT) / 1_000, values[i]!])]
      }
      const {times, samples} = series.column(0, Infinity)
      return [key, samples.map(({count}, i) => [(times[i]! - START_AT) / 1_000, count])]
    }),
  )
}
