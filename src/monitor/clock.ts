import type {Batch} from '../decode/decoder.ts'
import {createPlainBatch} from '../decode/plain-batch.ts'
import {createWaitingRoom} from './waiting.ts'

/** How many events in a row must tell of another time before the clock follows them: one garbled line must not empty the windows. */
const JUMP_CONFIRMATIONS = 5

/** What the clock needs to know of a source. */
export interface Timeline {
  /** The events that are being given. */
  batch: Batch
  /** Newest time in the events of this source; -Infinity before the first. */
  newestAt: number
  /** The event of the batch that the clock takes next. */
  head: number
}

/** What the clock drives; calls come in the order of the event clock. */
export interface ClockSink<T extends Timeline> {
  /**
   * Events in their place: those of a batch from one place up to, but not including, another. `isLate`: the tick that should have seen
   * them is already evaluated.
   */
  events(timeline: T, batch: Batch, from: number, to: number, isLate: boolean): void
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
  /** Takes the events of the timeline's batch from its head up to, but not including, `to`, and moves the head on; fewer where a tick holds it. */
  take(timeline: T, to: number): void
  /** A batch goes: what waits of it is kept. */
  release(batch: Batch): void
  /** For a tick that takes long: nothing is to be taken until `goOn`. False where the tick has to be done at once: at a step in time, at the end. */
  hold(): boolean
  /** The tick is done: gives what has waited for it, `most` events at a time. True when that was all, and the clock goes on. */
  goOn(most: number): boolean
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
  const waiting = createWaitingRoom<T>()
  const suspects = createWaitingRoom<T>()
  // Fields and not variables: V8 keeps a number that changes with every event in its place there, and makes a new one here.
  const reached = {
    /** Oldest and newest of all epochs. */
    oldest: Infinity,
    newest: -Infinity,
    /** Newest of this epoch; -Infinity before the first event. */
    event: -Infinity,
    /** The last tick of this epoch; -Infinity before the first. */
    tick: -Infinity,
  }
  let nextTick = 0
  /** An event is being taken, and nothing is left to do with it but to give the ticks that it makes due. */
  let canStand = false
  let isStanding = false
  /** How many in a row told of another time, and which: those that are held as suspects, and those that a live clock has given since. */
  let doubts = 0
  let doubted = 0

  function begin(at: number): void {
    reached.event = at
    reached.tick = -Infinity
    nextTick = Math.ceil(at / intervalMs) * intervalMs
  }

  function giveTick(): void {
    sink.tick(nextTick)
    reached.tick = nextTick
    nextTick += intervalMs
    if (!isStanding) giveWaiting()
  }

  function giveWaiting(): void {
    if (!waiting.isEmpty) waiting.drain(place)
  }

  /** Gives what may be seen by the next tick, and puts the rest aside; what is late comes alone. */
  function place(timeline: T, batch: Batch, from: number, to: number): void {
    const {times} = batch
    for (let begin = from, end = from; begin < to; begin = end) {
      const waits = times[begin]! > nextTick
      do end++
      while (end < to && times[end]! > nextTick === waits)
      if (waits) waiting.add(timeline, batch, begin, end)
      else sink.events(timeline, batch, begin, end, times[begin]! <= reached.tick)
    }
  }

  function ticksUpTo(watermark: number): void {
    while (nextTick <= watermark && !isStanding) giveTick()
  }

  /** Follows the suspects into their time: everything that is due before it, then the step. */
  function jump(to: number): void {
    const from = reach()
    if (to > from) ticksUpTo(Math.min(from + jumpForwardMs + intervalMs, to - latenessMs))
    else {
      ticksUpTo(nextTick)
      waiting.drain((timeline, batch, from, to) => {
        sink.events(timeline, batch, from, to, false)
      })
    }
    sink.epoch(from, to)
    begin(to)
  }

  /** How far time has come: by the events, or by the ticks of a silence. */
  function reach(): number {
    return Math.max(reached.event, reached.tick)
  }

  function isSuspect(timeline: T, time: number): boolean {
    return time > reach() + jumpForwardMs || time < timeline.newestAt - jumpBackMs
  }

  function confirmJump(): void {
    doubts = 0
    canStand = false
    jump(suspects.firstTime())
    suspects.drain((timeline, batch, from, to) => {
      for (let index = from; index < to; index++) {
        timeline.newestAt = -Infinity
        follow(timeline, batch, index)
      }
    })
  }

