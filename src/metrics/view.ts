import type {Level} from '../event.ts'
import {START} from './axis.ts'
import {createPool, describeBoth} from './distribution.ts'
import type {Histogram} from './histogram.ts'
import type {HostRecord} from './host-record.ts'
import {loadFigures} from './load-figures.ts'
import type {WindowName, ProcessView, Totals} from '../figures.ts'
import type {MetricsView} from './metrics-view.ts'
import {pluginFigures} from './plugin-figures.ts'
import {ratesOf, sumSince} from './rates.ts'
import type {Registry} from './registry.ts'
import {growthSince, type Scalar} from './scalar.ts'
import type {Slowest} from './slowest.ts'
import {unfinishedFigures} from './span-figures.ts'
import {figureThresholds, percentileThresholds} from './thresholds.ts'
import {cpuRatioOf, knownOf} from './usage.ts'
import {frameOf} from './window.ts'
import {createAhead} from './window-ahead.ts'

/** What a view is made from. */
export interface Figures {
  readonly registry: Registry
  readonly slowest: Slowest
  readonly hosts: ReadonlyMap<string, HostRecord>
  readonly levels: Readonly<Record<Level, number>>
  /** How many events were taken. */
  readonly events: number
}

/** Takes views, each whole and never changed afterwards. */
export function createViewer(figures: Figures): (window: WindowName, now: number) => MetricsView {
  const {registry, slowest} = figures
  const pool = createPool()
  const ahead = createAhead(registry.axis, figures.hosts, pool.sums)
  const counters = (name: string) => registry.series(name) as readonly Scalar[]
  const totalGrowth = (name: string, tick: number) => sumSince(registry.wholes(name) as readonly Scalar[], tick)
  const wholes = (name: string) => registry.wholes(name) as readonly Histogram[]

  return (window, now) => {
    registry.pending.flush()
    const frame = frameOf(window, registry.axis)
    const hosts = [...figures.hosts.values()].sort((a, b) => (a.instance < b.instance ? -1 : 1))
    const totals = totalsOf(registry, hosts, figures.events)
    const rates = ratesOf(registry, frame)
    const {load, loadHistogram} = loadFigures(wholes('plugin_load_time'), frame, pool)
    const discovery = describeBoth(pool, wholes('plugin_discovery_time'), frame)
    const intoError = counters('plugin_state_changes').filter((series) => labelOf(series, 'new_state') === 'error')
    const transitions = sumSince(intoError, frame.hourFrom)
    const errorsByType = sumBy(counters('plugin_errors'), 'error_type', frame.from)
    const failuresByReason = sumBy(counters('plugin_load_failures'), 'reason', frame.from)
    const plugins = pluginFigures(hosts, frame, now, pool)
    ahead.goOn(window)
    return {
      totals,
      levels: {...figures.levels},
      rates,
      load,
      initialize: describeBoth(pool, wholes('plugin_initialize_time'), frame),
      discovery,
      discoveryByDirectory: (registry.series('plugin_discovery_time') as readonly Histogram[])
        .filter(({total}) => total.count > 0)
        .map((series) => ({
          directory: labelOf(series, 'directory') ?? '',
          instance: series.instance,
          ...describeBoth(pool, alone(series), frame),
        }))
        .sort((a, b) => compare(a.instance, b.instance) || compare(a.directory, b.directory)),
      loadHistogram,
      thresholds: [
        ...percentileThresholds('plugin_load_time', load.window),
        ...percentileThresholds('plugin_discovery_time', discovery.window),
        ...figureThresholds({
          errors: totalGrowth('plugin_errors', frame.from),
          failures: totalGrowth('plugin_load_failures', frame.hourFrom),
          transitions,
          transitionsPerHour: transitions / frame.hours,
          rates,
          totals,
          hasStates: registry.series('plugins_loaded').length > 0,
        }),
      ],
      processes: hosts.map(processFigures),
      plugins,
      errorsByType: errorsByType.map(([errorType, count]) => ({errorType, count})),
      failuresByReason: failuresByReason.map(([reason, count]) => ({reason, count})),
      slowest: slowest.since(frame.from),
      unfinished: unfinishedFigures(hosts),
      unfinishedTotal: hosts.reduce((sum, {spans}) => sum + spans.unfinished.size, 0),
      overflowed: {...registry.overflowed},
      clamped: registry.series().reduce((sum, series) => sum + (series.kind === 'histogram' ? series.clamped : 0), 0),
      spansEvicted: hosts.reduce((sum, {spans}) => sum + spans.evicted, 0),
    }
  }
}

const lists = new WeakMap<Histogram, readonly Histogram[]>()

/** A histogram as a list, always the same one, by which its figures are known. */
function alone(histogram: Histogram): readonly Histogram[] {
  let list = lists.get(histogram)
  if (list === undefined) lists.set(histogram, (list = [histogram]))
  return list
}

function totalsOf(registry: Registry, hosts: readonly HostRecord[], events: number): Totals {
  const total = (name: string) => sumSince(registry.wholes(name) as readonly Scalar[], START)
  const inState = (state: string) =>
    (registry.series('plugins_loaded') as readonly Scalar[])
      .filter((series) => labelOf(series, 'state') === state)
      .reduce((sum, {value}) => sum + value, 0)
  return {
    events,
    plugins: hosts.reduce((sum, {plugins}) => sum + plugins.size, 0),
    loaded: inState('loaded'),
    error: inState('error'),
    unloaded: inState('unloaded'),
    errors: total('plugin_errors'),
    loadFailures: total('plugin_load_failures'),
    stateChanges: total('plugin_state_changes'),
  }
}

function processFigures({instance, pid, runtime, startedAt, process}: HostRecord): ProcessView {
  const {usage} = process
  return {
    instance,
    pid,
    runtime,
    startedAt,
    method: usage.method,
    cpuSeconds: knownOf(usage.cpuSeconds),
    cpuRatio: cpuRatioOf(usage),
    rssBytes: knownOf(usage.rssBytes),
    heapBytes: knownOf(usage.heapBytes),
  }
}

/** Growth since a tick by the value of a label, most first. */
function sumBy(counters: readonly Scalar[], label: string, tick: number): [value: string, count: number][] {
  const sums = new Map<string, number>()
  for (const counter of counters) {
    const growth = growthSince(counter, tick)
    const value = labelOf(counter, label) ?? ''
    if (growth > 0) sums.set(value, (sums.get(value) ?? 0) + growth)
  }
  return [...sums].sort((a, b) => b[1] - a[1] || compare(a[0], b[0]))
}

function labelOf({labels}: {readonly labels: Scalar['labels']}, name: string): string | undefined {
  return labels.find(([label]) => label === name)?.[1]
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0
}
