import type {SpanEvent} from '../event.ts'
import type {SpanView} from '../figures.ts'
import {START, type Axis} from './axis.ts'

/** As many as a view shows, kept of each slot: the slowest of any window are among them. */
const KEPT = 20

/** A finished load. */
type SlowLoad = SpanView & {readonly duration: number}

/** The slowest loads of each slot and of all time. */
export interface Slowest {
  take(instance: string, event: SpanEvent, pluginName: string | undefined): void
  /** The slowest since a tick, slowest first. */
  since(tick: number): readonly SpanView[]
  /** Forgets the slots, not the slowest of all time. */
  startEpoch(): void
}

/** No loads yet. */
export function createSlowest(axis: Axis): Slowest {
  const ever: SlowLoad[] = []
  /** Oldest first. */
  let slots: {readonly tick: number; readonly loads: SlowLoad[]}[] = []

  return {
    take(instance, event, pluginName) {
      const tick = (axis.closed ?? -Infinity) + 1
      if (slots.at(-1)?.tick !== tick) {
        slots.push({tick, loads: []})
        if (slots[0]!.tick < tick - axis.kept) slots.shift()
      }
      const {loads} = slots.at(-1)!
      const duration = event.durationMs / 1000
      if (!isAmong(loads, duration)) return
      const {name, traceId, spanId, start, status, message} = event
      const load = {name, pluginName, instance, traceId, spanId, start, duration, status, message}
      insert(loads, load)
      if (isAmong(ever, duration)) insert(ever, load)
    },
    since(tick) {
      if (tick === START) return ever.slice()
      const first = slots.findIndex((slot) => slot.tick > tick)
      if (first < 0) return []
      return slots
        .slice(first)
        .flatMap(({loads}) => loads)
        .sort(bySlowness)
        .slice(0, KEPT)
    },
    startEpoch() {
      slots = []
    },
  }
}

function isAmong(slowest: readonly SlowLoad[], duration: number): boolean {
  return slowest.length < KEPT || duration > slowest[KEPT - 1]!.duration
}

/** Into its place among the slowest; the least slow of a full list goes. */
function insert(slowest: SlowLoad[], load: SlowLoad): void {
  if (slowest.length === KEPT) slowest.pop()
  let place = slowest.length
  while (place > 0 && slowest[place - 1]!.duration < load.duration) place--
  slowest.splice(place, 0, load)
}

function bySlowness(a: SlowLoad, b: SlowLoad): number {
  return b.duration - a.duration
}
