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
import {BEGIN, END} from './scan/record.ts'
import {createRecordTaker} from './take-records.ts'
import {UTC, type UtcOffset} from './time/zone.ts'

/** So much is read before the scanner is worth its start of some milliseconds. */
const SCAN_FROM_BYTES = 65_536

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
  const takeRecords = createRecordTaker(general, zone)

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
      else takeRecords({batch, scanner: scanner!, count: records, bytes, first: line, receivedAt: at})
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