  /** What told of another time is counted, but does not move the clock. */
  function giveSuspects(): void {
    suspects.drain((timeline, batch, from, to) => {
      for (let index = from; index < to; index++) {
        if (batch.times[index]! <= reached.event) sink.events(timeline, batch, index, index + 1, true)
        else sink.events(timeline, createPlainBatch([{...batch.keep(index), time: reached.event}]), 0, 1, true)
      }
    })
  }

  /** The others go on as before. */
  function dismissSuspects(): void {
    giveSuspects()
    doubts = 0
  }

  /** Whether the oldest suspect is later than anything before, and no later than `latest`. */
  function isAhead(latest: number): boolean {
    const time = suspects.firstTime()
    return time > reach() && time <= latest
  }

  function suspect(timeline: T, batch: Batch, index: number, time: number): void {
    if (doubts > 0 && Math.abs(doubted - time) > jumpBackMs) dismissSuspects()
    if (doubts === 0) doubted = time
    suspects.add(timeline, batch, index, index + 1)
    doubts++
    if (doubts >= JUMP_CONFIRMATIONS) confirmJump()
  }

  /** An event moves the clock, unless it is in doubt. */
  function follow(timeline: T, batch: Batch, index: number): void {
    const time = batch.times[index]!
    if (isSuspect(timeline, time)) {
      suspect(timeline, batch, index, time)
      return
    }
    if (doubts > 0) dismissSuspects()
    reachOut(timeline, time, time)
    place(timeline, batch, index, index + 1)
    ticksUpTo(reached.event - latenessMs)
  }

  function reachOut(timeline: T, oldest: number, newest: number): void {
    if (newest > timeline.newestAt) timeline.newestAt = newest
    if (newest > reached.event) reached.event = newest
    if (newest > reached.newest) reached.newest = newest
    if (oldest < reached.oldest) reached.oldest = oldest
  }

  /**
   * Follows events from the head on as far as they are as nearly all are: neither late nor in doubt, nor so new that a tick becomes due.
   * Gives where they end.
   */
  function followRun(timeline: T, to: number): number {
    const {batch, head, newestAt} = timeline
    const mostAhead = reach() + jumpForwardMs
    const {times} = batch
    const {tick} = reached
    const dueAt = nextTick + latenessMs
    let oldest = Infinity
    let newest = -Infinity
    let end = head
    for (; end < to; end++) {
      const time = times[end]!
      const isUsual = time > tick && time < dueAt && time <= mostAhead
      if (!isUsual || time < Math.max(newest, newestAt) - jumpBackMs) break
      if (time > newest) newest = time
      if (time < oldest) oldest = time
    }
    if (end === head) return end
    reachOut(timeline, oldest, newest)
    place(timeline, batch, head, end)
    return end
  }

  function hasBegun(): boolean {
    return reached.event !== -Infinity
  }

  return {
    take(timeline, to) {
      const {batch} = timeline
      if (!hasBegun()) begin(batch.times[timeline.head]!)
      canStand = true
      while (timeline.head < to && !isStanding) {
        if (doubts === 0) timeline.head = followRun(timeline, to)
        if (timeline.head === to) break
        follow(timeline, batch, timeline.head)
        timeline.head++
      }
      canStand = false
    },
    hold() {
      isStanding = canStand
      return isStanding
    },
    goOn(most) {
      if (!waiting.isEmpty && !waiting.drain(place, most)) return false
      isStanding = false
      canStand = true
      ticksUpTo(reached.event - latenessMs)
      canStand = false
      return true
    },
    release(batch) {
      waiting.release(batch)
      suspects.release(batch)
    },
    advance(at) {
      if (!hasBegun()) return
      // Nobody is kept waiting: what agrees with the host's time is believed, the rest must be told as often as in a log.
      if (!suspects.isEmpty) {
        if (isAhead(at + jumpForwardMs)) confirmJump()
        else giveSuspects()
      }
      if (at - latenessMs > reach() + jumpForwardMs + intervalMs) jump(at)
      ticksUpTo(at - latenessMs)
    },
    finish() {
      if (!hasBegun()) return
      // A quiet host's last word may well be hours later; one that is hours older is a straggler.
      if (!suspects.isEmpty) {
        if (isAhead(Infinity)) confirmJump()
        else dismissSuspects()
      }
      ticksUpTo(Math.ceil(reached.event / intervalMs) * intervalMs)
    },
    get period() {
      return hasBegun() ? {from: reached.oldest, to: reached.newest} : undefined
    },
    get newestAt() {
      return hasBegun() ? reached.event : undefined
    },
    get lastTickAt() {
      return reached.tick === -Infinity ? undefined : reached.tick
    },
  }
}
