import type {Block} from '../source.ts'

/** What is received and not yet taken: a third of a second at 50,000 events a second, so that what is shown is never older. */
const CAPACITY_BYTES = 8 << 20

/** A buffer starts small, for most streams are. */
const FIRST_BYTES = 64 << 10

/** The longest character of a JavaScript string unit in UTF-8. */
const MAX_BYTES_PER_UNIT = 3

/** Lines between a stream and the monitor, which may be slower. */
export interface LineQueue {
  /** Adds a line, or sheds it: DEBUG logs when half full, INFO logs when three quarters full, nothing else ever. */
  push(line: string, type: string): void
  /** All lines since the last call, valid until the next one. */
  take(): Block | undefined
  /** How many lines were shed since the last call. */
  takeShed(): number
  /** Nothing more should be read for now: what may not be shed has to wait at the sender. */
  isFull(): boolean
}

export function createLineQueue(place: string): LineQueue {
  let filling = Buffer.allocUnsafeSlow(FIRST_BYTES)
  let spare = Buffer.allocUnsafeSlow(FIRST_BYTES)
  let used = 0
  let lines = 0
  let line = 1
  let shed = 0

  return {
    push(text, type) {
      if (used > CAPACITY_BYTES / 2 && isSheddable(text, type, used)) {
        shed++
        return
      }
      const needed = used + text.length * MAX_BYTES_PER_UNIT + 1
      if (needed > filling.length) {
        const larger = Buffer.allocUnsafeSlow(Math.max(needed, 2 * filling.length))
        filling.copy(larger, 0, 0, used)
        filling = larger
      }
      used += filling.write(text, used)
      filling[used++] = 10
      lines++
    },
    take() {
      if (used === 0) return undefined
      const block: Block = {kind: 'block', bytes: filling.subarray(0, used), line, place, lines}
      line += lines
      ;[filling, spare] = [spare, filling]
      used = lines = 0
      return block
    },
    takeShed() {
      const count = shed
      shed = 0
      return count
    },
    isFull: () => used > CAPACITY_BYTES,
  }
}

/** Looks into the line only under pressure. */
function isSheddable(text: string, type: string, used: number): boolean {
  if (type !== 'log' && !/"type": ?"log"/.test(text)) return false
  const level = /"level": ?"([A-Za-z]+)"/.exec(text)?.[1]?.toUpperCase()
  return level === 'DEBUG' || (level === 'INFO' && used > (CAPACITY_BYTES * 3) / 4)
}
