import {addToTally, type BucketTally} from './bucket-tally.ts'
import {addCells, addToBucket, clearCounts, createCounts, type HdrCounts} from './hdr-counts.ts'
import {addPacked, packBuckets, packListed, visitPacked} from './packed-buckets.ts'

/** Columns of the table: the tick that closes the slot, where its bytes end, its count, sum, minimum and maximum. */
const TICK = 0
const END = 1
const COUNT = 2
const SUM = 3
const MIN = 4
const MAX = 5
const WIDTH = 6

/** Up to so many values of a slot stay written one after another as they came, 2 bytes each; more are packed when the next slot begins. */
const LISTED = 32

/** Up to so many values of the last slot are written as they come; more are counted. */
const LAST_LISTED = 1_024

/** What some slots add up to; without any, the extremes are infinite. */
export interface SlotTotals {
  readonly count: number
  readonly sum: number
  readonly min: number
  readonly max: number
}

/**
 * What a histogram counted in each slot: slots without a value cost nothing, others 48 bytes and about one or two a bucket. The last
 * one may still be open: most slots get one or two values, so values go right to where they stay. Ticks are numbers of intervals since
 * the epoch. A plain record, since every histogram has one.
 */
export interface SlotLog {
  table: Float64Array
  bytes: Uint8Array
  /** The oldest row that still counts, and the row after the last. */
  first: number
  end: number
  /** Slots up to this tick are forgotten. */
  forgottenUpTo: number
  /** Counts of the last slot when it has more values than are listed; else empty. */
  open: HdrCounts | undefined
}

/** A log without slots. */
export function createSlotLog(): SlotLog {
  return {
    table: new Float64Array(0),
    bytes: new Uint8Array(0),
    first: 0,
    end: 0,
    forgottenUpTo: -Infinity,
    open: undefined,
  }
}

/** Counts a value into the slot that ends at `tick`, the last or a new one, unless it is forgotten already as all are up to `keepAfter`. */
export function addToSlot(log: SlotLog, tick: number, keepAfter: number, bucket: number, value: number): void {
  let row = (log.end - 1) * WIDTH
  if (log.end === log.first || log.table[row + TICK] !== tick) {
    if (tick <= keepAfter) {
      log.forgottenUpTo = tick
      return
    }
    row = beginSlot(log, tick, keepAfter)
  }
  const {table} = log
  const count = table[row + COUNT]! + 1
  table[row + COUNT] = count
  table[row + SUM]! += value
  if (value < table[row + MIN]!) table[row + MIN] = value
  if (value > table[row + MAX]!) table[row + MAX] = value
  if (count > LAST_LISTED) return countInOpen(log, count, bucket)
  const end = table[row + END]!
  if (end + 2 > log.bytes.length) log.bytes = grown(log.bytes, Uint8Array, end + 2)
  log.bytes[end] = bucket
  log.bytes[end + 1] = bucket >> 8
  table[row + END] = end + 2
}

function beginSlot(log: SlotLog, tick: number, keepAfter: number): number {
  if (log.end > log.first && log.table[(log.end - 1) * WIDTH + COUNT]! > LISTED) packLast(log)
  forget(log, keepAfter)
  const row = log.end * WIDTH
  if (row + WIDTH > log.table.length) log.table = grown(log.table, Float64Array, row + WIDTH)
  const {table} = log
  table[row + TICK] = tick
  table[row + END] = endOf(log, log.end - 1)
  table[row + COUNT] = 0
  table[row + SUM] = 0
  table[row + MIN] = Infinity
  table[row + MAX] = -Infinity
  log.end++
  return row
}

function countInOpen(log: SlotLog, count: number, bucket: number): void {
  const open = (log.open ??= createCounts())
  if (count === LAST_LISTED + 1) {
    const row = log.end - 1
    visitListed(log.bytes, endOf(log, row - 1), endOf(log, row), (listed) => addToBucket(open, listed, 1))
  }
  addToBucket(open, bucket, 1)
}

/** The last slot ends at another tick than it was to. */
export function setLastTick({table, end}: SlotLog, tick: number): void {
  table[(end - 1) * WIDTH + TICK] = tick
}

