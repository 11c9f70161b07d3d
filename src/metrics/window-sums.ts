import type {WindowName} from '../figures.ts'
import {START} from './axis.ts'
import {addCells, clearCounts, copyCells, createCounts, makeRoom, type HdrCounts} from './hdr-counts.ts'
import {generationOf, type Histogram} from './histogram.ts'
import {addSlots, hasForgotten, rowAfter, totalsOf, type SlotTotals} from './slot-reading.ts'
import type {Reach} from './window.ts'
import type {WindowLines} from './window-lines.ts'

/** The sum of so few slots is not kept: what a slot takes to read is bounded by the buckets that it uses, and every sum takes some kilobytes. */
const FEW_SLOTS = 4

/** In the time that it takes to read a value of a slot, so many cells can be copied: slots of a few values are added up anew. */
const CELLS_PER_VALUE = 16

/** In the time that it takes to find the slots of a series, so many values can be read. */
const VALUES_PER_SERIES = 500

/** The sums of lists of histograms, each in every window that was looked at. A list is known by its identity, and may grow. */
export interface WindowSums {
  /** Fills `into` with what the histograms have counted in a window, open slot included. */
  fill(into: HdrCounts, histograms: readonly Histogram[], reach: Reach): void
  /** Moves the sum of a sliding window on without telling it; gives about how many values were read. */
  keep(histograms: readonly Histogram[], reach: Reach): number
}

/**
 * What several histograms together have counted in the closed slots of a window. It moves on with the window: what comes in is added
 * and what goes out is taken away. These are whole numbers, so it never differs from all slots added up anew.
 */
interface WindowSum {
  /** It holds the slots after the first of these ticks, up to the other. */
  from: number
  upTo: number
  /** Of the histograms at that time. */
  generation: number
  readonly counts: HdrCounts
}

/** No sums yet. Whoever looks at lines too may share them. */
export function createWindowSums(lines: WindowLines): WindowSums {
  const sums = new WeakMap<readonly Histogram[], Map<WindowName, WindowSum>>()

  function sumOf(histograms: readonly Histogram[], window: WindowName): WindowSum {
    let own = sums.get(histograms)
    if (own === undefined) sums.set(histograms, (own = new Map()))
    let sum = own.get(window)
    if (sum === undefined) own.set(window, (sum = {from: START, upTo: START, generation: 0, counts: createCounts()}))
    return sum
  }

  return {
    fill(into, histograms, reach) {
      const {window, from, closed, line} = reach
      const {count, sum, min, max} = line === undefined ? everOf(histograms) : lines.totals(histograms, window, line)
      if (from === START && histograms.length === 1) copyCells(into, histograms[0]!.total)
      else if (from === START && closed === START) {
        clearCounts(into)
        for (const {total} of histograms) addCells(into, total, 1)
      } else if (isShort(histograms, reach, count)) {
        clearCounts(into)
        addSince(into, histograms, from)
      } else {
        const before = sumOf(histograms, window)
        // Also before the sum moves: single cells are added to much faster when all have been read in a row.
        copyCells(into, before.counts)
        if (bring(before, histograms, reach) > 0) copyCells(into, before.counts)
        addSince(into, histograms, closed)
      }
      into.sum = sum
      into.min = min
      into.max = max
    },
    keep(histograms, reach) {
      const {window, line} = reach
      if (line === undefined || isShort(histograms, reach, lines.totals(histograms, window, line).count)) return 0
      return bring(sumOf(histograms, window), histograms, reach)
    },
  }
}

/** Whether the slots of a window, which have so many values, are added up anew faster than a sum is copied. */
function isShort(histograms: readonly Histogram[], {from, closed}: Reach, count: number): boolean {
  if (from === START) return false
  if (closed - from <= FEW_SLOTS) return true
  let cells = 0
  for (const {total} of histograms) cells = Math.max(cells, total.cells.length)
  return count * CELLS_PER_VALUE < cells
}

/** What the histograms have counted since the start. */
function everOf(histograms: readonly Histogram[]): SlotTotals {
  let [count, sum, min, max] = [0, 0, Infinity, -Infinity]
  for (const {total} of histograms) {
    count += total.count
    sum += total.sum
    min = Math.min(min, total.min)
    max = Math.max(max, total.max)
  }
  return {count, sum, min, max}
}

/** Brings a sum to where the window is now; gives about how many values were read, 0 when it was there. */
function bring(sum: WindowSum, histograms: readonly Histogram[], {from, closed}: Reach): number {
  const {counts} = sum
  const generation = generationOf(histograms)
  let read = VALUES_PER_SERIES * histograms.length
  if (sum.generation !== generation || !canMove(sum, histograms, from, closed)) {
    clearCounts(counts)
    for (const histogram of histograms) read += addWindow(counts, histogram, from, closed)
  } else if (sum.from === from && sum.upTo === closed) return 0
  else {
    for (const each of histograms) {
      const {slots} = each
      read += add(counts, each, rowAfter(slots, sum.upTo), rowAfter(slots, closed), 1)
      if (from !== START) read += add(counts, each, rowAfter(slots, sum.from), rowAfter(slots, from), -1)
    }
  }
  sum.from = from
  sum.upTo = closed
  sum.generation = generation
  return read
}

/** The window has moved on by less than its length, and what goes out of it or comes in is not forgotten. */
function canMove(sum: WindowSum, histograms: readonly Histogram[], from: number, closed: number): boolean {
  if (sum.from > from || sum.upTo > closed || sum.upTo <= from) return false
  const needed = from === START ? sum.upTo : sum.from
  return !histograms.some(({slots}) => hasForgotten(slots, needed))
}

/** Adds the closed slots of a window: one after another, or all there is less what lies outside, whichever is less to read. */
function addWindow(into: HdrCounts, histogram: Histogram, from: number, closed: number): number {
  const {slots, total} = histogram
  const oldest = rowAfter(slots, START)
  const first = rowAfter(slots, from)
  const end = rowAfter(slots, closed)
  if (from !== START) {
    const inside = totalsOf(slots, first, end).count
    // What is forgotten by now can only be found slot by slot.
    if (2 * inside < total.count || totalsOf(slots, oldest, slots.end).count < total.count) {
      return add(into, histogram, first, end, 1)
    }
  }
  addCells(into, total, 1)
  const before = from === START ? 0 : add(into, histogram, oldest, first, -1)
  return total.cells.length / CELLS_PER_VALUE + before + add(into, histogram, end, slots.end, -1)
}

/** Adds the slots after a tick, the open one too. */
function addSince(into: HdrCounts, histograms: readonly Histogram[], tick: number): void {
  for (const each of histograms) add(into, each, rowAfter(each.slots, tick), each.slots.end, 1)
}

/** Adds the slots from one row up to another, or takes them away; gives how many values they have. */
function add(into: HdrCounts, {slots, total}: Histogram, from: number, to: number, sign: 1 | -1): number {
  if (from === to) return 0
  makeRoom(into, total)
  const before = into.count
  addSlots(slots, from, to, into, sign)
  return Math.abs(into.count - before)
}
