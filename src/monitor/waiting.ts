import type {Batch} from '../decode/decoder.ts'

/** Hears of events that follow each other: those of a supplier's batch from one place up to, but not including, another. */
type Visit<T> = (supplier: T, batch: Batch, from: number, to: number) => void

/** Events put aside, in the order in which they came. Most are taken again before their batch goes, and never become objects. */
export interface WaitingRoom<T> {
  readonly isEmpty: boolean
  /** The time in the first one; of a room that is not empty. */
  firstTime(): number
  /** Puts events aside, as they are shown. */
  readonly add: Visit<T>
  /**
   * Shows what has waited when it was called first, up to `most` at a time; `visit` may put events aside again, for another time. True
   * when it has shown all of them.
   */
  drain(visit: Visit<T>, most?: number): boolean
  /** A batch goes: what waits of it is kept. */
  release(batch: Batch): void
}

/** Events that follow each other in a batch. */
interface Run<T> {
  readonly supplier: T
  batch: Batch
  from: number
  to: number
}

/** Nothing waits. */
export function createWaitingRoom<T>(): WaitingRoom<T> {
  // Whole runs wait, for what is in order comes in a row: so a waiting event costs no object.
  let runs: Run<T>[] = []
  let last: Run<T> | undefined
  /** Those that are being shown. */
  let drained: Run<T>[] = []
  let shown = 0

  return {
    get isEmpty() {
      return last === undefined && drained.length === 0
    },
    firstTime() {
      const {batch, from} = (drained[shown] ?? runs[0])!
      return batch.times[from]!
    },
    add(supplier, batch, from, to) {
      if (last?.supplier === supplier && last.batch === batch && last.to === from) last.to = to
      else runs.push((last = {supplier, batch, from, to}))
    },
    drain(visit, most = Infinity) {
      if (drained.length === 0) {
        drained = runs
        runs = []
        last = undefined
      }
      for (let left = most; shown < drained.length && left > 0;) {
        const run = drained[shown]!
        const {supplier, batch, from} = run
        run.from = Math.min(run.to, from + left)
        left -= run.from - from
        if (run.from === run.to) shown++
        visit(supplier, batch, from, run.from)
      }
      if (shown < drained.length) return false
      drained = []
      shown = 0
      return true
    },
    release(batch) {
      for (const run of [...drained.slice(shown), ...runs]) if (run.batch === batch) keep(run)
    },
  }
}

function keep(run: Run<unknown>): void {
  run.batch = run.batch.keepRun(run.from, run.to)
  run.from = 0
  run.to = run.batch.length
}
