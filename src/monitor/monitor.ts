import {createDecoder} from '../decode/create-decoder.ts'
import type {PluginEvent} from '../event.ts'
import type {DurationCounts} from '../figures.ts'
import {createMetrics} from '../metrics/metrics.ts'
import type {SavedAlert} from '../rules/restore.ts'
import type {RuleGroup} from '../rules/rule.ts'
import {finish, type Steps} from '../rules/steps.ts'
import type {Change} from '../change.ts'
import type {Mark, SnapshotSource} from '../snapshot.ts'
import type {Querier} from '../promql/querier.ts'
import type {SourceItem} from '../source/source.ts'
import {createAlerting} from './alerting.ts'
import {changesOf} from './changes.ts'
import {createEventClock} from './clock.ts'
import {epochMark} from './epoch-mark.ts'
import {withHeartbeat} from './heartbeat.ts'
import {createIncidents} from './incidents.ts'
import type {IntakeOptions} from './intake.ts'
import {runIntake} from './intake.ts'
import {createJournal} from './journal.ts'
import {createLag} from './lag.ts'
import type {Lane} from './lane.ts'
import {countOwn, createLane, endOfRun, hasEvents, lastTime, load, passOver, reject} from './lane.ts'
import {createLongTick} from './long-tick.ts'
import type {MonitorOptions} from './monitor-options.ts'
import {tellOwnMetrics} from './own-metrics.ts'
import {createPace} from './pace.ts'
import {createRecorder} from './recorder.ts'
import {createSnapshots} from './snapshots.ts'
import {createSummaries} from './summaries.ts'
import {takeItem} from './take-item.ts'

/** After the longest window without an event nothing is left to evaluate: what comes then begins another epoch. */
const JUMP_FORWARD_MS = 3_600_000
/** Nobody is late by more than the window that is looked at first: such a step back is a clock that was set. */
const JUMP_BACK_MS = 300_000
/** A record of several lines is complete when nothing has followed for this long. */
const QUIET_MS = 250

/** The loop in which the stages meet. */
export interface Monitor extends SnapshotSource {
  /** Reads the sources until they end or `signal` aborts, whichever is first; then the last tick and the last summary are given. */
  run(signal: AbortSignal): Promise<void>
  /** What was sampled and written so far, as far as it is kept. */
  readonly querier: Querier
  /** What the percentiles since the start are taken from, for who draws their own. */
  durations(): readonly DurationCounts[]
  /** Puts edited rules in force; alerts of rules that stay go on. */
  loadRules(groups: readonly RuleGroup[]): void
  /** Says on the timeline what became of edited rules. */
  tellRules(text: string): void
  /** The alerts that are pending or firing, to be kept over a restart. */
  saveAlerts(): readonly SavedAlert[]
  restoreAlerts(saved: readonly SavedAlert[]): void
  /** Hears every change as it happens; to be set before `run`. */
  onChange(listener: (change: Change) => void): void
}

/** All that was there has been read, and all that was read has been given to the clock. */
function isAbreast(lane: Lane): boolean {
  return lane.isCaughtUp && !hasEvents(lane)
}

function hasAlerts(groups: readonly RuleGroup[]): boolean {
  return groups.some(({rules}) => rules.some(({kind}) => kind === 'alert'))
}

