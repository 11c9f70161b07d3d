import type {Metrics} from '../metrics/metrics.ts'
import type {WindowName} from '../figures.ts'
import type {Snapshot, SnapshotSource} from '../snapshot.ts'
import type {Alerting} from './alerting.ts'
import type {EventClock} from './clock.ts'
import type {Incidents} from './incidents.ts'
import type {Journal} from './journal.ts'
import type {Lag} from './lag.ts'
import type {Lane} from './lane.ts'
import type {Pace} from './pace.ts'
import {withSeverity} from './severity.ts'
import {droppedByLevel, rejectViews, sourceView} from './source-view.ts'

/** What a snapshot is taken of. */
export interface SnapshotParts {
  readonly metrics: Metrics
  readonly alerting: Alerting
  readonly incidents: Incidents
  readonly journal: Journal
  readonly lanes: readonly Lane[]
  readonly clock: EventClock<Lane>
  readonly lag: Lag
  readonly pace: Pace
  readonly now: () => number
  readonly intervalMs: number
}

/** Snapshots as views ask for them: one a publication, however many ask. */
export interface Snapshots {
  /** Takes a fresh one. */
  take(window: WindowName): Snapshot
  /** The same object until the next publication. */
  get(window: WindowName): Snapshot
  subscribe: SnapshotSource['subscribe']
  /** Something has changed that a view may show. */
  touch(): void
  /** Tells the subscribers, if something was touched since the last time or the pace has changed. */
  publish(): void
}

/** Nothing taken yet. */
export function createSnapshots(parts: SnapshotParts): Snapshots {
  const listeners = new Set<() => void>()
  const taken = new Map<WindowName, Snapshot>()
  let isTouched = false
  let pace = 0

  function take(window: WindowName): Snapshot {
    const snapshot = takeSnapshot(parts, window)
    taken.set(window, snapshot)
    return snapshot
  }

  return {
    take,
    get: (window) => taken.get(window) ?? take(window),
    subscribe(listener) {
      listeners.add(listener)
      return () => void listeners.delete(listener)
    },
    touch() {
      isTouched = true
    },
    publish() {
      const {perSecond} = parts.pace
      if (!isTouched && perSecond === pace) return
      isTouched = false
      pace = perSecond
      taken.clear()
      for (const listener of listeners) listener()
    },
  }
}

function takeSnapshot(parts: SnapshotParts, window: WindowName): Snapshot {
  const {metrics, alerting, incidents, journal, lanes, clock, lag, pace, now, intervalMs} = parts
  const wallAt = now()
  const at = Math.max(clock.newestAt ?? -Infinity, clock.lastTickAt ?? -Infinity)
  const view = metrics.view(window, at === -Infinity ? wallAt : at)
  const {overflowed, clamped, spansEvicted, plugins, ...figures} = view
  const sum = (count: (lane: Lane) => number) => lanes.reduce((total, lane) => total + count(lane), 0)
  const alerts = alerting.views()
  return Object.freeze({
    ...figures,
    at: at === -Infinity ? wallAt : at,
    wallAt,
    window,
    intervalSeconds: intervalMs / 1_000,
    ...(clock.period !== undefined && {period: clock.period}),
    sources: lanes.map(sourceView),
    engine: {
      eventsPerSecond: pace.perSecond,
      lagSeconds: lag.latestMs === undefined ? undefined : lag.latestMs / 1_000,
      rejected: sum(({rejected}) => rejected),
      dropped: sum(({dropped}) => dropped),
      droppedByLevel: droppedByLevel(lanes),
      late: sum(({late}) => late),
      lost: sum(({lost}) => lost),
      overflowed,
      clamped,
      spansEvicted,
      unknownKeys: sum(({decoder}) => decoder.counts().unknownKeys),
    },
    totals: {...figures.totals, events: sum(({events}) => events)},
    plugins: withSeverity(plugins, alerts),
    recentErrors: journal.errors(),
    recentLogs: journal.logs(),
    rejects: rejectViews(lanes),
    marks: journal.marks(),
    alerts,
    incidents: incidents.views(),
    rules: alerting.health(),
  })
}
