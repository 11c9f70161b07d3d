import {
  LEVELS,
  type Level,
  type LogEvent,
  type MetricEvent,
  type PluginEvent,
  type Tags,
  type UsageMethod,
} from '../../event.ts'
import {boundText} from '../bounded-text.ts'
import {readTags} from '../native/tags.ts'
import type {Labels} from './create-scanner.ts'
import * as slot from './record.ts'
import type {ScannerMemory} from './scanner-memory.ts'
import {textOf} from './text.ts'
import {bitOf, KINDS, LOG_OF_DIALECT, METHODS, SCANNED_TYPES, STATUSES, UNITS} from './words.ts'

/** An identifier is cut there, as native/fields.ts does. */
const MAX_ID_CHARS = 1_024

const HAS_TIME = bitOf('time')
const HAS_PID = bitOf('pid')
const HAS_CPU = bitOf('cpu_s')
const HAS_RSS = bitOf('rss_bytes')
const HAS_HEAP = bitOf('heap_bytes')
const HAS_ID = bitOf('id')
const HAS_PARENT = bitOf('parent_id')
const HAS_MESSAGE = bitOf('message')
const HAS_STACK = bitOf('stack')
const HAS_TAGS = bitOf('tags')

/** The types of events by the numbers of records, from 1. */
const SHOWN_TYPES = ['log', ...SCANNED_TYPES, 'log', 'log'] as const

/**
 * The scanned event that is looked at: its fields are read out of the record when somebody asks. One class for all types, and one
 * object for all events of a decoder: where V8 sees a single shape, a getter becomes a load. A class, because its getters are found
 * on the prototype.
 */
class ScannedEvent {
  /** Where the record lies, in words. */
  at = 0
  /** Asked for again and again, so it is at hand. */
  type: PluginEvent['type'] = 'log'
  readonly derived = undefined
  private readonly bytes: Buffer
  private readonly words: Int32Array
  private readonly doubles: Float64Array
  private readonly texts: Labels['texts']
  private readonly objects: Labels['objects']

  constructor({bytes, words, doubles}: ScannerMemory, {texts, objects}: Labels) {
    this.bytes = bytes
    this.words = words
    this.doubles = doubles
    this.texts = texts
    this.objects = objects
  }

  /** Every type's fields are among those of the class; the scanner has seen to it that what a type needs is there. */
  show(record: number): PluginEvent {
    this.at = record
    this.type = SHOWN_TYPES[this.words[record]! & 255]!
    return this as unknown as PluginEvent
  }

  copyLog(record: number, known: string | undefined): LogEvent {
    this.at = record
    const {time, timeIsReceipt, level, logger, pluginName, errorType, stack} = this
    const message = known ?? this.message!
    return {
      type: 'log',
      time,
      origin: 'text',
      timeIsReceipt,
      level,
      message,
      logger,
      pluginName,
      errorType,
      stack,
      tags: undefined,
    }
  }

  private has(bit: number): boolean {
    return (this.words[this.at + slot.PRESENT]! & bit) !== 0
  }
  private label(index: number): string | undefined {
    return this.texts[this.words[this.at + index]!]
  }
  private number(index: number): number {
    return this.doubles[(this.at + index) >> 1]!
  }
  private text(index: number): string {
    return textOf(this.bytes, this.words[this.at + index]!, this.words[this.at + index + 1]!)
  }
  private idText(index: number): string {
    return boundText(this.text(index), MAX_ID_CHARS)
  }

  get origin(): 'native' | 'text' {
    return (this.words[this.at]! & 255) >= LOG_OF_DIALECT ? 'text' : 'native'
  }
  get level(): Level {
    return LEVELS[((this.words[this.at]! >> 8) & 255) - 1]!
  }
  get status(): 'ok' | 'error' {
    return STATUSES[((this.words[this.at]! >> 16) & 255) - 1]!
  }
  get method(): UsageMethod {
    return METHODS[((this.words[this.at]! >> 24) & 255) - 1]!
  }
  get kind(): MetricEvent['kind'] {
    return KINDS[(this.words[this.at + 1]! & 255) - 1]!
  }
  get unit(): MetricEvent['unit'] {
    return UNITS[((this.words[this.at + 1]! >> 8) & 255) - 1]
  }
  get value(): number {
    return this.number(slot.VALUE)
  }
  get labels(): MetricEvent['labels'] {
    return this.objects[this.words[this.at + slot.LABELS]!]
  }
  get time(): number {
    return this.number(slot.TIME)
  }
  get timeIsReceipt(): true | undefined {
    return this.has(HAS_TIME) ? undefined : true
  }
  get start(): number {
    return this.number(slot.START)
  }
  get durationMs(): number {
    return this.number(slot.DURATION)
  }
  get pid(): number | undefined {
    return this.has(HAS_PID) ? this.number(slot.PID) : undefined
  }
  get cpuSeconds(): number | undefined {
    return this.has(HAS_CPU) ? this.number(slot.CPU) : undefined
  }
  get rssBytes(): number | undefined {
    return this.has(HAS_RSS) ? this.number(slot.RSS) : undefined
  }
  get heapBytes(): number | undefined {
    return this.has(HAS_HEAP) ? this.number(slot.HEAP) : undefined
  }
  get name(): string | undefined {
    return this.label(slot.NAME)
  }
  get pluginName(): string | undefined {
    return this.label(slot.PLUGIN)
  }
  get version(): string | undefined {
    return this.label(slot.VERSION)
  }
  get directory(): string | undefined {
    return this.label(slot.DIRECTORY)
  }
  get errorType(): string | undefined {
    return this.label(slot.ERROR_TYPE)
  }
  get reason(): string | undefined {
    return this.label(slot.REASON)
  }
  get oldState(): string | undefined {
    return this.label(slot.OLD_STATE)
  }
  get newState(): string | undefined {
    return this.label(slot.NEW_STATE)
  }
  get logger(): string | undefined {
    return this.label(slot.LOGGER)
  }
  get id(): string | undefined {
    return this.has(HAS_ID) ? this.idText(slot.ID) : undefined
  }
  get traceId(): string {
    return this.idText(slot.TRACE)
  }
  get spanId(): string {
    return this.idText(slot.SPAN)
  }
  get parentId(): string | undefined {
    return this.has(HAS_PARENT) ? this.idText(slot.PARENT) : undefined
  }
  get message(): string | undefined {
    return this.has(HAS_MESSAGE) ? boundText(this.text(slot.MESSAGE)) : undefined
  }
  get stack(): string | undefined {
    return this.has(HAS_STACK) ? boundText(this.text(slot.STACK)) : undefined
  }
  get tags(): Tags | undefined {
    if (!this.has(HAS_TAGS)) return undefined
    const json = this.bytes.toString('utf8', this.words[this.at + slot.TAGS], this.words[this.at + slot.TAGS + 1])
    return readTags(JSON.parse(json))
  }
}

/** Shows one scanned event after another. */
export interface EventView {
  /** The event of the record that lies there; the object is that of every other event. */
  show(record: number): PluginEvent
  /** The event of a dialect's record as an object of its own; with its message, if that is known. */
  copyLog(record: number, message?: string): LogEvent
}

/** A view on the records in a scanner's memory. */
export function createEventView(memory: ScannerMemory, labels: Labels): EventView {
  return new ScannedEvent(memory, labels)
}
