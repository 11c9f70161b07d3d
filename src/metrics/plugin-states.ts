import type {HelloEvent} from '../event.ts'
import {createStateHistory, observeState} from './flapping.ts'
import type {Ladder, Rung} from './ladder.ts'
import type {PluginRecord} from './plugin-record.ts'
import {OTHER, type Registry} from './registry.ts'
import type {Scalar} from './scalar.ts'
import {COUNTED, STATE_WORDS} from './state-words.ts'

/** Which state each plugin of an instance is in, and the gauge that counts them. */
export interface PluginStates {
  /** A rung says that the plugin is in this state. News older than the last are no news. */
  set(rung: Rung, plugin: PluginRecord, state: string, at: number, reason?: string): void
  /** The host says how all of its plugins stand: those it does not name are gone. */
  introduce(event: HelloEvent, pluginOf: (name: string) => PluginRecord): void
  /** A higher rung has spoken: what lower ones said is unknown again. */
  withdraw(): void
}

/** @param plugins all of the instance */
export function createPluginStates(
  instance: string,
  registry: Registry,
  ladder: Ladder,
  plugins: ReadonlyMap<string, PluginRecord>,
): PluginStates {
  /** By the place among the counted states. */
  const counts = COUNTED.map(() => 0)
  let gauges: readonly (Scalar | undefined)[] | undefined
  let isPublished = false

  /** All three at once: that no plugin is loaded is said by a 0, not by nothing. */
  function publish(): void {
    if (isPublished || !ladder.plugins_loaded.counts('state')) return
    isPublished = true
    gauges ??= COUNTED.map((state) => registry.open('gauge', 'plugins_loaded', instance, [['state', state]]))
    for (let place = 0; place < counts.length; place++) {
      const gauge = gauges[place]
      if (gauge !== undefined) registry.pending.set(gauge.id, counts[place]!)
    }
  }

  function move(plugin: PluginRecord, to: string | undefined): void {
    if (plugin.state === to) return
    const from = plugin.word?.counted ?? -1
    plugin.state = to
    plugin.word = to === undefined ? undefined : STATE_WORDS.get(to)
    const into = plugin.word?.counted ?? -1
    if (from === into) return
    isPublished = false
    if (from >= 0) counts[from]!--
    if (into >= 0) counts[into]!++
  }

  function tell(plugin: PluginRecord, rung: Rung, state: string, at: number, reason: string | undefined): void {
    if (at < plugin.toldAt || isShared(plugin)) return
    if (plugin.state !== state) plugin.since = at
    move(plugin, state)
    plugin.toldAt = at
    plugin.toldBy = rung
    plugin.reason = reason
    observeState(plugin.history, state, at, plugin.word)
  }

  function forget(plugin: PluginRecord): void {
    move(plugin, undefined)
    plugin.since = NaN
    plugin.reason = undefined
    plugin.toldBy = undefined
    plugin.toldAt = -Infinity
  }

  return {
    set(rung, plugin, state, at, reason) {
      if (!ladder.states.counts(rung)) return
      tell(plugin, rung, state, at, reason)
      publish()
    },
    introduce({time, plugins: named}, pluginOf) {
      const present = new Set<PluginRecord>()
      for (const {pluginName, version, state} of named) {
        const plugin = pluginOf(pluginName)
        present.add(plugin)
        plugin.version = version ?? plugin.version
        tell(plugin, 'state', state, time, undefined)
      }
      for (const plugin of plugins.values()) if (!present.has(plugin) && time >= plugin.toldAt) forget(plugin)
      // A host without plugins has told so.
      isPublished = false
      publish()
    },
    withdraw() {
      for (const plugin of plugins.values()) {
        if (plugin.toldBy === 'state') continue
        forget(plugin)
        plugin.history = createStateHistory()
      }
    },
  }
}

/** A row of several plugins, or of none, is in no state. */
function isShared({pluginName}: PluginRecord): boolean {
  return pluginName === '' || pluginName === OTHER
}
