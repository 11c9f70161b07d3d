import type {Block, ShedLevel} from '../source.ts'
import {levelToShed} from './level-to-shed.ts'

/** What is received and not yet taken: a third of a second at 50,000 events a second, so that what is shown is never older. */
const CAPACITY_BYTES = 8 << 20

/** What is taken at once: decoded in about a millisecond, so that keys never wait. */
const PAGE_BYTES = 256 << 10

/** Pages that are kept for reuse; after a flood the rest of the memory is given back. */
const SPARE_PAGES = 2

/** A burst, as when a host sends what it still holds, is worked off soon and may wait at the sender: what is behind for longer is shed. */
const PATIENCE_MS = 3000

/** The fullness from which on logs of a level are shed. Logs above these levels and whatever is no log are never shed. */
const SHED_FROM: Readonly<Record<ShedLevel, number>> = {
  DEBUG: CAPACITY_BYTES * 0.5,
  INFO: CAPACITY_BYTES * 0.65,
  WARNING: CAPACITY_BYTES * 0.8,
}
const RELAXED_BYTES = CAPACITY_BYTES / 4

const LF = 10

/** Lines between a stream and the monitor, which may be slower. */
export interface LineQueue {
  /** Adds the line from `from` to `to`; or sheds it, if it is a log and the monitor has long been behind: DEBUG first, then INFO, then WARNING. */
  push(bytes: Buffer, from: number, to: number, type: string): void
  /** The oldest lines, valid until the next call. */
  take(): Block | undefined
  /** How many lines of one level were shed since they were last told; undefined when there is nothing to tell. */
  takeShed(): {readonly level: ShedLevel; readonly count: number} | undefined
  /** Nothing more should be read for now: what may not be shed has to wait at the sender. */
  isFull(): boolean
}

interface Page {
  bytes: Buffer
  used: number
  lines: number
}

/** An empty queue. `now` is a clock in milliseconds that only goes forward. */
export function createLineQueue(place: string, now: () => number = () => performance.now()): LineQueue {
  const pages: Page[] = []
  const spares: Page[] = []
  let taken: Page | undefined
  let filling: Page | undefined
  let used = 0
  let line = 1
  const shed = new Map<ShedLevel, number>()
  let behindSince: number | undefined

  function pageFor(length: number): Page {
    if (filling !== undefined && filling.used + length <= filling.bytes.length) return filling
    filling = length <= PAGE_BYTES ? spares.pop() : undefined
    filling ??= {bytes: Buffer.allocUnsafeSlow(Math.max(length, PAGE_BYTES)), used: 0, lines: 0}
    pages.push(filling)
    return filling
  }

  function recycle(page: Page): void {
    if (spares.length >= SPARE_PAGES || page.bytes.length > PAGE_BYTES) return
    page.used = page.lines = 0
    spares.push(page)
  }

  function isShed(bytes: Buffer, from: number, to: number, type: string): boolean {
    behindSince ??= now()
    if (now() - behindSince < PATIENCE_MS) return false
    const level = levelToShed(bytes, from, to, type)
    if (level === undefined || used <= SHED_FROM[level]) return false
    shed.set(level, (shed.get(level) ?? 0) + 1)
    return true
  }

  return {
    push(bytes, from, to, type) {
      if (used > SHED_FROM.DEBUG && isShed(bytes, from, to, type)) return
      const length = to - from + 1
      const page = pageFor(length)
      bytes.copy(page.bytes, page.used, from, to)
      page.used += length
      page.bytes[page.used - 1] = LF
      page.lines++
      used += length
    },
    take() {
      if (taken !== undefined) recycle(taken)
      if (used < RELAXED_BYTES) behindSince = undefined
      taken = pages.shift()
      if (taken === undefined) return undefined
      if (taken === filling) filling = undefined
      used -= taken.used
      const block: Block = {kind: 'block', bytes: taken.bytes.subarray(0, taken.used), line, place, lines: taken.lines}
      line += taken.lines
      return block
    },
    takeShed() {
      for (const [level, count] of shed) {
        shed.delete(level)
        return {level, count}
      }
      return undefined
    },
    isFull: () => used > CAPACITY_BYTES,
  }
}
