import {addToBucket, clearCounts, createCounts} from './hdr-counts.ts'
import {packBuckets, packListed} from './packed-buckets.ts'
import {
  COUNT,
  END,
  endOf,
  isListed,
  LAST_LISTED,
  LISTED,
  MAX,
  MIN,
  SUM,
  TICK,
  visitListed,
  WIDTH,
  type SlotLog,
} from './slot-table.ts'

/** Counts a value into the slot that ends at `tick`, the last or a new one, unless it is forgotten already as all are up to `keepAfter`. */
export function addToSlot(log: SlotLog, tick: number, keepAfter: number, bucket: number, value: number): void {
  let row = (log.end - 1) * WIDTH
  if (log.end === log.first || log.table[row + TICK] !== tick) {
    if (tick <= keepAfter) {
      log.forgottenUpTo = Math.max(log.forgottenUpTo, tick)
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

/** Forgets all slots. */
export function clearSlots(log: SlotLog): void {
  log.first = 0
  log.end = 0
  log.forgottenUpTo = -Infinity
  if (log.open !== undefined) clearCounts(log.open)
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
