import type {PluginEvent} from '../event.ts'
import {BlockBatch} from './block-batch.ts'
import type {Batch, DecodeCounts, Decoder, Rejection} from './decoder.ts'
import {createGeneralPath} from './general-path.ts'
import {createInterner, type Interner} from './intern.ts'
import {createNativeReader, type NativeReader} from './native/native-reader.ts'
import {createPackedBatch, type Packing} from './packed-batch.ts'
import {builtinPresets} from './preset/builtin.ts'
import type {Preset} from './preset/preset.ts'
import {createScanner, type Scanner} from './scan/create-scanner.ts'
import {
  BEGIN,
  END,
  HEAD,
  IS_LOCAL,
  KIND,
  LINE,
  MAY_TELL,
  RECORD_WORDS,
  START,
  STREAM,
  STREAMS,
  TIME,
} from './scan/record.ts'
import {FIELDS_OF_DIALECT, LOG_OF_DIALECT, LOG_OF_TEXT} from './scan/words.ts'
import {scannedFields} from './scan/scanned-fields.ts'
import type {ScannerMemory} from './scan/scanner-memory.ts'
import {UTC, type UtcOffset} from './time/zone.ts'

/** So much is read before the scanner is worth its start of some milliseconds. */
const SCAN_FROM_BYTES = 65_536
/** Streams of text, a bit each: those of STREAMS, and that of lines that a shipper has wrapped. */
const WRAPPED = 1 << STREAMS.length
const ALL_STREAMS = 2 * WRAPPED - 1

/** What a decoder needs. */
export interface DecoderOptions {
  /** Hears of every line that was not taken. */
  readonly onReject?: ((rejection: Rejection) => void) | undefined
  /** How plain text is read. @default the presets of the package */
  readonly presets?: readonly Preset[] | undefined
  /** The time zone of logs that name none. @default UTC */
  readonly zone?: UtcOffset | undefined
  /** How many bytes are read by the general path alone before the scanner is started. @default 64 KiB */
  readonly scanFromBytes?: number | undefined
  /** Labels shared with another decoder. */
  readonly intern?: Interner | undefined
}

/** A decoder for one source. It makes no I/O, and no input makes it throw. */
export function createDecoder({
  onReject,
  presets,
  zone = UTC,
  scanFromBytes = SCAN_FROM_BYTES,
  intern = createInterner(),
}: DecoderOptions = {}): Decoder {
  /** Makes objects of scanned lines, which are counted already. */
  const keeper = createNativeReader(intern)
  let side: Side | undefined
  let other: Side | undefined
  let bytesRead = 0
  /** Reads what was packed, once in a row. */
  let unpacker: Decoder | undefined
  let opened: Packing | undefined
  let unpacked: Batch | undefined
  const general = createGeneralPath({
    presets: () => presets ?? builtinPresets(),
    zone,
    intern,
    emit: (event, line) => {
      side!.batch.add(event, line)
    },
    onReject,
  })

  /** The batch that was made last stays: the other one is begun. */
  function turn(line: number, receivedAt: number): Side {
    const next = other ?? createSide(keeper, open)
    other = side
    side = next
    next.receivedAt = receivedAt
    next.batch.begin(line)
    return next
  }

  function open(packing: Packing): Batch {
    if (packing !== opened) {
      unpacker ??= createDecoder({scanFromBytes: 0, intern})
      unpacked = unpacker.decode(packing.bytes, 0, packing.receivedAt)
      opened = packing
    }
    return unpacked!
  }

  /** Goes through the records of a block: events, and lines for the general path. */
  function takeRecords(
    {batch, receivedAt}: Side,
    scanner: Scanner,
    count: number,
    bytes: Uint8Array,
    first: number,
  ): void {
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
      const {message, pluginName} = batch.showLog(record)
      if (general.tellsMore(message, pluginName !== undefined)) {
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

  return {
    decode(bytes, line, at) {
      const side = turn(line, at)
      const {batch} = side
      bytesRead += bytes.length
      if (side.scanner === undefined && bytesRead > scanFromBytes) {
        side.scanner = createScanner(intern)
        batch.attach(side.scanner)
      }
      const {scanner} = side
      if (scanner !== undefined && !side.readsDialects && general.news !== undefined) {
        scanner.readDialects(general.news)
        side.readsDialects = true
      }
      const records = scanner?.scan(bytes, at)
      if (records === undefined) batch.lines = general.takeLines(bytes, line, at)
      else takeRecords(side, scanner!, records, bytes, line)
      return batch
    },
    flush(at, cause = 'end') {
      const {batch} = turn(0, at)
      general.flush(at, cause)
      return batch
    },
    counts(): DecodeCounts {
      const {unknownKeys, continuations} = general.counts()
      const scanned = (side?.scanner?.unknownKeys ?? 0) + (other?.scanner?.unknownKeys ?? 0)
      return {unknownKeys: unknownKeys + scanned, continuations}
    },
  }
}

/** A batch and the scanner whose memory it stands in: there are two, so that one is read while the other one is made. */
interface Side {
  readonly batch: BlockBatch
  scanner: Scanner | undefined
  readsDialects: boolean
  receivedAt: number
}

function createSide(keeper: NativeReader, open: (packing: Packing) => Batch): Side {
  const side: Side = {batch: new BlockBatch(keepScanned, pack), scanner: undefined, readsDialects: false, receivedAt: 0}

  function pack(packing: Omit<Packing, 'receivedAt'>): Batch {
    return createPackedBatch({...packing, receivedAt: side.receivedAt}, open)
  }

  function keepScanned(record: number): PluginEvent {
    const {bytes, words} = side.scanner!.memory
    const line = bytes.toString('utf8', words[record + BEGIN], words[record + END])
    const object = JSON.parse(line) as {readonly type: PluginEvent['type']}
    return keeper.read(object.type, object, side.receivedAt)!
  }

  return side
}
