import type {Batch} from '../decode/decoder.ts'
import type {PluginEvent} from '../event.ts'

/** Where events come from that can be put aside: the batch that is being given. */
export interface Supplier {
  batch: Batch
}

/** Hears of an event that was put aside: its place in the supplier's batch, or -1 and the object that it has become. */
type Visit<T extends Supplier> = (supplier: T, index: number, own: PluginEvent | undefined, time: number) => void

/** Events put aside, in the order in which they came. Most are taken again before their batch goes, and never become objects. */
export interface WaitingRoom<T extends Supplier> {
  readonly isEmpty: boolean
  /** The time in the first one; of a room that is not empty. */
  firstTime(): number
  add(supplier: T, index: number, own: PluginEvent | undefined): void
  /** Empties the room, then shows each; `visit` may put it aside again. */
  drain(visit: Visit<T>): void
  /** The batch of a supplier goes: what waits of it becomes objects. */
  release(supplier: T): void
}

/** Events that follow each other in a batch, from `from` up to but not including `to`, or the objects that they have become. */
interface Run<T> {
  readonly supplier: T
  readonly from: number
  to: number
  own: PluginEvent[] | undefined
}

/** Nothing waits. */
export function createWaitingRoom<T extends Supplier>(): WaitingRoom<T> {
  // Whole runs wait, for what is in order comes in a row: so a waiting event costs no object.
  let runs: Run<T>[] = []
  let last: Run<T> | undefined

  function open(run: Run<T>): void {
    last = run
    runs.push(run)
  }

  return {
    get isEmpty() {
      return last === undefined
    },
    firstTime() {
      const {supplier, from, own} = runs[0]!
      return own === undefined ? supplier.batch.timeAt(from) : own[0]!.time
    },
    add(supplier, index, own) {
      const goesOn = last?.supplier === supplier
      if (own !== undefined) {
        if (goesOn && last!.own !== undefined) last!.own.push(own)
        else open({supplier, from: 0, to: 0, own: [own]})
      } else if (goesOn && last!.own === undefined && last!.to === index) last!.to++
      else open({supplier, from: index, to: index + 1, own: undefined})
    },
    drain(visit) {
      const drained = runs
      runs = []
      last = undefined
      for (const {supplier, from, to, own} of drained) {
        if (own === undefined)
          for (let index = from; index < to; index++) visit(supplier, index, undefined, supplier.batch.timeAt(index))
        else for (const event of own) visit(supplier, -1, event, event.time)
      }
    },
    release(supplier) {
      for (const run of runs) {
        if (run.supplier !== supplier || run.own !== undefined) continue
        run.own = []
        for (let index = run.from; index < run.to; index++) run.own.push(supplier.batch.keep(index))
      }
    },
  }
}
