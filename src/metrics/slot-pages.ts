/** Most that a slot takes is less: every bucket populated, with a count of eight bytes each. */
const PAGE_BYTES = 65_536

/** Pages are numbered modulo this, more than there ever are at a time. */
const NUMBERS = 2 ** 24

/** How many bytes the place of a slot takes: three for the number of its page, two for where it begins. */
export const PLACE_BYTES = 5

/**
 * Where all histograms write the slots that are over and have many values, one after another as they end. What is over at the same time is
 * forgotten at the same time, so a page is used again as a whole: nothing is moved, and no memory lies between.
 */
export interface SlotPages {
  /** Oldest first. */
  pages: Page[]
  /** The number of the oldest. */
  first: number
  /** How much of the newest is written. */
  used: number
  /** Slots up to this tick may be gone. */
  forgottenUpTo: number
}

interface Page {
  readonly bytes: Uint8Array
  /** The last tick at which one of its slots ended. */
  newest: number
}

/** No pages. */
export function createSlotPages(): SlotPages {
  return {pages: [], first: 0, used: PAGE_BYTES, forgottenUpTo: -Infinity}
}

/** Writes what a slot has and, into other bytes, its place. Pages of which all slots ended by `keepAfter` are used again. */
export function writeSlot(
  slots: SlotPages,
  tick: number,
  keepAfter: number,
  packed: Uint8Array,
  place: {readonly bytes: Uint8Array; readonly at: number},
): void {
  if (slots.used + packed.length > PAGE_BYTES) turnPage(slots, keepAfter)
  const {pages, first, used} = slots
  const page = pages.at(-1)!
  page.bytes.set(packed, used)
  page.newest = Math.max(page.newest, tick)
  slots.used += packed.length
  const number = first + pages.length - 1
  const {bytes, at} = place
  bytes[at] = number
  bytes[at + 1] = number >> 8
  bytes[at + 2] = number >> 16
  bytes[at + 3] = used
  bytes[at + 4] = used >> 8
}

/** The page of a slot whose place is told there. */
export function pageAt({pages, first}: SlotPages, bytes: Uint8Array, at: number): Uint8Array {
  const number = bytes[at]! | (bytes[at + 1]! << 8) | (bytes[at + 2]! << 16)
  return pages[(number - first) & (NUMBERS - 1)]!.bytes
}

/** Where it begins in the page. */
export function beginAt(bytes: Uint8Array, at: number): number {
  return bytes[at + 3]! | (bytes[at + 4]! << 8)
}

/** The clock has jumped: all histograms have forgotten their slots. */
export function clearSlotPages(slots: SlotPages): void {
  Object.assign(slots, createSlotPages())
}

function turnPage(slots: SlotPages, keepAfter: number): void {
  const {pages} = slots
  let gone = 0
  while (gone < pages.length && pages[gone]!.newest <= keepAfter) {
    slots.forgottenUpTo = Math.max(slots.forgottenUpTo, pages[gone++]!.newest)
  }
  const [again] = pages.splice(0, gone)
  slots.first = (slots.first + gone) % NUMBERS
  pages.push({bytes: again?.bytes ?? new Uint8Array(PAGE_BYTES), newest: -Infinity})
  slots.used = 0
}
