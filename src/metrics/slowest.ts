import type {PluginEvent, SpanEvent} from '../event.ts'
import type {SpanView} from '../figures.ts'
import {START, type Axis} from './axis.ts'
import {createSlowList, dropOutdone, greatestOf, insert, isAmong, type SlowList} from './slow-list.ts'

/** Events that can be looked at again by their index, until they are released: a batch of the decoder. */
export interface Events {
  /** They are good for ever, and never released. */
  readonly isLasting: boolean
  at(index: number): PluginEvent
}

/** A finished load. Most that are slow for a while are soon outdone, so what a view shows of one is read when it has lasted. */
interface SlowLoad {
  readonly instance: string
  readonly pluginName: string | undefined
  /** Where it is to be read; undefined when it has been. */
  events: Events | undefined
  readonly index: number
  view: SpanView | undefined
}

/** The slowest loads of a slot. */
interface Slot {
  readonly tick: number
  readonly loads: SlowList<SlowLoad>
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
  const ever = createSlowList<SlowLoad>()
  /** Oldest first. */
  let slots: Slot[] = []
  /** Those of them that have loads which are to be read. */
  let unread: Slot[] = []
  let open: Slot | undefined

  /** Drops what no view will show, as all that follow reach to the newest: what enough later loads outdo. */
  function dropAllOutdone(): void {
    let later: readonly number[] = []
    for (const {loads} of unread.toReversed()) {
      dropOutdone(loads, later)
      later = greatestOf(later, loads.durations)
    }
  }

  return {
    take(instance, event, pluginName, events, index) {
      const tick = (axis.closed ?? -Infinity) + 1
      if (open?.tick !== tick) {
        open = {tick, loads: createSlowList()}
        slots.push(open)
        if (slots[0]!.tick < tick - axis.kept) slots.shift()
      }
      const {loads} = open
      const {durationMs} = event
      if (!isAmong(loads, durationMs)) return
      const load: SlowLoad = {instance, pluginName, events, index, view: undefined}
      if (events.isLasting) read(load)
      else if (unread.at(-1) !== open) unread.push(open)
      insert(loads, durationMs, load)
      if (isAmong(ever, durationMs)) insert(ever, durationMs, load)
    },
    release(events) {
      dropAllOutdone()
      for (const {loads} of [...unread, {loads: ever}]) {
        for (const load of loads.spans) if (load.events === events) read(load)
      }
      unread = unread.filter(({loads}) => loads.spans.some((load) => load.events !== undefined))
    },
    since(tick) {
      if (tick === START) return ever.spans.map(read)
      const slowest = createSlowList<SlowLoad>()
      for (const {tick: slot, loads} of slots) {
        if (slot <= tick) continue
        loads.spans.forEach((load, place) => {
          const duration = loads.durations[place]!
          if (isAmong(slowest, duration)) insert(slowest, duration, load)
        })
      }
      return slowest.spans.map(read)
    },
    startEpoch() {
      slots = []
      unread = []
      open = undefined
    },
  }
}

function read(load: SlowLoad): SpanView {
  load.view ??= viewOf(load, load.events!.at(load.index) as SpanEvent)
  load.events = undefined
  return load.view
}

function viewOf({instance, pluginName}: SlowLoad, event: SpanEvent): SpanView {
  const {name, traceId, spanId, start, durationMs, status, message} = event
  return {name, pluginName, instance, traceId, spanId, start, duration: durationMs / 1000, status, message}
}
