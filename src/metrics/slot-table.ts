import type {HdrCounts} from './hdr-counts.ts'

/** Columns of the table: the tick that closes the slot. */
export const TICK = 0
/** Where its bytes end. */
export const END = 1
/** How many values it has. */
export const COUNT = 2
/** Their sum, minimum and maximum. */
export const SUM = 3
/** As SUM. */
export const MIN = 4
/** As SUM. */
export const MAX = 5
/** How many columns there are. */
export const WIDTH = 6

/** Up to so many values of a slot stay written one after another as they came, 2 bytes each; more are packed when the next slot begins. */
export const LISTED = 32

/** Up to so many values of the last slot are written as they come; more are counted. */
export const LAST_LISTED = 1_024

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

/** Whether the values of a slot are written as they came. Of the last slot more are; those that are not are counted in `open`. */
export function isListed(log: SlotLog, row: number): boolean {
  return log.table[row * WIDTH + COUNT]! <= (row === log.end - 1 ? LAST_LISTED : LISTED)
}

/** Where the bytes of a row end; those of the row before the first at 0. */
export function endOf({table}: SlotLog, row: number): number {
  return row < 0 ? 0 : table[row * WIDTH + END]!
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
