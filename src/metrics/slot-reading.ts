import {addToTally, type BucketTally} from './bucket-tally.ts'
import {addCells, type HdrCounts} from './hdr-counts.ts'
import {addPacked, visitPacked} from './packed-buckets.ts'
import {beginAt, pageAt} from './slot-pages.ts'
import {
  COUNT,
  endOf,
  forget,
  isListed,
  MARKS,
  MAX,
  MIN,
  SUM,
  TICK,
  tickOf,
  visitListed,
  WIDTH,
  type SlotLog,
} from './slot-table.ts'

/** What some slots add up to; without any, the extremes are infinite. */
export interface SlotTotals {
  readonly count: number
  readonly sum: number
  readonly min: number
  readonly max: number
}

/** The first row whose slot ends after `tick`; slots stand from there to `end`. */
export function rowAfter(log: SlotLog, tick: number): number {
  if (tick < log.pages.forgottenUpTo) forget(log, log.pages.forgottenUpTo)
  const {marks, first, end} = log
  const after = tick - log.origin
  // Mostly it is one of the last, so the search goes back from the end in steps that double, and between the last two by halves.
  let high = end
  let step = 1
  while (high - step >= first && marks[(high - step) * MARKS + TICK]! > after) {
    high -= step
    step *= 2
  }
  let low = Math.max(first, high - step + 1)
  while (low < high) {
    const middle = (low + high) >> 1
    if (marks[middle * MARKS + TICK]! > after) high = middle
    else low = middle + 1
  }
  return low
}

/** Whether slots after a tick are forgotten. */
export function hasForgotten(log: SlotLog, tick: number): boolean {
  if (tick < log.pages.forgottenUpTo) forget(log, log.pages.forgottenUpTo)
  return log.forgottenUpTo > tick
}

/** What the slots from one row up to another add up to. */
export function totalsOf({table}: SlotLog, from: number, to: number): SlotTotals {
  let [count, sum, min, max] = [0, 0, Infinity, -Infinity]
  for (let row = from * WIDTH; row < to * WIDTH; row += WIDTH) {
    count += table[row + COUNT]!
    sum += table[row + SUM]!
    if (table[row + MIN]! < min) min = table[row + MIN]!
    if (table[row + MAX]! > max) max = table[row + MAX]!
  }
  return {count, sum, min, max}
}

/** Visits the slots from a row to the end. */
export function visitSlots(
  log: SlotLog,
  from: number,
  visit: (tick: number, count: number, sum: number) => void,
): void {
  const {table, end} = log
  for (let row = from; row < end; row++) {
    visit(tickOf(log, row), table[row * WIDTH + COUNT]!, table[row * WIDTH + SUM]!)
  }
}

/** Visits the buckets of the slots from one row up to another, in no order, some of them more than once. */
export function visitBuckets(
  log: SlotLog,
  from: number,
  to: number,
  visit: (bucket: number, count: number) => void,
): void {
  const {bytes, open} = log
  for (let row = from; row < to; row++) {
    const listed = row
    while (row < to && isListed(log, row)) row++
    // Listed values of slots in a row stand side by side.
    if (row > listed) visitListed(bytes, endOf(log, listed - 1), endOf(log, row - 1), visit)
    if (row === to) return
    if (row === log.end - 1) visitCounts(open!, visit)
    else {
      const place = endOf(log, row - 1)
      visitPacked(pageAt(log.pages, bytes, place), beginAt(bytes, place), visit)
    }
  }
}

/** Adds the same buckets to a tally; gives their count and sum. */
export function tallySlots(log: SlotLog, from: number, to: number, tally: BucketTally): {count: number; sum: number} {
  const {table, bytes} = log
  let [count, sum] = [0, 0]
  let areListed = true
  for (let row = from; row < to; row++) {
    areListed &&= isListed(log, row)
    count += table[row * WIDTH + COUNT]!
    sum += table[row * WIDTH + SUM]!
  }
  if (areListed) {
    const end = endOf(log, to - 1)
    for (let at = endOf(log, from - 1); at < end; at += 2) addToTally(tally, bytes[at]! | (bytes[at + 1]! << 8), 1)
  } else visitBuckets(log, from, to, (bucket, inBucket) => addToTally(tally, bucket, inBucket))
  return {count, sum}
}

/** Adds the buckets of the slots from one row up to another, times `sign`, to counts that have room for them. */
export function addSlots(log: SlotLog, from: number, to: number, into: HdrCounts, sign: 1 | -1): void {
  const {table, bytes, open} = log
  for (let row = from; row < to; row++) {
    const list = isListed(log, row)
    if (!list && row === log.end - 1) return addCells(into, open!, sign)
    into.count += sign * table[row * WIDTH + COUNT]!
    const start = endOf(log, row - 1)
    if (list) addListed(bytes, start, endOf(log, row), into, sign)
    else addPacked(pageAt(log.pages, bytes, start), beginAt(bytes, start), into, sign)
  }
}

function addListed(bytes: Uint8Array, start: number, end: number, {base, cells}: HdrCounts, sign: 1 | -1): void {
  for (let at = start; at < end; at += 2) cells[(bytes[at]! | (bytes[at + 1]! << 8)) - base]! += sign
}

function visitCounts({base, cells}: HdrCounts, visit: (bucket: number, count: number) => void): void {
  for (let cell = 0; cell < cells.length; cell++) if (cells[cell]! > 0) visit(base + cell, cells[cell]!)
}
