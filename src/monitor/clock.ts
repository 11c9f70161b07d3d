import type {PluginEvent} from '../event.ts'
import {createWaitingRoom, type Supplier, type Waiting} from './waiting.ts'

/** How many events in a row must tell of another time before the clock follows them: one garbled line must not empty the windows. */
const JUMP_CONFIRMATIONS = 5

/** What the clock needs to know of a source. */
export interface Timeline extends Supplier {
  /** Newest time in the events of this source; -Infinity before the first. */
  newestAt: number
}

/** What the clock drives; calls come in the order of the event clock. */
export interface ClockSink<T extends Timeline> {
  /**
   * An event in its place, as it passes by: the object is good for this call. `isLate`: the tick that should have seen it is already
   * evaluated. `index` is its place in the timeline's batch; -1 when the event is an object of its own, which may be held on to.
   */
  event(timeline: T, event: PluginEvent, isLate: boolean, index: number): void
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
  /** Takes the event at `index` of the timeline's batch. */
  take(timeline: T, index: number): void
  /** The batch of a timeline goes: what waits of it is kept. */
  release(timeline: T): void
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
  const waiting = createWaitingRoom<T>()
  const suspects = createWaitingRoom<T>()
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
    if (waiting.size === 0) return
    for (const held of waiting.takeAll()) place(held)
  }

  function place(held: Waiting<T>): void {
    if (held.time > nextTick) waiting.add(held)
    else give(held, isLate(held.time))
  }

  function isLate(time: number): boolean {
    return time <= nextTick - intervalMs && lastTick !== undefined
  }

  function give({supplier, index, own}: Waiting<T>, isLate: boolean): void {
    sink.event(supplier, own ?? supplier.batch.at(index), isLate, index)
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
      for (const held of waiting.takeAll()) give(held, false)
    }
    sink.epoch(from, to)
    lastTick = undefined
    begin(to)
  }

  /** How far time has come: by the events, or by the ticks of a silence. */
  function reach(): number {
    return Math.max(newest!, lastTick ?? -Infinity)
  }

  function isSuspect(timeline: T, time: number): boolean {
    return time > reach() + jumpForwardMs || time < timeline.newestAt - jumpBackMs
  }

  function confirmJump(): void {
    const believed = suspects.takeAll()
    doubts = 0
    jump(believed[0]!.time)
    for (const held of believed) {
      held.supplier.newestAt = -Infinity
      retake(held)
    }
  }

  /** What told of another time is counted, but does not move the clock. */
  function giveSuspects(): void {
    for (const held of suspects.takeAll()) {
      const {supplier, index, own, time} = held
      if (time <= newest!) give(held, true)
      else sink.event(supplier, {...(own ?? supplier.batch.keep(index)), time: newest!}, true, -1)
    }
  }

  /** The others go on as before. */
  function dismissSuspects(): void {
    giveSuspects()
    doubts = 0
  }

  /** Whether the oldest suspect is later than anything before, and no later than `latest`. */
  function isAhead(latest: number): boolean {
    const {time} = suspects.first!
    return time > reach() && time <= latest
  }

  function suspect(held: Waiting<T>): void {
    if (doubts > 0 && Math.abs(doubted - held.time) > jumpBackMs) dismissSuspects()
    if (doubts === 0) doubted = held.time
    suspects.add(held)
    doubts++
    if (doubts >= JUMP_CONFIRMATIONS) confirmJump()
  }

  /** True when the event has its place in this epoch: it moves the clock. False when it is in doubt. */
  function accept(timeline: T, time: number): boolean {
    if (newest === undefined) begin(time)
    if (isSuspect(timeline, time)) return false
    if (doubts > 0) dismissSuspects()
    if (time > timeline.newestAt) timeline.newestAt = time
    if (time > newest!) newest = time
    if (time > newestOfAll) newestOfAll = time
    if (time < oldestOfAll) oldestOfAll = time
    return true
  }

  function take(timeline: T, index: number): void {
    const time = timeline.batch.timeAt(index)
    if (!accept(timeline, time)) {
      suspect({supplier: timeline, index, own: undefined, time})
      return
    }
    if (time > nextTick) waiting.add({supplier: timeline, index, own: undefined, time})
    else sink.event(timeline, timeline.batch.at(index), isLate(time), index)
    ticksUpTo(newest! - latenessMs)
  }

  function retake(held: Waiting<T>): void {
    if (!accept(held.supplier, held.time)) {
      suspect(held)
      return
    }
    place(held)
    ticksUpTo(newest! - latenessMs)
  }

  return {
    take,
    release(timeline) {
      waiting.release(timeline)
      suspects.release(timeline)
    },
    advance(at) {
      if (newest === undefined) return
      // Nobody is kept waiting: what agrees with the host's time is believed, the rest must be told as often as in a log.
      if (suspects.size > 0) {
        if (isAhead(at + jumpForwardMs)) confirmJump()
        else giveSuspects()
      }
      if (at - latenessMs > reach() + jumpForwardMs + intervalMs) jump(at)
      ticksUpTo(at - latenessMs)
    },
    finish() {
      if (newest === undefined) return
      // A quiet host's last word may well be hours later; one that is hours older is a straggler.
      if (suspects.size > 0) {
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
