import type {UsageEvent, UsageMethod} from '../event.ts'
import {METRICS, type MetricKind} from './catalog.ts'
import {createLadder, type Ladder, type Rung} from './ladder.ts'
import type {Histogram} from './histogram.ts'
import {
  createPluginRecord,
  idOf,
  noSeries,
  ownSeries,
  type OwnSeries,
  type PluginRecord,
  type UsageSeries,
} from './plugin-record.ts'
import {createPluginStates, type PluginStates} from './plugin-states.ts'
import {LABEL_LENGTH, OTHER, type Registry, type SeriesOf} from './registry.ts'
import type {Label} from './series.ts'
import type {Slowest} from './slowest.ts'
import {createSpans, type Spans} from './spans.ts'
import {STATE_WORDS} from './state-words.ts'
import {takeUsage} from './usage.ts'

/** Places in the ids of UsageSeries. */
const CPU = 0
const MEMORY = 1
const HEAP = 2

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
  countChange(rung: Rung, plugin: PluginRecord, oldState: string, newState: string): void
  observeLoad(rung: Rung, pluginName: string | undefined, version: string | undefined, seconds: number): void
  observeInitialization(rung: Rung, pluginName: string | undefined, seconds: number): void
  observeDiscovery(rung: Rung, directory: string | undefined, seconds: number): void
  setUsage(event: UsageEvent): void
}

