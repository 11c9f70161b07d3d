import type {PluginEvent, SpanEvent} from '../event.ts'
import type {SpanView} from '../figures.ts'
import {START, type Axis} from './axis.ts'

/** As many as a view shows, kept of each slot: the slowest of any window are among them. */
const KEPT = 20

/** Events that can be looked at again by their index, until they are released: a batch of the decoder. */
export interface Events {
  /** They are good for ever, and never released. */
  readonly isLasting: boolean
  at(index: number): PluginEvent
}

/** A finished load. Most that are slow for a while are soon outdone, so what a view shows of one is read when it has lasted. */
interface SlowLoad {
  readonly durationMs: number
  readonly instance: string
  readonly pluginName: string | undefined
  /** In how many lists it stands. */
  listed: number
  /** Where it is to be read; undefined when it has been. */
  events: Events | undefined
  readonly index: number
  view: SpanView | undefined
}

/** The slowest loads of each slot and of all time. */
export interface Slowest {
  /** @param events where the event stands, at `index` */
  take(instance: string, event: SpanEvent, pluginName: string | undefined, events: Events, index: number): void
  /** These events can be looked at no more. */
  release(events: Events): void
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
  /** Those that are to be read. */
  let unread: SlowLoad[] = []
  let open: {readonly tick: number; readonly loads: SlowLoad[]} | undefined

  /** Drops what no view will show, as all that follow reach to the newest: of slots with unread loads, those which enough later ones outdo. */
  function dropOutdone(): void {
    const later: number[] = []
    for (let place = slots.length - 1; place >= 0; place--) {
      const {loads} = slots[place]!
      if (!loads.some(({events}) => events !== undefined)) return
      while (later.length >= KEPT && loads.length > 0 && loads.at(-1)!.durationMs < later[KEPT - 1]!)
        loads.pop()!.listed--
      later.push(...loads.map(({durationMs}) => durationMs))
      later.sort((a, b) => b - a)
      later.length = Math.min(later.length, KEPT)
    }
  }

  return {
    take(instance, event, pluginName, events, index) {
      const tick = (axis.closed ?? -Infinity) + 1
      if (open?.tick !== tick) {
        open = {tick, loads: []}
        slots.push(open)
        if (slots[0]!.tick < tick - axis.kept) slots.shift()
      }
      const {loads} = open
      const {durationMs} = event
      if (!isAmong(loads, durationMs)) return
      const load: SlowLoad = {durationMs, instance, pluginName, listed: 0, events, index, view: undefined}
      if (events.isLasting) read(load)
      else unread.push(load)
      insert(loads, load)
      if (isAmong(ever, durationMs)) insert(ever, load)
    },
    release(events) {
      if (unread.length === 0) return
      dropOutdone()
      for (const load of unread) if (load.events === events && load.listed > 0) read(load)
      unread = unread.filter((load) => load.events !== events && load.events !== undefined)
    },
    since(tick) {
      if (tick === START) return ever.map(read)
      const first = slots.findIndex((slot) => slot.tick > tick)
      if (first < 0) return []
      return slots
        .slice(first)
        .flatMap(({loads}) => loads)
        .sort(bySlowness)
        .slice(0, KEPT)
        .map(read)
    },
    startEpoch() {
      slots = []
      open = undefined
    },
  }
}

function read(load: SlowLoad): SpanView {
  load.view ??= viewOf(load, load.events!.at(load.index) as SpanEvent)
  load.events = undefined
  return load.view
}

function viewOf({instance, pluginName, durationMs}: SlowLoad, event: SpanEvent): SpanView {
  const {name, traceId, spanId, start, status, message} = event
  return {name, pluginName, instance, traceId, spanId, start, duration: durationMs / 1000, status, message}
}

function isAmong(slowest: readonly SlowLoad[], durationMs: number): boolean {
  return slowest.length < KEPT || durationMs > slowest[KEPT - 1]!.durationMs
}

/** Into its place among the slowest; the least slow of a full list goes. */
function insert(slowest: SlowLoad[], load: SlowLoad): void {
  if (slowest.length === KEPT) slowest.pop()!.listed--
  // Moved by hand: a list of twenty is short, and removing and adding by the library makes one more.
  let place = slowest.length
  slowest.push(load)
  for (; place > 0 && slowest[place - 1]!.durationMs < load.durationMs; place--) slowest[place] = slowest[place - 1]!
  slowest[place] = load
  load.listed++
}

function bySlowness(a: SlowLoad, b: SlowLoad): number {
  return b.durationMs - a.durationMs
}
