import {ticksKept} from './axis.ts'
import type {Level} from '../event.ts'
import {durationCounts} from './duration-counts.ts'
import {takeFacts} from './facts.ts'
import type {History} from './history.ts'
import {createHostRecord, type HostRecord} from './host-record.ts'
import type {DurationCounts, WindowName} from '../figures.ts'
import type {MetricsView} from './metrics-view.ts'
import {createRegistry} from './registry.ts'
import {createSlowest, type Events} from './slowest.ts'
import {createViewer} from './view.ts'
import {LONGEST_WINDOW_MS} from './window.ts'

/** How metrics are kept. */
export interface MetricsOptions {
  /** Milliseconds between two ticks; ticks fall on its multiples. */
  readonly intervalMs: number
  /** Most series of one metric, and most plugins; what comes beyond goes to `__other__` and is counted. @default 10,000 */
  readonly seriesCap?: number | undefined
  /** How far back samples are kept: the longest range of a rule. At least the longest window. @default 1 h */
  readonly retentionMs?: number | undefined
  /** Nobody waits for an answer meanwhile: more may wait to be written at a time, most of which will be too old by then. @default false */
  readonly isReplay?: boolean | undefined
}

/** So many samples and observations wait to be written: a few milliseconds' work, for which a key may wait. */
const PENDING_LIVE = 8_192
/** The same of a replay: twice what an hour holds of 200 plugins. */
const PENDING_REPLAY = 262_144

/** Events in; figures and series out. Nothing here throws, and time comes only from the caller. */
export interface Metrics {
  /**
   * Counts events into the slot that is open, those of a batch from one place up to, but not including, another; what is late counts
   * where it arrives. They may be looked at again until the batch is released.
   */
  take(instance: string, events: Events, from: number, to: number): void
  /** The events of a batch can be looked at no more. */
  release(batch: Events): void
  /** Closes the slot that ends at `at`, a multiple of the interval: samples every series. */
  tick(at: number): void
  /** The clock jumped to `at`: windows and history are emptied; totals and gauges stay. */
  newEpoch(at: number): void
  /** The connection to an instance is up (1) or not (0), as of the open slot. */
  up(instance: string, value: 0 | 1): void
  /** Sets one of plugmon's own gauges, `plugmon_…`. */
  setOwn(name: string, instance: string, value: number): void
  /** What can be said of the window that ends at `now`. What it gives never changes afterwards. */
  view(window: WindowName, now: number): MetricsView
  /** What the percentiles since the start are taken from: all durations of a metric first, then those of each plugin or directory. */
  durations(): readonly DurationCounts[]
  readonly history: History
}

/** Metrics that have heard nothing yet. */
export function createMetrics(options: MetricsOptions): Metrics {
  const {intervalMs, seriesCap = 10_000, retentionMs = 0, isReplay = false} = options
  const pendingCapacity = isReplay ? PENDING_REPLAY : PENDING_LIVE
  const registry = createRegistry(intervalMs, Math.max(retentionMs, LONGEST_WINDOW_MS), seriesCap, pendingCapacity)
  const slowest = createSlowest(registry.axis)
  const store = {registry, slowest, pluginCount: 0, pluginCap: seriesCap}
  const hosts = new Map<string, HostRecord>()
  const levels: Record<Level, number> = {DEBUG: 0, INFO: 0, WARNING: 0, ERROR: 0, CRITICAL: 0}
  let events = 0
  let latest: HostRecord | undefined

  /** Events come in runs of one instance. */
  function hostOf(instance: string): HostRecord {
    if (latest?.instance === instance) return latest
    latest = hosts.get(instance)
    if (latest === undefined) {
      latest = createHostRecord(instance, store)
      hosts.set(instance, latest)
    }
    return latest
  }

  /** The gauges without labels of their own are set at every tick: by instance and name, those that were opened. */
  const gauges = new Map<string, Map<string, number>>()

  function setGauge(name: string, instance: string, value: number): void {
    let own = gauges.get(instance)
    if (own === undefined) gauges.set(instance, (own = new Map()))
    let id = own.get(name)
    if (id === undefined) {
      const gauge = registry.open('gauge', name, instance, [])
      if (gauge === undefined) return
      id = gauge.id
      if (!gauge.isOther) own.set(name, id)
    }
    registry.pending.set(id, value)
  }

  return {
    take(instance, batch, from, to) {
      const host = hostOf(instance)
      for (let index = from; index < to; index++) {
        const event = batch.at(index)
        if (event.derived !== true) {
          events++
          if (event.type === 'log') countLevel(levels, event.level)
        }
        takeFacts(event, host, batch, index)
      }
    },
    release: slowest.release,
    tick: (at) => registry.close(Math.round(at / intervalMs)),
    newEpoch(at) {
      slowest.startEpoch()
      registry.startEpoch(Math.ceil(at / intervalMs) - 1)
    },
    up: (instance, value) => setGauge('up', instance, value),
    setOwn: setGauge,
    view: createViewer({
      registry,
      slowest,
      hosts,
      levels,
      get events() {
        return events
      },
    }),
    durations: () => durationCounts(registry, [...hosts.values()]),
    history: {
      intervalMs,
      get lastTickAt() {
        const {closed} = registry.axis
        return closed === undefined ? undefined : closed * intervalMs
      },
      get tickCount() {
        return registry.axis.ticks + registry.axis.epochs
      },
      get version() {
        return registry.version
      },
      select: (name) => registry.series(name),
      changed: (name) => registry.changed(name),
      keep(retentionMs) {
        registry.axis.kept = Math.max(registry.axis.kept, ticksKept(intervalMs, retentionMs))
      },
    },
  }
}

/** Written out: by name it would cost more than anything else that a log tells. */
function countLevel(levels: Record<Level, number>, level: Level): void {
  switch (level) {
    case 'DEBUG':
      levels.DEBUG++
      break
    case 'INFO':
      levels.INFO++
      break
    case 'WARNING':
      levels.WARNING++
      break
    case 'ERROR':
      levels.ERROR++
      break
    case 'CRITICAL':
      levels.CRITICAL++
  }
}
