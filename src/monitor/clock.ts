import type {PluginEvent} from '../event.ts'

/** How many events in a row must tell of another time before the clock follows them: one garbled line must not empty the windows. */
const JUMP_CONFIRMATIONS = 5

/** What the clock needs to know of a source. */
export interface Timeline {
  /** Newest time in the events of this source; -Infinity before the first. */
  newestAt: number
}

/** What the clock drives; calls come in the order of the event clock. */
export interface ClockSink<T extends Timeline> {
  /** An event in its place. `isLate`: the tick that should have seen it is already evaluated. */
  event(timeline: T, event: PluginEvent, isLate: boolean): void
  /** Every event up to `at`, a multiple of the interval, has been given. */
  tick(at: number): void
  /** The time in the events went from `from` to `to`, forward or back, by more than a window. */
  epoch(from: number, to: number): void
}

/**
 * The event clock (DESIGN.md section 4). Ticks fall on multiples of the interval of the time in the events; a tick is given once
 * the newest event is `latenessMs` past it. An event that lies beyond the next tick waits until that tick is given, so what a tick
 * sees does not depend on how fast events arrive.
 *
 * Example, interval 15 s, lateness 2 s: events at :14, :16, :14.5, :17 are given as :14, :14.5, tick :15, :16, :17.
 */
export interface EventClock<T extends Timeline> {
  take(timeline: T, event: PluginEvent): void
  /** Live: by the host's reckoning it is now `at`, although no event says so. Gives the ticks that are due, and the events that are in doubt. */
  advance(at: number): void
  /** The input is over: gives what waits, and the tick that covers the last event. */
  finish(): void
  /** Oldest and newest time in any event, over all epochs; undefined before the first. What told of another time alone is left out. */
  readonly period: {readonly from: number; readonly to: number} | undefined
  /** Newest time in any event of this epoch; undefined before the first. */
  readonly newestAt: number | undefined
  /** The last tick that was given; undefined before the first. */
  readonly lastTickAt: number | undefined
}

/** What counts as what; milliseconds. */
export interface ClockOptions {
  readonly intervalMs: number
  readonly latenessMs: number
  /** A step forward of more than this is another epoch and no silence. */
  readonly jumpForwardMs: number
  /** A step back of more than this is another epoch and no lateness. */
  readonly jumpBackMs: number
}

/** A clock that stands until the first event. */
export function createEventClock<T extends Timeline>(options: ClockOptions, sink: ClockSink<T>): EventClock<T> {
  const {intervalMs, latenessMs, jumpForwardMs, jumpBackMs} = options
  let oldestOfAll = Infinity
  let newestOfAll = -Infinity
  let newest: number | undefined
  let nextTick = 0
  let lastTick: number | undefined
  let waiting: [T, PluginEvent][] = []
  let suspects: [T, PluginEvent][] = []
  /** How many in a row told of another time, and which: those that are held as suspects, and those that a live clock has given since. */
  let doubts = 0
  let doubted = 0

  function begin(at: number): void {
    newest = at
    nextTick = Math.ceil(at / intervalMs) * intervalMs
  }

  function giveTick(): void {
    sink.tick(nextTick)
    lastTick = nextTick
    nextTick += intervalMs
    if (waiting.length === 0) return
    const held = waiting
    waiting = []
    for (const [timeline, event] of held) place(timeline, event)
  }

  function place(timeline: T, event: PluginEvent): void {
    if (event.time > nextTick) waiting.push([timeline, event])
    else sink.event(timeline, event, event.time <= nextTick - intervalMs && lastTick !== undefined)
  }

  function ticksUpTo(watermark: number): void {
    while (nextTick <= watermark) giveTick()
  }

  /** Follows the suspects into their time: everything that is due before it, then the step. */
  function jump(to: number): void {
    const from = reach()
    if (to > from) ticksUpTo(Math.min(from + jumpForwardMs + intervalMs, to - latenessMs))
    else {
      ticksUpTo(nextTick)
      for (const [timeline, event] of waiting.splice(0)) sink.event(timeline, event, false)
    }
    sink.epoch(from, to)
    lastTick = undefined
    begin(to)
  }

  function accept(timeline: T, event: PluginEvent): void {
    const {time} = event
    if (time > timeline.newestAt) timeline.newestAt = time
    if (time > newest!) newest = time
    if (time > newestOfAll) newestOfAll = time
    if (time < oldestOfAll) oldestOfAll = time
    place(timeline, event)
    ticksUpTo(newest! - latenessMs)
  }

  /** How far time has come: by the events, or by the ticks of a silence. */
  function reach(): number {
    return Math.max(newest!, lastTick ?? -Infinity)
  }

  function isSuspect(timeline: T, time: number): boolean {
    return time > reach() + jumpForwardMs || time < timeline.newestAt - jumpBackMs
  }

  function confirmJump(): void {
    const held = suspects
    suspects = []
    doubts = 0
    jump(held[0]![1].time)
    for (const [timeline, event] of held) {
      timeline.newestAt = -Infinity
      take(timeline, event)
    }
  }

  /** What told of another time is counted, but does not move the clock. */
  function giveSuspects(): void {
    const held = suspects
    suspects = []
    for (const [timeline, event] of held)
      sink.event(timeline, event.time > newest! ? {...event, time: newest!} : event, true)
  }

  /** The others go on as before. */
  function dismissSuspects(): void {
    giveSuspects()
    doubts = 0
  }

  /** Whether the oldest suspect is later than anything before, and no later than `latest`. */
  function isAhead(latest: number): boolean {
    const {time} = suspects[0]![1]
    return time > reach() && time <= latest
  }

  function take(timeline: T, event: PluginEvent): void {
    if (newest === undefined) begin(event.time)
    if (isSuspect(timeline, event.time)) {
      if (doubts > 0 && Math.abs(doubted - event.time) > jumpBackMs) dismissSuspects()
      if (doubts === 0) doubted = event.time
      suspects.push([timeline, event])
      doubts++
      if (doubts >= JUMP_CONFIRMATIONS) confirmJump()
      return
    }
    if (doubts > 0) dismissSuspects()
    accept(timeline, event)
  }

  return {
    take,
    advance(at) {
      if (newest === undefined) return
      // Nobody is kept waiting: what agrees with the host's time is believed, the rest must be told as often as in a log.
      if (suspects.length > 0) {
        if (isAhead(at + jumpForwardMs)) confirmJump()
        else giveSuspects()
      }
      if (at - latenessMs > reach() + jumpForwardMs + intervalMs) jump(at)
      ticksUpTo(at - latenessMs)
    },
    finish() {
      if (newest === undefined) return
      // A quiet host's last word may well be hours later; one that is hours older is a straggler.
      if (suspects.length > 0) {
        if (isAhead(Infinity)) confirmJump()
        else dismissSuspects()
      }
      ticksUpTo(Math.ceil(newest / intervalMs) * intervalMs)
    },
    get period() {
      return newest === undefined ? undefined : {from: oldestOfAll, to: newestOfAll}
    },
    get newestAt() {
      return newest
    },
    get lastTickAt() {
      return lastTick
    },
  }
}
