import type {HdrCounts} from './hdr-counts.ts'
import type {SlotPages} from './slot-pages.ts'

/** Columns of the table: how many values the slot has. */
export const COUNT = 0
/** Their sum, minimum and maximum. */
export const SUM = 1
/** As SUM. */
export const MIN = 2
/** As SUM. */
export const MAX = 3
/** How many columns there are, marks included. */
export const WIDTH = 5

/** Marks, two in the last column: the tick that closes the slot, counted from the log's origin. */
export const TICK = 8
/** Where its bytes end. */
export const END = 9
/** How many marks a row is wide. */
export const MARKS = 2 * WIDTH

/** Up to so many values of a slot stay written one after another as they came, 2 bytes each; more are packed when the next slot begins. */
export const LISTED = 16

/** Up to so many values of the last slot are written as they come; more are counted. */
export const LAST_LISTED = 1_024

/**
 * What a histogram counted in each slot: slots without a value cost nothing, others 40 bytes and about one or two a value. The last
 * one may still be open: most slots get one or two values, so values go right to where they stay. Ticks are numbers of intervals since
 * the epoch. A plain record, since every histogram has one.
 */
export interface SlotLog {
  table: Float64Array
  /** The same memory. */
  marks: Int32Array
  /** The tick that marks are counted from. */
  origin: number
  /** The values of a slot as they came, or its place in the pages. */
  bytes: Uint8Array
  /** The oldest row that still counts, and the row after the last. */
  first: number
  end: number
  /** Slots up to this tick are forgotten. */
  forgottenUpTo: number
  /** Counts of the last slot when it has more values than are listed; else empty. */
  open: HdrCounts | undefined
  /** Where packed slots are. */
  readonly pages: SlotPages
}

/** A log without slots. */
export function createSlotLog(pages: SlotPages): SlotLog {
  const table = new Float64Array(0)
  return {
    table,
    marks: new Int32Array(table.buffer),
    origin: 0,
    bytes: new Uint8Array(0),
    first: 0,
    end: 0,
    forgottenUpTo: -Infinity,
    open: undefined,
    pages,
  }
}

/** Whether the values of a slot are written as they came. Of the last slot more are; those that are not are counted in `open`. */
export function isListed(log: SlotLog, row: number): boolean {
  return log.table[row * WIDTH + COUNT]! <= (row === log.end - 1 ? LAST_LISTED : LISTED)
}

/** Where the bytes of a row end; those of the row before the first at 0. */
export function endOf({marks}: SlotLog, row: number): number {
  return row < 0 ? 0 : marks[row * MARKS + END]!
}

/** The tick at which the slot of a row ends. */
export function tickOf({marks, origin}: SlotLog, row: number): number {
  return origin + marks[row * MARKS + TICK]!
}

/** Forgets the slots up to a tick; they stay where they are until there is no room for more. */
export function forget(log: SlotLog, upTo: number): void {
  while (log.first < log.end && tickOf(log, log.first) <= upTo) {
    // What came too late to be kept may be newer than what is kept still.
    log.forgottenUpTo = Math.max(log.forgottenUpTo, tickOf(log, log.first++))
  }
}

/** Visits values that are written as they came. */
export function visitListed(
  bytes: Uint8Array,
  start: number,
  end: number,
  visit: (bucket: number, count: number) => void,
): void {
  for (let at = start; at < end; at += 2) visit(bytes[at]! | (bytes[at + 1]! << 8), 1)
}
