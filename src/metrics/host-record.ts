import type {UsageEvent} from '../event.ts'
import {METRICS, type MetricKind} from './catalog.ts'
import {createLadder, type Ladder, type Rung} from './ladder.ts'
import type {Histogram} from './histogram.ts'
import {createPluginRecord, ownSeries, type OwnSeries, type PluginRecord} from './plugin-record.ts'
import {createPluginStates, type PluginStates} from './plugin-states.ts'
import {LABEL_LENGTH, OTHER, type Registry, type SeriesOf} from './registry.ts'
import type {Label} from './series.ts'
import type {Slowest} from './slowest.ts'
import {createSpans, type Spans} from './spans.ts'
import {takeUsage} from './usage.ts'

/** What all hosts share. */
export interface Store {
  readonly registry: Registry
  readonly slowest: Slowest
  /** Plugins of all hosts, without those that share the row of `__other__`. */
  pluginCount: number
  readonly pluginCap: number
}

/** What an event can do to one instance: the verbs of the table in facts.ts. Each asks the ladder whether the fact counts. */
export interface HostRecord {
  readonly instance: string
  readonly registry: Registry
  readonly slowest: Slowest
  readonly ladder: Ladder
  /** By name; past the cap all further ones share a row. */
  readonly plugins: ReadonlyMap<string, PluginRecord>
  readonly states: PluginStates
  readonly spans: Spans
  /** The whole process: its record is never shown among the plugins. */
  readonly process: PluginRecord
  /** Of the process, as it introduced itself or as its usage says. */
  pid: number | undefined
  runtime: string | undefined
  startedAt: number | undefined
  readonly discoveries: OwnSeries<Histogram>
  /** The record of a plugin, made when it is not there; without a name one that is never shown, which only carries series. */
  plugin(name: string | undefined): PluginRecord
  countError(rung: Rung, pluginName: string | undefined, errorType: string | undefined): void
  countFailure(rung: Rung, pluginName: string | undefined, reason: string | undefined): void
  countChange(rung: Rung, pluginName: string, oldState: string, newState: string): void
  observeLoad(rung: Rung, pluginName: string | undefined, version: string | undefined, seconds: number): void
  observeInitialization(rung: Rung, pluginName: string | undefined, seconds: number): void
  observeDiscovery(rung: Rung, directory: string | undefined, seconds: number): void
  setUsage(event: UsageEvent): void
}

/** An instance of which nothing is known. */
export function createHostRecord(instance: string, store: Store): HostRecord {
  const {registry, slowest} = store
  const plugins = new Map<string, PluginRecord>()
  const nameless = createPluginRecord(instance, '')
  const ladder = createLadder((metric) => {
    if (metric === 'states') states.withdraw()
    else registry.withdraw(metric, instance)
  })

  function plugin(name: string | undefined): PluginRecord {
    if (name === undefined || name === '') return nameless
    const known = plugins.get(name)
    if (known !== undefined) return known
    if (name.length > LABEL_LENGTH) return plugin(name.slice(0, LABEL_LENGTH))
    if (store.pluginCount >= store.pluginCap && name !== OTHER) return plugin(OTHER)
    const record = createPluginRecord(instance, name)
    plugins.set(name, record)
    store.pluginCount++
    return record
  }

  const states = createPluginStates(instance, registry, ladder, plugins)

  /** The series of a plugin by the values of its labels. That of a known key is found without making anything. */
  function open<K extends MetricKind>(
    kind: K,
    own: OwnSeries<SeriesOf[K]>,
    metric: string,
    key: string,
    ...values: readonly string[]
  ): SeriesOf[K] | undefined {
    const labels = () => METRICS.get(metric)!.labels.map((name, i): Label => [name, values[i]!])
    return own.byKey.get(key) ?? ownSeries(own, key, () => registry.open(kind, metric, instance, labels()))
  }

  const host: HostRecord = {
    instance,
    registry,
    slowest,
    ladder,
    plugins,
    states,
    spans: createSpans(),
    process: createPluginRecord(instance, ''),
    pid: undefined,
    runtime: undefined,
    startedAt: undefined,
    discoveries: {byKey: new Map(), series: []},
    plugin,
    countError(rung, pluginName = '', errorType = 'unknown') {
      if (!ladder.counts('plugin_errors', rung)) return
      open('counter', plugin(pluginName).errors, 'plugin_errors', errorType, pluginName, errorType)?.add(1)
    },
    countFailure(rung, pluginName = '', reason = 'unknown') {
      if (!ladder.counts('plugin_load_failures', rung)) return
      open('counter', plugin(pluginName).failures, 'plugin_load_failures', reason, pluginName, reason)?.add(1)
    },
    countChange(rung, pluginName, oldState, newState) {
      if (!ladder.counts('plugin_state_changes', rung)) return
      const {changes} = plugin(pluginName)
      const key = `${oldState}>${newState}`
      open('counter', changes, 'plugin_state_changes', key, pluginName, oldState, newState)?.add(1)
    },
    observeLoad(rung, pluginName = '', version = '', seconds) {
      if (!ladder.counts('plugin_load_time', rung)) return
      open('histogram', plugin(pluginName).loads, 'plugin_load_time', version, pluginName, version)?.observe(seconds)
    },
    observeInitialization(rung, pluginName = '', seconds) {
      if (!ladder.counts('plugin_initialize_time', rung)) return
      const {initializations} = plugin(pluginName)
      open('histogram', initializations, 'plugin_initialize_time', '', pluginName)?.observe(seconds)
    },
    observeDiscovery(rung, directory = '', seconds) {
      if (!ladder.counts('plugin_discovery_time', rung)) return
      open('histogram', host.discoveries, 'plugin_discovery_time', directory, directory)?.observe(seconds)
    },
    setUsage(event) {
      const {pluginName = '', method, cpuSeconds, rssBytes, heapBytes} = event
      const {usage, usageSeries} = event.pluginName === undefined ? host.process : plugin(pluginName)
      takeUsage(usage, event)
      const set = (kind: 'counter' | 'gauge', metric: string, value: number | undefined) => {
        if (value !== undefined) open(kind, usageSeries, metric, metric + method, pluginName, method)?.set(value)
      }
      if (event.pluginName === undefined) {
        set('counter', 'process_cpu_seconds', cpuSeconds)
        set('gauge', 'process_resident_memory_bytes', rssBytes)
        set('gauge', 'process_heap_bytes', heapBytes)
      } else {
        set('counter', 'plugin_cpu_seconds', cpuSeconds)
        set('gauge', 'plugin_memory_bytes', rssBytes ?? heapBytes)
      }
    },
  }
  return host
}