/** Wires the stages together; nothing is read before `run`. */
export function createMonitor(options: MonitorOptions): Monitor {
  const {now, isLive, latenessMs, seriesCap, sinceMs = -Infinity, untilMs = Infinity} = options
  const range = {sinceMs, untilMs}
  const {intervalMs, retentionMs} = options.rules
  const listeners = new Set<(change: Change) => void>()
  const say = (change: Change) => {
    for (const listener of listeners) listener(change)
  }
  const journal = createJournal((mark: Mark) => {
    if (mark.kind !== 'critical') say({type: 'mark', ...mark})
  })
  journal.wantFacts(hasAlerts(options.rules.groups))
  const metrics = createMetrics({intervalMs, seriesCap, retentionMs, isReplay: !isLive})
  const recorder = createRecorder(metrics, journal, () => (listeners.size > 0 ? tellChanges : undefined))
  const alerting = createAlerting(metrics.history, options.rules)
  const incidents = createIncidents()
  const lag = createLag()
  const pace = createPace()
  const lanes = options.sources.map((source) => createLane(source, decoderFor, range))
  const clock = createEventClock<Lane>(
    {intervalMs, latenessMs, jumpForwardMs: JUMP_FORWARD_MS, jumpBackMs: JUMP_BACK_MS},
    {events: recorder.record, tick, epoch},
  )
  const snapshots = createSnapshots({metrics, alerting, incidents, journal, lanes, clock, lag, pace, now, intervalMs})
  const summaries = createSummaries(snapshots, lanes, options.summaryIntervalMs ?? 0, say)
  const longTick = createLongTick((most) => clock.goOn(most))

  function decoderFor(lane: Lane) {
    return createDecoder({zone: options.zone, onReject: (rejection) => reject(lane, rejection)})
  }

  function tick(at: number): void {
    for (const lane of lanes) tellOwnMetrics(lane, metrics.setOwn)
    metrics.tick(at)
    const rest = conclude(at)
    if (isLive && clock.hold()) longTick.begin(rest)
    else finish(rest)
  }

  function* conclude(at: number): Steps {
    const turn = yield* alerting.tick(at)
    turn.changes.forEach(say)
    yield undefined
    incidents.tick(at, turn, journal.takeFacts())
    yield undefined
    if (listeners.size > 0) summaries.tick(at)
  }

  function epoch(from: number, to: number): void {
    metrics.newEpoch(to)
    lag.restart(to, now())
    if (to < from) {
      alerting.reset()
      incidents.endAll(from)
      summaries.restart()
      for (const lane of lanes) lane.givenAt = -Infinity
    }
    journal.mark(epochMark(from, to))
  }

  function take(lane: Lane, item: SourceItem): void {
    const receivedAt = now()
    if (item.kind === 'block') release(lane)
    if (takeItem(lane, item, receivedAt)) tellState(lane)
    if (lane.isCaughtUp && hasEvents(lane)) lag.observe(Math.max(lastTime(lane), lane.newestAt), receivedAt)
    snapshots.touch()
  }

  /** The batch before the lane's goes: whoever holds on to an event of it takes what is wanted now. */
  function release({previous}: Lane): void {
    if (previous === undefined) return
    clock.release(previous)
    metrics.release(previous)
    journal.release(previous)
  }

  function flush(lane: Lane, cause: 'end' | 'silence'): void {
    release(lane)
    load(lane, (decoder) => decoder.flush(now(), cause))
  }

  function tellState(lane: Lane): void {
    const {source, instance, state, text} = lane
    if (source.kind === 'sse' && clock.newestAt !== undefined && lane.given > 0)
      metrics.up(instance, state === 'live' ? 1 : 0)
    const at = lag.hostTime(now()) ?? clock.newestAt ?? now()
    say({type: 'source', at, source: source.name, instance, state, text})
  }

  function end(lane: Lane): void {
    flush(lane, 'end')
    lane.isCaughtUp = true
    snapshots.touch()
  }

  function tellChanges(lane: Lane, event: PluginEvent): void {
    changesOf(lane.instance, event).forEach(say)
  }

  function give(lane: Lane, time: number, most: number): void {
    const {head} = lane
    clock.take(lane, endOfRun(lane, time, most))
    lane.events += countOwn(lane.batch, head, lane.head)
    passOver(lane)
  }

  /** Live: what only the passing of time brings. */
  function beat(): void {
    const at = now()
    if (!longTick.isOpen) passTime(at)
    pace.observe(
      lanes.reduce((sum, {events}) => sum + events, 0),
      at,
    )
    snapshots.publish()
  }

  function passTime(at: number): void {
    for (const lane of lanes) if (at - (lane.askedAt ?? at) >= QUIET_MS) endRecord(lane)
    const newest = clock.newestAt
    const hostTime = lag.hostTime(at) ?? (newest !== undefined && at - newest <= JUMP_FORWARD_MS ? at : undefined)
    const before = clock.lastTickAt
    if (hostTime !== undefined && !longTick.isOpen && lanes.every(isAbreast)) clock.advance(hostTime)
    if (clock.lastTickAt !== before) snapshots.touch()
  }

  function endRecord(lane: Lane): void {
    // Files and the demo say so themselves; a stream or a pipe has told its history when it falls silent.
    const {kind} = lane.source
    if ((kind === 'sse' || kind === 'stdin') && lane.lastReceivedAt !== undefined) lane.isCaughtUp = true
    flush(lane, 'silence')
    if (!hasEvents(lane)) return
    while (hasEvents(lane)) {
      give(lane, Infinity, Infinity)
      longTick.finish()
    }
    snapshots.touch()
  }

  async function readArrivals(intake: Omit<IntakeOptions, 'lanes'>, signal: AbortSignal): Promise<void> {
    const running: Promise<void>[] = []
    for await (const source of options.arrivals?.(signal) ?? []) {
      const lane = createLane(source, decoderFor, range)
      lanes.push(lane)
      running.push(runIntake({...intake, lanes: [lane]}, signal))
    }
    await Promise.all(running)
  }

  return {
    async run(signal) {
      const intake = {take, give, longTick, end, isLive, now}
      const work = Promise.all([runIntake({...intake, lanes: [...lanes]}, signal), readArrivals(intake, signal)])
      await (isLive ? withHeartbeat(beat, work) : work)
      longTick.finish()
      clock.finish()
      snapshots.touch()
      snapshots.publish()
      if (listeners.size > 0) summaries.tell()
    },
    querier: alerting.querier,
    durations: metrics.durations,
    loadRules(groups) {
      longTick.finish()
      journal.wantFacts(hasAlerts(groups))
      alerting.load(groups)
    },
    tellRules(text) {
      journal.mark({at: clock.newestAt ?? now(), kind: 'rules', instance: '', text})
      snapshots.touch()
    },
    saveAlerts: alerting.save,
    restoreAlerts: alerting.restore,
    onChange: (listener) => void listeners.add(listener),
    subscribe: snapshots.subscribe,
    getSnapshot: snapshots.get,
  }
}
