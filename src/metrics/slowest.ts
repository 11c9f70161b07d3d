import type {SpanEvent} from '../event.ts'
import type {Axis} from './axis.ts'
import {START} from './distribution.ts'

/** As many as a view shows, kept of each slot: the slowest of any window are among them. */
const KEPT = 20

/** A finished load and where it happened. */
export interface SlowLoad {
  readonly instance: string
  readonly event: SpanEvent
  readonly pluginName: string | undefined
}

/** The slowest loads of each slot and of all time. */
export interface Slowest {
  take(load: SlowLoad): void
  /** The slowest since a tick, slowest first. */
  since(tick: number): readonly SlowLoad[]
  /** Forgets the slots, not the slowest of all time. */
  startEpoch(): void
}

/** No loads yet. */
export function createSlowest(axis: Axis): Slowest {
  const ever: SlowLoad[] = []
  /** Oldest first. */
  let slots: {readonly tick: number; readonly loads: SlowLoad[]}[] = []

  return {
    take(load) {
      insert(ever, load)
      const tick = (axis.closed ?? -Infinity) + 1
      if (slots.at(-1)?.tick !== tick) {
        slots.push({tick, loads: []})
        if (slots[0]!.tick < tick - axis.kept) slots.shift()
      }
      insert(slots.at(-1)!.loads, load)
    },
    since(tick) {
      if (tick === START) return ever
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

/** Into its place among the slowest; what is no slower than all of a full list does not get in. */
function insert(slowest: SlowLoad[], load: SlowLoad): void {
  if (slowest.length === KEPT) {
    if (load.event.durationMs <= slowest[KEPT - 1]!.event.durationMs) return
    slowest.pop()
  }
  let place = slowest.length
  while (place > 0 && slowest[place - 1]!.event.durationMs < load.event.durationMs) place--
  slowest.splice(place, 0, load)
}

function bySlowness(a: SlowLoad, b: SlowLoad): number {
  return b.event.durationMs - a.event.durationMs
}
