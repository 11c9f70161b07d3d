import type {WindowName} from '../figures.ts'
import type {Histogram} from './histogram.ts'
import {generationOf} from './histogram.ts'
import {rowAfter, totalsOf, type SlotTotals} from './slot-reading.ts'
import type {Groups} from './window.ts'

/** Columns of a line. */
const COUNT = 0
const SUM = 1
const MIN = 2
const MAX = 3
const WIDTH = 4

/** What several histograms together have counted in each group of the slots of a window: what is over is read once. */
interface Line {
  groups: Groups
  generation: number
  table: Float64Array
}

/** The lines of lists of histograms, each in every window that was looked at. A list is known by its identity, and may grow. */
export interface WindowLines {
  /** How many values each group has. */
  counts(histograms: readonly Histogram[], window: WindowName, groups: Groups): number[]
  /** What all groups add up to. */
  totals(histograms: readonly Histogram[], window: WindowName, groups: Groups): SlotTotals
}

/** No lines yet. */
export function createWindowLines(): WindowLines {
  const lines = new WeakMap<readonly Histogram[], Partial<Record<WindowName, Line>>>()

  function tableOf(histograms: readonly Histogram[], window: WindowName, groups: Groups): Float64Array {
    let own = lines.get(histograms)
    if (own === undefined) lines.set(histograms, (own = {}))
    const generation = generationOf(histograms)
    const line = (own[window] ??= {groups, generation: -1, table: new Float64Array(0)})
    bring(line, histograms, groups, generation)
    return line.table
  }

  return {
    counts(histograms, window, groups) {
      const table = tableOf(histograms, window, groups)
      const counts: number[] = []
      for (let at = COUNT; at < groups.count * WIDTH; at += WIDTH) counts.push(table[at]!)
      return counts
    },
    totals(histograms, window, groups) {
      const table = tableOf(histograms, window, groups)
      let [count, sum, min, max] = [0, 0, Infinity, -Infinity]
      for (let at = 0; at < groups.count * WIDTH; at += WIDTH) {
        count += table[at + COUNT]!
        sum += table[at + SUM]!
        if (table[at + MIN]! < min) min = table[at + MIN]!
        if (table[at + MAX]! > max) max = table[at + MAX]!
      }
      return {count, sum, min, max}
    },
  }
}

/** Moves a line on to the groups of now, and adds up those that were not over, or are cut by the beginning of the window. */
function bring(line: Line, histograms: readonly Histogram[], groups: Groups, generation: number): void {
  const before = line.groups
  // Groups are made for one view, during which nothing changes.
  if (before === groups && line.generation === generation) return
  const isKnown = line.generation === generation && before.size === groups.size
  const moved = groups.first - before.first
  if (line.table.length < groups.count * WIDTH) line.table = larger(line.table, groups.count * WIDTH)
  const {table} = line
  if (isKnown && moved > 0) table.copyWithin(0, moved * WIDTH, before.count * WIDTH)
  for (let index = 0; index < groups.count; index++) {
    const after = groups.endOf(index - 1)
    const end = groups.endOf(index)
    const isOver = moved >= 0 && index + moved < before.count && end <= before.closed
    const beginsElsewhere = Math.max(after, before.from) !== Math.max(after, groups.from)
    if (isKnown && isOver && !beginsElsewhere) continue
    addUp(table, index * WIDTH, histograms, Math.max(after, groups.from), end)
  }
  line.groups = groups
  line.generation = generation
}

/** Adds up the slots after one tick, up to another. */
function addUp(table: Float64Array, at: number, histograms: readonly Histogram[], after: number, end: number): void {
  table[at + COUNT] = 0
  table[at + SUM] = 0
  table[at + MIN] = Infinity
  table[at + MAX] = -Infinity
  for (const {slots} of histograms) {
    const {count, sum, min, max} = totalsOf(slots, rowAfter(slots, after), rowAfter(slots, end))
    table[at + COUNT]! += count
    table[at + SUM]! += sum
    if (min < table[at + MIN]!) table[at + MIN] = min
    if (max > table[at + MAX]!) table[at + MAX] = max
  }
}

function larger(table: Float64Array, length: number): Float64Array {
  const grown = new Float64Array(length)
  grown.set(table)
  return grown
}