/** An instance of which nothing is known. */
export function createHostRecord(instance: string, store: Store): HostRecord {
  const {registry, slowest} = store
  const {pending} = registry
  const plugins = new Map<string, PluginRecord>()
  const nameless = createPluginRecord(instance, '')
  let latest = nameless
  const ladder = createLadder((metric) => {
    if (metric === 'states') states.withdraw()
    else registry.withdraw(metric, instance)
  })

  function plugin(name: string | undefined): PluginRecord {
    // An event asks several times for the same one.
    if (name === latest.pluginName) return latest
    if (name === undefined || name === '') return nameless
    const known = plugins.get(name)
    if (known !== undefined) return (latest = known)
    if (name.length > LABEL_LENGTH) return plugin(name.slice(0, LABEL_LENGTH))
    if (store.pluginCount >= store.pluginCap && name !== OTHER) return plugin(OTHER)
    const record = createPluginRecord(instance, name)
    plugins.set(name, record)
    store.pluginCount++
    return record
  }

  const states = createPluginStates(instance, registry, ladder, plugins)

  /** The series of a plugin of which the key is not known yet; its labels have those values, in the order of the catalog. */
  function open<K extends MetricKind>(
    kind: K,
    metric: string,
    own: OwnSeries<SeriesOf[K]>,
    byKey: Map<string, number>,
    key: string,
    values: readonly string[],
  ): number | undefined {
    return ownSeries(own, byKey, key, () => registry.open(kind, metric, instance, labelsOf(metric, values)))
  }

  /** Places are those of states of the protocol; other states are found by name, which costs more. */
  function changeOf(
    {changes, pluginName, state, word}: PluginRecord,
    oldState: string,
    newState: string,
  ): number | undefined {
    const from = oldState === state ? word : STATE_WORDS.get(oldState)
    const to = STATE_WORDS.get(newState)
    const isKnown = from !== undefined && to !== undefined
    const place = isKnown ? from.place * STATE_WORDS.size + to.place : 0
    if (isKnown && changes.byPlaces[place]! >= 0) return changes.byPlaces[place]
    const key = `${oldState}>${newState}`
    const values = [pluginName, oldState, newState]
    const id = open('counter', 'plugin_state_changes', changes, changes.byKey, key, values)
    if (isKnown && id !== undefined && changes.byKey.has(key)) changes.byPlaces[place] = id
    return id
  }

  function usageOf(record: PluginRecord, method: UsageMethod): UsageSeries {
    let series = record.usageSeries.get(method)
    if (series === undefined) {
      series = {method, ids: [undefined, undefined, undefined]}
      record.usageSeries.set(method, series)
    }
    return (record.latestUsage = series)
  }

  function setUsed(
    ids: (number | undefined)[],
    part: number,
    metric: string,
    value: number | undefined,
    {pluginName = '', method}: UsageEvent,
  ): void {
    if (value === undefined) return
    let id = ids[part]
    if (id === undefined) {
      const kind = METRICS.get(metric)!.kind as 'counter' | 'gauge'
      const scalar = registry.open(kind, metric, instance, labelsOf(metric, [pluginName, method]))
      id = scalar?.id
      // What goes to the series of `__other__` is asked for every time, so that each value is counted.
      if (scalar?.isOther === false) ids[part] = id
    }
    if (id !== undefined) pending.set(id, value)
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
    discoveries: noSeries(),
    plugin,
    countError(rung, pluginName = '', errorType = 'unknown') {
      if (!ladder.plugin_errors.counts(rung)) return
      const {errors} = plugin(pluginName)
      const counter =
        errors.byKey.get(errorType) ??
        open('counter', 'plugin_errors', errors, errors.byKey, errorType, [pluginName, errorType])
      if (counter !== undefined) pending.add(counter, 1)
    },
    countFailure(rung, pluginName = '', reason = 'unknown') {
      if (!ladder.plugin_load_failures.counts(rung)) return
      const {failures} = plugin(pluginName)
      const counter =
        failures.byKey.get(reason) ??
        open('counter', 'plugin_load_failures', failures, failures.byKey, reason, [pluginName, reason])
      if (counter !== undefined) pending.add(counter, 1)
    },
    countChange(rung, plugin, oldState, newState) {
      if (!ladder.plugin_state_changes.counts(rung)) return
      const counter = changeOf(plugin, oldState, newState)
      if (counter !== undefined) pending.add(counter, 1)
    },
    observeLoad(rung, pluginName = '', version = '', seconds) {
      if (!ladder.plugin_load_time.counts(rung)) return
      const {loads} = plugin(pluginName)
      const histogram =
        idOf(loads, version) ??
        open('histogram', 'plugin_load_time', loads, loads.byKey, version, [pluginName, version])
      if (histogram !== undefined) pending.observe(histogram, seconds)
    },
    observeInitialization(rung, pluginName = '', seconds) {
      if (!ladder.plugin_initialize_time.counts(rung)) return
      const {initializations} = plugin(pluginName)
      const histogram =
        idOf(initializations, '') ??
        open('histogram', 'plugin_initialize_time', initializations, initializations.byKey, '', [pluginName])
      if (histogram !== undefined) pending.observe(histogram, seconds)
    },
    observeDiscovery(rung, directory = '', seconds) {
      if (!ladder.plugin_discovery_time.counts(rung)) return
      const {discoveries} = host
      const histogram =
        idOf(discoveries, directory) ??
        open('histogram', 'plugin_discovery_time', discoveries, discoveries.byKey, directory, [directory])
      if (histogram !== undefined) pending.observe(histogram, seconds)
    },
    setUsage(event) {
      const {pluginName, method, cpuSeconds, rssBytes, heapBytes} = event
      const record = pluginName === undefined ? host.process : plugin(pluginName)
      const latest = record.latestUsage
      const {ids} = latest?.method === method ? latest : usageOf(record, method)
      takeUsage(record.usage, event)
      if (pluginName === undefined) {
        setUsed(ids, CPU, 'process_cpu_seconds', cpuSeconds, event)
        setUsed(ids, MEMORY, 'process_resident_memory_bytes', rssBytes, event)
        setUsed(ids, HEAP, 'process_heap_bytes', heapBytes, event)
      } else {
        setUsed(ids, CPU, 'plugin_cpu_seconds', cpuSeconds, event)
        setUsed(ids, MEMORY, 'plugin_memory_bytes', rssBytes ?? heapBytes, event)
      }
    },
  }
  return host
}

/** The labels of a metric of the catalog. */
function labelsOf(metric: string, values: readonly string[]): Label[] {
  return METRICS.get(metric)!.labels.map((name, i) => [name, values[i]!])
}