/** Packs the values of the last slot, which gets no more. */
function packLast(log: SlotLog): void {
  const {open} = log
  const row = log.end - 1
  const start = endOf(log, row - 1)
  const packed = isListed(log, row) ? packListed(log.bytes, start, endOf(log, row)) : packBuckets(open!)
  const end = start + packed.length
  if (end > log.bytes.length) log.bytes = grown(log.bytes, Uint8Array, end)
  log.bytes.set(packed, start)
  log.table[row * WIDTH + END] = end
  if (open !== undefined) clearCounts(open)
}

/** Whether the values of a slot are written as they came. Of the last slot more are; those that are not are counted in `open`. */
function isListed(log: SlotLog, row: number): boolean {
  return log.table[row * WIDTH + COUNT]! <= (row === log.end - 1 ? LAST_LISTED : LISTED)
}

/** Forgets all slots. */
export function clearSlots(log: SlotLog): void {
  log.first = 0
  log.end = 0
  log.forgottenUpTo = -Infinity
  if (log.open !== undefined) clearCounts(log.open)
}

/** The first row whose slot ends after `tick`; slots stand from there to `end`. */
export function rowAfter({table, first, end}: SlotLog, tick: number): number {
  // Mostly it is one of the last, so the search goes back from the end in steps that double, and between the last two by halves.
  let high = end
  let step = 1
  while (high - step >= first && table[(high - step) * WIDTH + TICK]! > tick) {
    high -= step
    step *= 2
  }
  let low = Math.max(first, high - step + 1)
  while (low < high) {
    const middle = (low + high) >> 1
    if (table[middle * WIDTH + TICK]! > tick) high = middle
    else low = middle + 1
  }
  return low
}

/** The tick at which the slot of a row ends. */
export function tickOf({table}: SlotLog, row: number): number {
  return table[row * WIDTH + TICK]!
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
  for (let row = from * WIDTH; row < end * WIDTH; row += WIDTH) {
    visit(table[row + TICK]!, table[row + COUNT]!, table[row + SUM]!)
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
    else visitPacked(bytes, endOf(log, row - 1), endOf(log, row), visit)
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
    const end = endOf(log, row)
    if (list) addListed(bytes, start, end, into, sign)
    else addPacked(bytes, start, end, into, sign)
  }
}

/** How many bytes the buckets of the slots from a row to the end are written in. */
export function bytesFrom(log: SlotLog, from: number): number {
  return endOf(log, log.end - 1) - endOf(log, from - 1)
}

function endOf({table}: SlotLog, row: number): number {
  return row < 0 ? 0 : table[row * WIDTH + END]!
}

function visitListed(
  bytes: Uint8Array,
  start: number,
  end: number,
  visit: (bucket: number, count: number) => void,
): void {
  for (let at = start; at < end; at += 2) visit(bytes[at]! | (bytes[at + 1]! << 8), 1)
}

function addListed(bytes: Uint8Array, start: number, end: number, {base, cells}: HdrCounts, sign: 1 | -1): void {
  for (let at = start; at < end; at += 2) cells[(bytes[at]! | (bytes[at + 1]! << 8)) - base]! += sign
}

function visitCounts({base, cells}: HdrCounts, visit: (bucket: number, count: number) => void): void {
  for (let cell = 0; cell < cells.length; cell++) if (cells[cell]! > 0) visit(base + cell, cells[cell]!)
}

function forget(log: SlotLog, upTo: number): void {
  const {table} = log
  while (log.first < log.end && table[log.first * WIDTH + TICK]! <= upTo) {
    // What came too late to be kept may be newer than what is kept still.
    log.forgottenUpTo = Math.max(log.forgottenUpTo, table[log.first++ * WIDTH + TICK]!)
  }
  if (log.first > 8 && log.first > log.end / 8) compact(log)
}

/** Moves what still counts to the front, once an eighth of the room is free: hours of many series are most of what memory holds. */
function compact(log: SlotLog): void {
  const {table, bytes, first} = log
  const start = endOf(log, first - 1)
  bytes.copyWithin(0, start, endOf(log, log.end - 1))
  table.copyWithin(0, first * WIDTH, log.end * WIDTH)
  log.end -= first
  log.first = 0
  for (let row = 0; row < log.end; row++) table[row * WIDTH + END]! -= start
}

/** The array with room for at least `needed`: a quarter more each time, so that appending stays cheap and slack small. */
function grown<T extends Uint8Array | Float64Array>(array: T, Type: new (length: number) => T, needed: number): T {
  const larger = new Type(Math.max(needed, Math.ceil(array.length * 1.25)))
  larger.set(array)
  return larger
}
