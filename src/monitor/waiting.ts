import type {Batch} from '../decode/decoder.ts'
import type {PluginEvent} from '../event.ts'

/** Where an event comes from that can be put aside: the batch that is being given. */
export interface Supplier {
  batch: Batch
}

/** An event that was put aside. */
export interface Waiting<T extends Supplier> {
  readonly supplier: T
  /** Its place in the supplier's batch; -1 once it is an object of its own. */
  index: number
  own: PluginEvent | undefined
  readonly time: number
}

/** Events put aside, in the order in which they came. Most are taken again before their batch goes, and never become objects. */
export interface WaitingRoom<T extends Supplier> {
  readonly size: number
  readonly first: Waiting<T> | undefined
  add(waiting: Waiting<T>): void
  /** Gives all, and forgets them. */
  takeAll(): readonly Waiting<T>[]
  /** The batch of a supplier goes: what waits of it becomes an object of its own. */
  release(supplier: T): void
}

/** Nothing waits. */
export function createWaitingRoom<T extends Supplier>(): WaitingRoom<T> {
  let all: Waiting<T>[] = []
  /** Those that are no objects yet. */
  let places: Waiting<T>[] = []
  return {
    get size() {
      return all.length
    },
    get first() {
      return all[0]
    },
    add(waiting) {
      all.push(waiting)
      if (waiting.own === undefined) places.push(waiting)
    },
    takeAll() {
      const taken = all
      all = []
      places = []
      return taken
    },
    release(supplier) {
      if (places.length === 0) return
      places = places.filter((waiting) => {
        if (waiting.supplier !== supplier) return true
        waiting.own = supplier.batch.keep(waiting.index)
        waiting.index = -1
        return false
      })
    },
  }
}
