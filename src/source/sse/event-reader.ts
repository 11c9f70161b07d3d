import {LINE_CAP_BYTES} from '../line-blocks.ts'
import {createLineEndUnifier} from './unify-line-ends.ts'

/** One event of a stream. It is valid only until its listener returns: the next one has the same object. */
export interface StreamEvent {
  /** `message` where the stream names none. */
  readonly type: string
  /** What the event itself says, byte by byte; empty where it says nothing. */
  readonly id: string
  /** Holds the data from `from` to `to`, one line. */
  readonly bytes: Buffer
  readonly from: number
  readonly to: number
}

/** What a stream tells. */
export interface StreamListener {
  onEvent(event: StreamEvent): void
  /** The server asks to wait so long before the next connection. */
  onRetry(retryMs: number): void
  /** An event over LINE_CAP_BYTES is left out. */
  onTooLong(): void
}

const LF = 10
const COLON = 58
const SPACE = 32
const [DATA, EVENT, ID, RETRY] = ['data', 'event', 'id', 'retry'].map((name) => Buffer.from(name)) as [
  Buffer,
  Buffer,
  Buffer,
  Buffer,
]
const BYTE_ORDER_MARK = Buffer.from('\ufeff')

/**
 * Reads the bytes of one connection by the rules of the event stream format, without making a string of the data. The lines of an
 * event's data are joined by a space: they are one JSON text, in which a line end is as good as a space.
 */
export function createEventReader(listener: StreamListener): (chunk: Buffer) => void {
  const unify = createLineEndUnifier()
  const event = {type: '', id: '', bytes: DATA, from: 0, to: 0}
  /** The lines of data after the first, each with the space before it. */
  let moreData: Buffer[] = []
  let hasData = false
  let eventBytes = 0
  let isTooLong = false
  let isBegun = false
  /** The beginning of a line whose end has not come yet. */
  let held = Buffer.allocUnsafe(1024)
  let heldBytes = 0

  function grow(length: number): void {
    eventBytes += length
    if (isTooLong || eventBytes <= LINE_CAP_BYTES) return
    isTooLong = true
    moreData = []
    listener.onTooLong()
  }

  function hold(piece: Buffer): void {
    grow(piece.length)
    const needed = heldBytes + piece.length
    if (!isTooLong) {
      if (needed > held.length) held = Buffer.concat([held.subarray(0, heldBytes)], Math.max(needed, 2 * held.length))
      piece.copy(held, heldBytes)
    }
    heldBytes = needed
  }

  /** The line that is held, complete; in bytes of its own, for the event that it belongs to may go on. */
  function takeHeld(): void {
    const line = isTooLong ? DATA : Buffer.from(held.subarray(0, heldBytes))
    eventBytes -= heldBytes
    heldBytes = 0
    if (!isTooLong) takeLine(line, 0, line.length)
  }

  function takeLine(bytes: Buffer, from: number, to: number): void {
    if (from === to) return endEvent()
    grow(to - from)
    if (isTooLong) return
    if (!isBegun) {
      isBegun = true
      if (bytes.subarray(from, to).indexOf(BYTE_ORDER_MARK) === 0) return takeLine(bytes, from + 3, to)
    }
    switch (bytes[from]) {
      case DATA[0]: {
        const value = valueOf(DATA, bytes, from, to)
        if (value !== -1) takeData(bytes, value, to)
        return
      }
      case ID[0]: {
        const value = valueOf(ID, bytes, from, to)
        if (value === -1) return
        const id = bytes.toString('latin1', value, to)
        if (!id.includes('\0')) event.id = id
        return
      }
      case EVENT[0]: {
        const value = valueOf(EVENT, bytes, from, to)
        if (value !== -1) event.type = bytes.toString('latin1', value, to)
        return
      }
      case RETRY[0]: {
        const value = valueOf(RETRY, bytes, from, to)
        const text = value === -1 ? '' : bytes.toString('latin1', value, to)
        if (/^\d{1,9}$/.test(text)) listener.onRetry(Number(text))
      }
    }
  }

  function takeData(bytes: Buffer, from: number, to: number): void {
    if (hasData) moreData.push(Buffer.from(' '), bytes.subarray(from, to))
    else {
      hasData = true
      event.bytes = bytes
      event.from = from
      event.to = to
    }
  }

  function endEvent(): void {
    if (hasData && !isTooLong) {
      if (event.type === '') event.type = 'message'
      if (moreData.length > 0) {
        event.bytes = Buffer.concat([event.bytes.subarray(event.from, event.to), ...moreData])
        event.from = 0
        event.to = event.bytes.length
        moreData = []
      }
      listener.onEvent(event)
    }
    event.type = event.id = ''
    event.bytes = DATA
    hasData = isTooLong = false
    eventBytes = 0
  }

  return (raw) => {
    const chunk = unify(raw)
    let at = 0
    let end = chunk.indexOf(LF)
    if (heldBytes > 0 && end !== -1) {
      hold(chunk.subarray(0, end))
      takeHeld()
      at = end + 1
      end = chunk.indexOf(LF, at)
    }
    while (end !== -1) {
      takeLine(chunk, at, end)
      at = end + 1
      end = chunk.indexOf(LF, at)
    }
    if (at < chunk.length) hold(chunk.subarray(at))
  }
}

/** Where the value of the field `name` begins in the line; -1 if the line is of another field. */
function valueOf(name: Buffer, bytes: Buffer, from: number, to: number): number {
  const end = from + name.length
  if (end > to) return -1
  for (let index = 0; index < name.length; index++) if (bytes[from + index] !== name[index]) return -1
  if (end === to) return end
  if (bytes[end] !== COLON) return -1
  return bytes[end + 1] === SPACE && end + 1 < to ? end + 2 : end + 1
}
