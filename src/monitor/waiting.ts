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
  /**
   * Shows what has waited when it was called first, up to `most` at a time; `visit` may put an event aside again, for another time. True when it
   * has shown all of them.
   */
  drain(visit: Visit<T>, most?: number): boolean
  /** The batch of a supplier goes: what waits of it becomes objects. */
  release(supplier: T): void
}

/** Events that follow each other in a batch, from `from` up to but not including `to`, or the objects that they have become, from the one at `from` on. */
interface Run<T> {
  readonly supplier: T
  from: number
  to: number
  own: PluginEvent[] | undefined
}

/** Nothing waits. */
export function createWaitingRoom<T extends Supplier>(): WaitingRoom<T> {
  // Whole runs wait, for what is in order comes in a row: so a waiting event costs no object.
  let runs: Run<T>[] = []
  let last: Run<T> | undefined
  /** Those that are being shown. */
  let drained: Run<T>[] = []
  let shown = 0

  function open(run: Run<T>): void {
    last = run
    runs.push(run)
  }

  /** Shows up to `most` events of a run; gives how many. */
  function show(run: Run<T>, visit: Visit<T>, most: number): number {
    const {supplier, from, to, own} = run
    const end = Math.min(own === undefined ? to : own.length, from + most)
    run.from = end
    if (own === undefined)
      for (let index = from; index < end; index++) visit(supplier, index, undefined, supplier.batch.timeAt(index))
    else for (let index = from; index < end; index++) visit(supplier, -1, own[index], own[index]!.time)
    return end - from
  }

  function isOver({from, to, own}: Run<T>): boolean {
    return from === (own === undefined ? to : own.length)
  }

  return {
    get isEmpty() {
      return last === undefined && drained.length === 0
    },
    firstTime() {
      const {supplier, from, own} = (drained[shown] ?? runs[0])!
      return own === undefined ? supplier.batch.timeAt(from) : own[from]!.time
    },
    add(supplier, index, own) {
      const goesOn = last?.supplier === supplier
      if (own !== undefined) {
        if (goesOn && last!.own !== undefined) last!.own.push(own)
        else open({supplier, from: 0, to: 0, own: [own]})
      } else if (goesOn && last!.own === undefined && last!.to === index) last!.to++
      else open({supplier, from: index, to: index + 1, own: undefined})
    },
    drain(visit, most = Infinity) {
      if (drained.length === 0) {
        drained = runs
        runs = []
        last = undefined
      }
      for (let left = most; shown < drained.length && left > 0;) {
        left -= show(drained[shown]!, visit, left)
        if (isOver(drained[shown]!)) shown++
      }
      if (shown < drained.length) return false
      drained = []
      shown = 0
      return true
    },
    release(supplier) {
      for (const run of [...drained, ...runs]) {
        if (run.supplier !== supplier || run.own !== undefined) continue
        run.own = []
        for (let index = run.from; index < run.to; index++) run.own.push(supplier.batch.keep(index))
        run.from = 0
      }
    },
  }
}
