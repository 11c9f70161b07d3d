import {addToBucket, clearCounts, createCounts} from './hdr-counts.ts'
import {packBuckets, packListed} from './packed-buckets.ts'
import {PLACE_BYTES, writeSlot} from './slot-pages.ts'
import {
  COUNT,
  END,
  endOf,
  forget,
  isListed,
  LAST_LISTED,
  LISTED,
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

/** From so many slots on it can be said how busy a series is. */
const BUSY_FROM = 16

/** Counts a value into the slot that ends at `tick`, the last or a new one, unless it is forgotten already as all are up to `keepAfter`. */
export function addToSlot(log: SlotLog, tick: number, keepAfter: number, bucket: number, value: number): void {
  let row = log.end - 1
  if (log.end === log.first || log.marks[row * MARKS + TICK] !== tick - log.origin) {
    if (tick <= keepAfter) {
      log.forgottenUpTo = Math.max(log.forgottenUpTo, tick)
      return
    }
    row = beginSlot(log, tick, keepAfter)
  }
  const {table, marks} = log
  const cell = row * WIDTH
  const count = table[cell + COUNT]! + 1
  table[cell + COUNT] = count
  table[cell + SUM]! += value
  if (value < table[cell + MIN]!) table[cell + MIN] = value
  if (value > table[cell + MAX]!) table[cell + MAX] = value
  if (count > LAST_LISTED) return countInOpen(log, count, bucket)
  const end = marks[row * MARKS + END]!
  if (end + 2 > log.bytes.length) log.bytes = grownBytes(log.bytes, end + 2)
  log.bytes[end] = bucket
  log.bytes[end + 1] = bucket >> 8
  marks[row * MARKS + END] = end + 2
}

function beginSlot(log: SlotLog, tick: number, keepAfter: number): number {
  if (log.end > log.first && log.table[(log.end - 1) * WIDTH + COUNT]! > LISTED) packLast(log, keepAfter)
  forget(log, keepAfter)
  if (log.first === log.end) startAgain(log, tick)
  if ((log.end + 1) * WIDTH > log.table.length) makeRoomForRow(log, tick - keepAfter)
  const row = log.end++
  const {table, marks} = log
  marks[row * MARKS + TICK] = tick - log.origin
  marks[row * MARKS + END] = endOf(log, row - 1)
  table[row * WIDTH + COUNT] = 0
  table[row * WIDTH + SUM] = 0
  table[row * WIDTH + MIN] = Infinity
  table[row * WIDTH + MAX] = -Infinity
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
export function setLastTick({marks, end, origin}: SlotLog, tick: number): void {
  marks[(end - 1) * MARKS + TICK] = tick - origin
}

/** Packs the values of the last slot, which gets no more. */
function packLast(log: SlotLog, keepAfter: number): void {
  const {open, pages} = log
  const row = log.end - 1
  const at = endOf(log, row - 1)
  const packed = isListed(log, row) ? packListed(log.bytes, at, endOf(log, row)) : packBuckets(open!)
  // There is room: more values than are listed stood here.
  writeSlot(pages, tickOf(log, row), keepAfter, packed, {bytes: log.bytes, at})
  log.marks[row * MARKS + END] = at + PLACE_BYTES
  if (open !== undefined) clearCounts(open)
}

/** Forgets all slots. */
export function clearSlots(log: SlotLog): void {
  log.first = 0
  log.end = 0
  log.forgottenUpTo = -Infinity
  if (log.open !== undefined) clearCounts(log.open)
}

function startAgain(log: SlotLog, tick: number): void {
  log.first = 0
  log.end = 0
  log.origin = tick
}

/**
 * Moves what still counts to the front when a sixteenth is free, else makes the table larger. Tables of many busy series are most of what memory
 * holds, and what they grow out of late stays empty for long: with a value in most slots, there is room for all that are kept at once.
 */
function makeRoomForRow(log: SlotLog, kept: number): void {
  const {table, bytes, marks, first} = log
  if (first > log.end >> 4) {
    const start = endOf(log, first - 1)
    const ticks = tickOf(log, first) - log.origin
    bytes.copyWithin(0, start, endOf(log, log.end - 1))
    table.copyWithin(0, first * WIDTH, log.end * WIDTH)
    log.end -= first
    log.first = 0
    log.origin += ticks
    for (let row = 0; row < log.end; row++) {
      marks[row * MARKS + TICK]! -= ticks
      marks[row * MARKS + END]! -= start
    }
    return
  }
  const most = kept + (kept >> 4) + 2
  const isBusy = log.end >= BUSY_FROM && tickOf(log, log.end - 1) - tickOf(log, 0) < 2 * log.end
  const rows = isBusy ? most : Math.min(most, log.end + Math.ceil(log.end / 4))
  log.table = new Float64Array(WIDTH * Math.max(log.end + 1, rows))
  log.table.set(table)
  log.marks = new Int32Array(log.table.buffer)
}

/** A quarter more, and of much an eighth: so appending stays cheap and slack small. */
function grownBytes(bytes: Uint8Array, needed: number): Uint8Array {
  const {length} = bytes
  const larger = new Uint8Array(Math.max(needed, length + Math.ceil(length / (length < 256 ? 4 : 8))))
  larger.set(bytes)
  return larger
}
