import type {LogEvent, PluginEvent} from '../event.ts'
import {markOf, type Batch} from './decoder.ts'
import {BEGIN, END, LINE, MESSAGE_LABEL, TIME} from './scan/record.ts'
import {createEventView, type EventView} from './scan/scanned-event.ts'
import type {Packing} from './packed-batch.ts'
import {LOG_OF_DIALECT} from './scan/words.ts'
import type {Labels, Scanner} from './scan/create-scanner.ts'

/** Room for the events of most blocks; it grows with the largest. */
const FIRST_ROOM = 256

/**
 * What a block came to: scanned records, and objects where the general path has read. One of the two batches of a decoder, used again for
 * every other block. A class, because what calls it should see one shape and short methods.
 */
export class BlockBatch implements Batch {
  readonly isLasting = false
  length = 0
  lines = 0
  times = new Float64Array(FIRST_ROOM)
  marks = new Uint8Array(FIRST_ROOM)
  /** For each event where its record lies, or the complement of the index of its object. */
  private order = new Int32Array(FIRST_ROOM)
  private readonly objects: PluginEvent[] = []
  private readonly objectLines: number[] = []
  private firstLine = 0
  private bytes: Uint8Array = new Uint8Array()
  private doubles = new Float64Array()
  private words = new Int32Array()
  private texts: Labels['texts'] = []
  private view: EventView | undefined
  private readonly keepScanned: (record: number) => PluginEvent
  private readonly pack: (packing: Omit<Packing, 'receivedAt'>) => Batch

  /** `keepScanned` makes an object of the record of an event of the protocol, `pack` a batch of what is kept of a run. */
  constructor(keepScanned: BlockBatch['keepScanned'], pack: BlockBatch['pack']) {
    this.keepScanned = keepScanned
    this.pack = pack
  }

  /** From now on there may be records of this scanner. */
  attach({memory, labels}: Scanner): void {
    this.bytes = new Uint8Array(memory.bytes.buffer)
    this.words = memory.words
    this.texts = labels.texts
    this.doubles = memory.doubles
    this.view = createEventView(memory, labels)
  }

  /** Begins with the next block, whose first line has this number. */
  begin(firstLine: number): void {
    this.length = 0
    this.lines = 0
    this.firstLine = firstLine
    this.objects.length = 0
    this.objectLines.length = 0
  }

  /** Adds the event of a record. */
  addRecord(record: number): void {
    this.append(record, this.doubles[(record + TIME) >> 1]!, 0)
  }

  /** Adds an event that is an object. */
  add(event: PluginEvent, line: number): void {
    this.append(~this.objects.length, event.time, markOf(event))
    this.objects.push(event)
    this.objectLines.push(line)
  }

  private append(record: number, time: number, mark: number): void {
    const index = this.length++
    if (index === this.order.length) this.grow()
    this.order[index] = record
    this.times[index] = time
    this.marks[index] = mark
  }

  private grow(): void {
    const {order, times, marks} = this
    const room = 2 * order.length
    this.order = new Int32Array(room)
    this.order.set(order)
    this.times = new Float64Array(room)
    this.times.set(times)
    this.marks = new Uint8Array(room)
    this.marks.set(marks)
  }

  /** What the log record of another program says that may tell more; a message that has come before is the same string. */
  messageOf(record: number): string {
    return this.texts[this.words[record + MESSAGE_LABEL]!] ?? (this.view!.show(record) as LogEvent).message
  }

  /** The event of a record of another program as an object of its own; with its message, if that is known. */
  copyLog(record: number, message?: string): LogEvent {
    return this.view!.copyLog(record, message)
  }

  private isOfDialect(record: number): boolean {
    return (this.words[record]! & 255) >= LOG_OF_DIALECT
  }

  lineAt(index: number): number {
    const record = this.order[index]!
    return record >= 0 ? this.firstLine + this.words[record + LINE]! : this.objectLines[~record]!
  }

  at(index: number): PluginEvent {
    const record = this.order[index]!
    return record >= 0 ? this.view!.show(record) : this.objects[~record]!
  }

  bytesOf(index: number): Uint8Array | undefined {
    const record = this.order[index]!
    // What a dialect's line says depends on the presets and the zone.
    return record >= 0 && !this.isOfDialect(record)
      ? this.bytes.subarray(this.words[record + BEGIN], this.words[record + END])
      : undefined
  }

  keep(index: number): PluginEvent {
    const record = this.order[index]!
    if (record < 0) return this.objects[~record]!
    return this.isOfDialect(record) ? this.copyLog(record) : this.keepScanned(record)
  }

  keepRun(from: number, to: number): Batch {
    const order = new Int32Array(to - from)
    const lineNumbers = new Int32Array(to - from)
    const objects: PluginEvent[] = []
    for (let place = 0; place < order.length; place++) {
      const record = this.order[from + place]!
      lineNumbers[place] = this.lineAt(from + place)
      const isLine = record >= 0 && !this.isOfDialect(record)
      order[place] = isLine ? place - objects.length : ~objects.length
      if (!isLine) objects.push(this.keep(from + place))
    }
    const times = this.times.slice(from, to)
    const marks = this.marks.slice(from, to)
    return this.pack({bytes: this.linesOf(from, to), order, objects, times, marks, lineNumbers})
  }

  /** A copy of the lines of the protocol's events; those that stand side by side are copied at once. */
  private linesOf(from: number, to: number): Uint8Array {
    const {words, bytes} = this
    const parts: Uint8Array[] = []
    let begin = 0
    let end = 0
    for (let index = from; index < to; index++) {
      const record = this.order[index]!
      if (record < 0 || this.isOfDialect(record)) continue
      if (words[record + BEGIN] !== end) {
        parts.push(bytes.subarray(begin, end))
        begin = words[record + BEGIN]!
      }
      end = words[record + END]! + 1
    }
    parts.push(bytes.subarray(begin, end))
    return Buffer.concat(parts)
  }
}
