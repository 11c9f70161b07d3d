import {START} from './axis.ts'
import {describeIn, NO_VALUES, type Pool} from './distribution.ts'
import {flappingAt} from './flapping.ts'
import type {Histogram} from './histogram.ts'
import type {HostRecord} from './host-record.ts'
import type {Distribution, PluginFigures} from '../figures.ts'
import type {PluginRecord} from './plugin-record.ts'
import {sumSince} from './rates.ts'
import {cpuRatioOf, knownOf} from './usage.ts'
import type {Frame} from './window.ts'

/** What a plugin is doing: its latest unfinished span. */
type Doing = PluginFigures['doing']

/** The rows of all plugins, by instance and name. */
export function pluginFigures(hosts: readonly HostRecord[], frame: Frame, now: number, pool: Pool): PluginFigures[] {
  return hosts.flatMap((host) => {
    const doing = doingNow(host)
    return pluginsByName(host).map((plugin) => figuresOf(plugin, doing.get(plugin.pluginName), frame, now, pool))
  })
}

const sorted = new WeakMap<HostRecord, readonly PluginRecord[]>()

/** Plugins never go, so the order stands until one more comes. */
function pluginsByName(host: HostRecord): readonly PluginRecord[] {
  let plugins = sorted.get(host)
  if (plugins?.length !== host.plugins.size) {
    plugins = [...host.plugins.values()].sort((a, b) => (a.pluginName < b.pluginName ? -1 : 1))
    sorted.set(host, plugins)
  }
  return plugins
}

function figuresOf(plugin: PluginRecord, doing: Doing, frame: Frame, now: number, pool: Pool): PluginFigures {
  const {errors, failures, changes, usage} = plugin
  return {
    pluginName: plugin.pluginName,
    instance: plugin.instance,
    version: plugin.version,
    state: plugin.state,
    since: knownOf(plugin.since),
    reason: plugin.reason,
    errors: sumSince(errors.series, START),
    errorsPerMinute: sumSince(errors.series, frame.from) / frame.minutes,
    loadFailures: sumSince(failures.series, START),
    failuresPerHour: sumSince(failures.series, frame.hourFrom) / frame.hours,
    stateChanges: sumSince(changes.series, START),
    changesPerHour: sumSince(changes.series, frame.hourFrom) / frame.hours,
    flapping: flappingAt(plugin.history, now),
    load: durations(plugin.loads.series, frame, pool),
    initialize: durations(plugin.initializations.series, frame, pool),
    loads: pool.lines.counts(plugin.loads.series, frame.window, frame.shortLine),
    cpuSeconds: knownOf(usage.cpuSeconds),
    cpuRatio: cpuRatioOf(usage),
    memoryBytes: knownOf(usage.rssBytes) ?? knownOf(usage.heapBytes),
    method: usage.method,
    doing,
  }
}

function durations(histograms: readonly Histogram[], frame: Frame, pool: Pool): Distribution {
  return histograms.length === 0 ? NO_VALUES : describeIn(pool, histograms, frame)
}

function doingNow({spans}: HostRecord): Map<string, Doing> {
  const doing = new Map<string, Doing>()
  for (const {name, pluginName, time} of spans.unfinished.values()) {
    if (pluginName !== undefined) doing.set(pluginName, {name, since: time})
  }
  return doing
}
