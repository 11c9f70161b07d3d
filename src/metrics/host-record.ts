import {createLadder, type Ladder, type Rung} from './ladder.ts'
import type {Histogram} from './histogram.ts'
import {createPluginRecord, ownSeries, type OwnSeries, type PluginRecord} from './plugin-record.ts'
import {createPluginStates, type PluginStates} from './plugin-states.ts'
import {OTHER, type Label, type Registry} from './registry.ts'
import type {Scalar} from './scalar.ts'
import type {Slowest} from './slowest.ts'
import {createSpans, type Spans} from './spans.ts'
import {createUsage, type Usage} from './usage.ts'

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
  readonly process: Usage
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
}

/** An instance of which nothing is known. */
export function createHostRecord(instance: string, store: Store): HostRecord {
  const {registry, slowest} = store
  const plugins = new Map<string, PluginRecord>()
  const nameless = createPluginRecord(instance, '')
  const ladder = createLadder((metric) => {
    if (metric === 'states') return states.withdraw()
    for (const series of registry.series(metric)) if (series.instance === instance) series.withdraw()
  })

  function plugin(name: string | undefined): PluginRecord {
    if (name === undefined || name === '') return nameless
    const known = plugins.get(name)
    if (known !== undefined) return known
    if (store.pluginCount >= store.pluginCap && name !== OTHER) return plugin(OTHER)
    const record = createPluginRecord(instance, name)
    plugins.set(name, record)
    store.pluginCount++
    return record
  }

  const states = createPluginStates(instance, registry, ladder, plugins)

  function count(own: OwnSeries<Scalar>, metric: string, key: string, labels: () => Label[]): void {
    ownSeries(own, key, () => registry.open('counter', metric, instance, labels()))?.add(1)
  }

  function observe(own: OwnSeries<Histogram>, metric: string, key: string, labels: () => Label[], value: number): void {
    ownSeries(own, key, () => registry.open('histogram', metric, instance, labels(), 's'))?.observe(value)
  }

  const host: HostRecord = {
    instance,
    registry,
    slowest,
    ladder,
    plugins,
    states,
    spans: createSpans(),
    process: createUsage(),
    pid: undefined,
    runtime: undefined,
    startedAt: undefined,
    discoveries: {byKey: new Map(), series: []},
    plugin,
    countError(rung, pluginName = '', errorType = 'unknown') {
      if (!ladder.counts('plugin_errors', rung)) return
      count(plugin(pluginName).errors, 'plugin_errors', errorType, () => [
        ['plugin_name', pluginName],
        ['error_type', errorType],
      ])
    },
    countFailure(rung, pluginName = '', reason = 'unknown') {
      if (!ladder.counts('plugin_load_failures', rung)) return
      count(plugin(pluginName).failures, 'plugin_load_failures', reason, () => [
        ['plugin_name', pluginName],
        ['reason', reason],
      ])
    },
    countChange(rung, pluginName, oldState, newState) {
      if (!ladder.counts('plugin_state_changes', rung)) return
      count(plugin(pluginName).changes, 'plugin_state_changes', `${oldState}>${newState}`, () => [
        ['plugin_name', pluginName],
        ['old_state', oldState],
        ['new_state', newState],
      ])
    },
    observeLoad(rung, pluginName = '', version = '', seconds) {
      if (!ladder.counts('plugin_load_time', rung)) return
      const labels = (): Label[] => [
        ['plugin_name', pluginName],
        ['version', version],
      ]
      observe(plugin(pluginName).loads, 'plugin_load_time', version, labels, seconds)
    },
    observeInitialization(rung, pluginName = '', seconds) {
      if (!ladder.counts('plugin_initialize_time', rung)) return
      const own = plugin(pluginName).initializations
      observe(own, 'plugin_initialize_time', '', () => [['plugin_name', pluginName]], seconds)
    },
    observeDiscovery(rung, directory = '', seconds) {
      if (!ladder.counts('plugin_discovery_time', rung)) return
      observe(host.discoveries, 'plugin_discovery_time', directory, () => [['directory', directory]], seconds)
    },
  }
  return host
}
