import type {HdrCounts} from './hdr-counts.ts'
import {addToBucket} from './hdr-counts.ts'
import type {HistogramSample} from './history.ts'

/** Columns of the table: the tick that closed the slot, where its bytes end, its count, sum, minimum and maximum. */
const TICK = 0
const END = 1
const COUNT = 2
const SUM = 3
const MIN = 4
const MAX = 5
const WIDTH = 6

/** What some slots add up to; without any, the extremes are infinite. */
export interface SlotTotals {
  readonly count: number
  readonly sum: number
  readonly min: number
  readonly max: number
}

/**
 * What a histogram counted in each closed slot, packed: slots without a value cost nothing, others about a byte a bucket. Ticks are
 * numbers of intervals since the epoch.
 */
export interface SlotLog {
  /** Appends what `counts` holds as the slot that ends at `tick`, and forgets slots up to `keepAfter`. */
  push(tick: number, counts: HdrCounts, keepAfter: number): void
  /** Position of the first slot after `tick`; slots stand from there to `length`. */
  after(tick: number): number
  /** What the slots from there to the end add up to. */
  totalsFrom(position: number): SlotTotals
  /** Visits the slots from there to the end. */
  visitFrom(position: number, visit: (tick: number, count: number, sum: number) => void): void
  tickAt(position: number): number
  /** Adds the buckets of the slots from one position up to another, times `sign`, to `counts`. */
  addTo(counts: HdrCounts, sign: 1 | -1, from: number, to: number): void
  /** What the slots from one position up to another hold together: populated buckets by rising index. */
  gather(from: number, to: number): HistogramSample
  /** How many bytes `addTo` would read from there to the end. */
  bytesFrom(position: number): number
  clear(): void
  readonly length: number
  /** Slots up to this tick are forgotten. */
  readonly forgottenUpTo: number
}

const NOTHING: HistogramSample = {count: 0, sum: 0, indexes: [], counts: []}

/** A log without slots. */
export function createSlotLog(): SlotLog {
  let table = new Float64Array(0)
  let bytes = new Uint8Array(0)
  /** The oldest row that still counts. */
  let first = 0
  let rows = 0
  let forgottenUpTo = -Infinity

  const endOf = (row: number) => (row < 0 ? 0 : table[row * WIDTH + END]!)

  /** Moves what still counts to the front, once that frees half of the room. */
  function compact(): void {
    const start = endOf(first - 1)
    bytes.copyWithin(0, start, endOf(rows - 1))
    table.copyWithin(0, first * WIDTH, rows * WIDTH)
    rows -= first
    first = 0
    for (let row = 0; row < rows; row++) table[row * WIDTH + END]! -= start
  }

  function forget(upTo: number): void {
    while (first < rows && table[first * WIDTH + TICK]! <= upTo) forgottenUpTo = table[first++ * WIDTH + TICK]!
    if (first > 8 && first > rows / 2) compact()
  }

  function writeNumber(at: number, value: number): number {
    while (value > 127) {
      bytes[at++] = (value & 127) | 128
      value >>>= 7
    }
    bytes[at++] = value
    return at
  }

  /** Each populated bucket as its distance from the one before, doubled, plus 1 where its count follows because it is not 1. */
  function pack({base, cells}: HdrCounts, at: number): number {
    let previous = 0
    for (let cell = 0; cell < cells.length; cell++) {
      const count = cells[cell]!
      if (count === 0) continue
      // A distance takes at most 2 bytes, a count 5.
      if (at + 8 > bytes.length) bytes = grown(bytes, Uint8Array, at + 8)
      const bucket = base + cell
      const distance = (bucket - previous) * 2
      previous = bucket
      at = count === 1 ? writeNumber(at, distance) : writeNumber(writeNumber(at, distance + 1), count)
    }
    return at
  }

  /** Visits the buckets of the slots from one position up to another. */
  function unpack(from: number, to: number, visit: (bucket: number, count: number) => void): void {
    for (let row = first + from; row < first + to; row++) {
      let bucket = 0
      let at = endOf(row - 1)
      const end = endOf(row)
      while (at < end) {
        let word = bytes[at++]!
        if (word > 127) word = (word & 127) | (bytes[at++]! << 7)
        bucket += word >> 1
        let count = 1
        if ((word & 1) === 1) {
          count = 0
          for (let scale = 1, byte = 128; byte > 127; scale *= 128) {
            byte = bytes[at++]!
            count += (byte & 127) * scale
          }
        }
        visit(bucket, count)
      }
    }
  }

  return {
    push(tick, counts, keepAfter) {
      forget(keepAfter)
      const end = pack(counts, endOf(rows - 1))
      const row = rows++ * WIDTH
      if (row + WIDTH > table.length) table = grown(table, Float64Array, row + WIDTH)
      table[row + TICK] = tick
      table[row + END] = end
      table[row + COUNT] = counts.count
      table[row + SUM] = counts.sum
      table[row + MIN] = counts.min
      table[row + MAX] = counts.max
    },
    after(tick) {
      let position = rows
      while (position > first && table[(position - 1) * WIDTH + TICK]! > tick) position--
      return position - first
    },
    totalsFrom(position) {
      const totals = {count: 0, sum: 0, min: Infinity, max: -Infinity}
      for (let row = (first + position) * WIDTH; row < rows * WIDTH; row += WIDTH) {
        totals.count += table[row + COUNT]!
        totals.sum += table[row + SUM]!
        totals.min = Math.min(totals.min, table[row + MIN]!)
        totals.max = Math.max(totals.max, table[row + MAX]!)
      }
      return totals
    },
    visitFrom(position, visit) {
      for (; first + position < rows; position++) {
        const row = (first + position) * WIDTH
        visit(table[row + TICK]!, table[row + COUNT]!, table[row + SUM]!)
      }
    },
    tickAt: (position) => table[(first + position) * WIDTH + TICK]!,
    addTo(counts, sign, from, to) {
      unpack(from, to, (bucket, count) => addToBucket(counts, bucket, sign * count))
    },
    gather(from, to) {
      if (from === to) return NOTHING
      const buckets = new Map<number, number>()
      unpack(from, to, (bucket, count) => buckets.set(bucket, (buckets.get(bucket) ?? 0) + count))
      const indexes = [...buckets.keys()].sort((a, b) => a - b)
      let count = 0
      let sum = 0
      for (let row = (first + from) * WIDTH; row < (first + to) * WIDTH; row += WIDTH) {
        count += table[row + COUNT]!
        sum += table[row + SUM]!
      }
      return {count, sum, indexes, counts: indexes.map((bucket) => buckets.get(bucket)!)}
    },
    bytesFrom: (position) => endOf(rows - 1) - endOf(first + position - 1),
    clear() {
      first = 0
      rows = 0
      forgottenUpTo = -Infinity
    },
    get length() {
      return rows - first
    },
    get forgottenUpTo() {
      return forgottenUpTo
    },
  }
}

/** The array with room for at least `needed`: half as much again each time, so that appending stays cheap and slack small. */
function grown<T extends Uint8Array | Float64Array>(array: T, Type: new (length: number) => T, needed: number): T {
  const larger = new Type(Math.max(needed, Math.ceil(array.length * 1.5)))
  larger.set(array)
  return larger
}
