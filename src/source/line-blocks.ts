import type {Block, SourceItem} from './source.ts'

/** The longest line that is taken: far over any sane event, and small enough that a hostile file cannot fill the memory. */
export const LINE_CAP_BYTES = 1 << 20

/**
 * How much is read at once: so little is worked off in a few milliseconds on the slowest path, and most of what comes of it has gone before
 * the garbage collector looks.
 */
export const READ_BYTES = 64 << 10

/** How much may be read at once for who has shown to be fast; more would leave the processor's cache between scanning and counting. */
export const MAX_READ_BYTES = 256 << 10

const LF = 10

/** Cuts what is read into blocks of whole lines; holds back the unfinished line. */
export interface LineBlocks {
  /**
   * Where the next read goes, of `bytes`, at most MAX_READ_BYTES. The block that was handed out before is gone with this call.
   * @default READ_BYTES
   */
  room(bytes?: number): Uint8Array
  /** Takes the first `length` bytes of the room: a block when lines are complete, a note for a line over the cap. */
  take(length: number): Generator<SourceItem, void, void>
  /** The unfinished line as a last block, when no newline will come; nothing is held after that. */
  rest(): Block | undefined
  /** Starts over, as at the head of a file: what was held is dropped. */
  restart(line: number): void
  /** Bytes of the unfinished line. */
  held(): number
  /** The number of the next line, 0 where unknown. */
  line(): number
}

/** Lines of one place in one reused buffer, which never grows over LINE_CAP_BYTES + MAX_READ_BYTES; `line` as in Block. */
export function createLineBlocks(place: string, line: number): LineBlocks {
  let buffer = Buffer.allocUnsafeSlow(2 * READ_BYTES)
  let begin = 0
  let end = 0
  let isSkipping = false
  let nextLine = line
  let open: Block | undefined

  /** The lines of the last block are counted only when the next is asked for: its consumer may have done it by then. */
  const settle = (): void => {
    if (open !== undefined && nextLine > 0) nextLine += open.lines ?? countLines(open.bytes)
    open = undefined
  }
  const block = (from: number, to: number): Block => {
    settle()
    open = {kind: 'block', bytes: buffer.subarray(from, to), line: nextLine, place}
    return open
  }
  const tooLong = (): SourceItem => {
    settle()
    const item = {
      kind: 'note',
      note: 'line-too-long',
      text: `a line over ${LINE_CAP_BYTES >> 20} MiB was left out`,
      place,
      line: nextLine,
    } as const
    if (nextLine > 0) nextLine++
    return item
  }

  return {
    room(bytes = READ_BYTES) {
      settle()
      buffer.copyWithin(0, begin, end)
      end -= begin
      begin = 0
      if (buffer.length - end < bytes) {
        const larger = Buffer.allocUnsafeSlow(Math.min(2 * buffer.length, LINE_CAP_BYTES + MAX_READ_BYTES))
        buffer.copy(larger, 0, 0, end)
        buffer = larger
      }
      return buffer.subarray(end, end + bytes)
    },
    *take(length) {
      const from = end
      end += length
      if (nextLine === 1 && begin === 0 && from === 0 && hasByteOrderMark(buffer, end)) begin = 3
      const first = buffer.subarray(0, end).indexOf(LF, from)
      if (first === -1) {
        if (isSkipping) begin = end
        else if (end - begin > LINE_CAP_BYTES) {
          isSkipping = true
          begin = end
          yield tooLong()
        }
        return
      }
      // Only the first line can be over the cap, for the rest of it came in one read.
      if (isSkipping) begin = first + 1
      else if (first - begin > LINE_CAP_BYTES) {
        begin = first + 1
        yield tooLong()
      }
      isSkipping = false
      const start = begin
      begin = buffer.subarray(0, end).lastIndexOf(LF) + 1
      if (begin > start) yield block(start, begin)
    },
    rest() {
      const start = begin
      begin = end
      return end > start && !isSkipping ? block(start, end) : undefined
    },
    restart(first) {
      settle()
      begin = end = 0
      isSkipping = false
      nextLine = first
    },
    held: () => end - begin,
    line() {
      settle()
      return nextLine
    },
  }
}

function hasByteOrderMark(bytes: Uint8Array, length: number): boolean {
  return length >= 3 && bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf
}

function countLines(bytes: Uint8Array): number {
  let lines = 0
  for (let at = bytes.indexOf(LF); at !== -1; at = bytes.indexOf(LF, at + 1)) lines++
  return lines
}
