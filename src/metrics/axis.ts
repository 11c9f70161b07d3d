import {createSlotPages, type SlotPages} from './slot-pages.ts'

/** The tick before everything: what has been counted since is all that was ever counted, whatever history has forgotten. */
export const START = -Infinity

/**
 * The ticks on which all series are sampled. A tick is named by its number, its time divided by the interval, so that a column needs
 * to know only where it starts.
 */
export interface Axis {
  readonly intervalMs: number
  /** How many ticks back samples are kept; it may become more. */
  kept: number
  /** The last closed tick; undefined before the first. */
  closed: number | undefined
  /** The tick that will close the open slot; 0 while that is not known. */
  open: number
  /** How many ticks there were, jumps of the clock left out. */
  ticks: number
  /** How many times the clock jumped. */
  epochs: number
  /** Where all histograms keep what slots held. */
  readonly pages: SlotPages
  /** The times of ticks from `start` on, shared by all series that start there; it reaches beyond the last closed tick. */
  timesFrom(start: number): Float64Array
}

/** @param retentionMs how far back samples are kept */
export function createAxis(intervalMs: number, retentionMs: number): Axis {
  let times = new Float64Array(0)
  let base = 0
  const views = new Map<number, Float64Array>()

  /** A column holds up to twice what is kept before it drops the older half, so the axis reaches as far back. */
  function move(start: number, closed: number): void {
    base = Math.min(start, closed - 2 * axis.kept)
    times = Float64Array.from({length: closed + 2 * axis.kept - base}, (_, i) => (base + i) * intervalMs)
    views.clear()
  }

  const axis: Axis = {
    intervalMs,
    kept: ticksKept(intervalMs, retentionMs),
    closed: undefined,
    open: 0,
    ticks: 0,
    epochs: 0,
    pages: createSlotPages(),
    timesFrom(start) {
      const closed = axis.closed ?? start
      if (start < base || closed >= base + times.length) move(start, closed)
      let view = views.get(start)
      if (view === undefined) {
        view = times.subarray(start - base)
        views.set(start, view)
      }
      return view
    },
  }
  return axis
}

/** How many ticks back samples must be kept for a retention. */
export function ticksKept(intervalMs: number, retentionMs: number): number {
  return Math.ceil(retentionMs / intervalMs) + 1
}
