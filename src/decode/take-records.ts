import type {BlockBatch} from './block-batch.ts'
import type {GeneralPath} from './general-path.ts'
import type {Scanner} from './scan/create-scanner.ts'
import {
  BEGIN,
  END,
  HEAD,
  IS_LOCAL,
  KIND,
  LINE,
  MAY_TELL,
  MESSAGE_LABEL,
  PLUGIN,
  RECORD_WORDS,
  START,
  STREAM,
  STREAMS,
  TIME,
} from './scan/record.ts'
import {scannedFields} from './scan/scanned-fields.ts'
import type {ScannerMemory} from './scan/scanner-memory.ts'
import {FIELDS_OF_DIALECT, LOG_OF_DIALECT, LOG_OF_TEXT} from './scan/words.ts'
import type {UtcOffset} from './time/zone.ts'

/** Streams of text, a bit each: those of STREAMS, and that of lines that a shipper has wrapped. */
const WRAPPED = 1 << STREAMS.length
const ALL_STREAMS = 2 * WRAPPED - 1

/** A block that the scanner has gone through. */
export interface ScannedBlock {
  /** Gets the events. */
  readonly batch: BlockBatch
  readonly scanner: Scanner
  /** So many records it has made. */
  readonly count: number
  readonly bytes: Uint8Array
  /** The number of the first line, from 1. */
  readonly first: number
  /** When the block was received, in milliseconds since the epoch. */
  readonly receivedAt: number
}

/** Gives what goes through the records of a block: events, and lines for the general path. `zone` is that of times that name none. */
export function createRecordTaker(general: GeneralPath, zone: UtcOffset): (block: ScannedBlock) => void {
  function takeRecords({batch, scanner, count, bytes, first, receivedAt}: ScannedBlock): void {
    const {firstRecord, lines, memory, input} = scanner
    const {words} = memory
    const end = firstRecord + count * RECORD_WORDS
    /** A bit for each stream of text that general lines may have left a record open in. */
    let open = ALL_STREAMS
    /** The record of text that waits for the next line of its stream: nearly always that begins a record too, and it is complete. */
    let pending = -1
    for (let record = firstRecord; record < end; record += RECORD_WORDS) {
      const type = words[record + HEAD]! & 255
      const isLog = type === LOG_OF_TEXT || type === LOG_OF_DIALECT
      const stream = isLog ? words[record + KIND]! & STREAM : 0
      // A piece of a line that a runtime has cut may be waiting for this one.
      if (type === 0 || type >= FIELDS_OF_DIALECT || (stream > 0 && general.isJoining)) {
        if (pending >= 0) openText(batch, pending, words, first)
        pending = -1
        const line = first + words[record + LINE]!
        if (type < FIELDS_OF_DIALECT || !general.takeFields(scannedFields(memory, record), line, receivedAt))
          general.takeLines(
            bytes.subarray(words[record + BEGIN]! - input, words[record + END]! - input),
            line,
            receivedAt,
          )
        open = ALL_STREAMS
        continue
      }
      if (pending >= 0 && (words[pending + KIND]! & STREAM) !== stream) {
        openText(batch, pending, words, first)
        open |= 1 << (words[pending + KIND]! & STREAM)
        pending = -1
      }
      // Any other record ends what a record of text may still wait for; lines that were wrapped before the pending one come first.
      const ended = type === LOG_OF_DIALECT ? WRAPPED | (1 << stream) : 1 << stream
      if ((open & ended) !== 0) {
        general.closeText(STREAMS[stream]!, type === LOG_OF_DIALECT)
        open &= ~ended
      }
      if (pending >= 0) addLog(batch, pending, words, first)
      pending = -1
      if (isLog) placeInTime(memory, record)
      if (type === LOG_OF_TEXT) pending = record
      else if (type === LOG_OF_DIALECT) addLog(batch, record, words, first)
      else batch.addRecord(record)
    }
    if (pending >= 0) openText(batch, pending, words, first)
    batch.lines = lines
  }

  /** Finishes the time of a record that the scanner has read as if its zone were UTC. */
  function placeInTime({words, doubles}: ScannerMemory, record: number): void {
    if ((words[record + KIND]! & IS_LOCAL) === 0) return
    const local = doubles[(record + TIME) >> 1]!
    doubles[(record + TIME) >> 1] = local - zone(local) * 60_000 + doubles[(record + START) >> 1]!
  }

  /** Adds a log record of another program, with what its message tells. */
  function addLog(batch: BlockBatch, record: number, words: Int32Array, first: number): void {
    if ((words[record + KIND]! & MAY_TELL) !== 0) {
      const message = batch.messageOf(record)
      if (general.tellsMore(message, words[record + PLUGIN] !== 0, words[record + MESSAGE_LABEL] === 0)) {
        general.tell(batch.copyLog(record, message), first + words[record + LINE]!)
        return
      }
    }
    batch.addRecord(record)
  }

  /** Begins a record of text that may go on in lines of the general path, or of the next block. */
  function openText(batch: BlockBatch, record: number, words: Int32Array, first: number): void {
    const stream = STREAMS[words[record + KIND]! & STREAM]!
    general.openText(batch.copyLog(record), first + words[record + LINE]!, stream)
  }

  return takeRecords
}
