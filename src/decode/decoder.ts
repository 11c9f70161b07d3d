import type {PluginEvent} from '../event.ts'

/** Why a line was not taken. */
export type RejectReason =
  | 'bad-json'
  | 'not-an-object'
  | 'unknown-type'
  | 'missing-field'
  | 'bad-field'
  | 'bad-time'
  | 'bad-utf8'
  | 'unrecognised'

/** A line that was not taken, kept with its place. */
export interface Rejection {
  readonly reason: RejectReason
  /** What exactly, for a person: `span: duration_ms is not a number`. */
  readonly detail: string
  /** Its number in the place it came from, from 1; 0 where unknown. */
  readonly line: number
  /** The line itself, cut at 300 characters. */
  readonly text: string
}

/** The mark of an event that tells of the host's own life: `hello`, `gap`, `bye`. */
export const NEWS = 1
/** The mark of a second fact of the line of the event before it, which is no event of its own in the counts. */
export const DERIVED = 2

/** The mark of an event. */
export function markOf({type, derived}: PluginEvent): number {
  if (derived === true) return DERIVED
  return type === 'hello' || type === 'gap' || type === 'bye' ? NEWS : 0
}

/**
 * What a block came to: its events in the order of its lines. One that is `derived` follows the one of its line. A batch stands while
 * its decoder makes the next one, and goes with the `decode` or `flush` after that; batches of different decoders stand side by side.
 */
export interface Batch {
  /** How many events, derived ones included. */
  readonly length: number
  /** It is good for ever, and never released. */
  readonly isLasting: boolean
  /** How many lines were read for it, blank ones included. */
  readonly lines: number
  /** The time in each event; the array may be longer. */
  readonly times: Float64Array
  /** Of each event 0, NEWS or DERIVED; the array may be longer. */
  readonly marks: Uint8Array
  /** The number of the line that an event came from, the first one's where it took several; 0 where unknown. */
  lineAt(index: number): number
  /**
   * An event as it passes by: the object may be used again for another event with the next call of `at`, whatever its index. Whoever
   * holds on to more than fields of it takes it by `keep`.
   */
  at(index: number): PluginEvent
  /**
   * The line of an event, if reading it alone gives the same event again: the cheapest form to keep it in. Undefined for an event that
   * is an object already, whose line may depend on those before it.
   */
  bytesOf(index: number): Uint8Array | undefined
  /** An event as an object of its own, equal to what `at` gives; dearer. */
  keep(index: number): PluginEvent
  /** The events from one place up to, but not including, another, as a batch that lasts; much cheaper than keeping each of them. */
  keepRun(from: number, to: number): Batch
}

/** What a decoder has seen beside events and rejections. Counts add up: every line that is not blank is an event, a continuation of one, or a rejection. */
export interface DecodeCounts {
  /** Keys of native events that the protocol does not know. */
  readonly unknownKeys: number
  /** Lines that went on with the record or the partial line before them. */
  readonly continuations: number
}

/** Lines in, events out; keeps what one source needs between two blocks (its dialect, a record of several lines). */
export interface Decoder {
  /** Takes whole lines; `line` is the number of the first one. `receivedAt` stands in where a line has no time. */
  decode(bytes: Uint8Array, line: number, receivedAt: number): Batch
  /**
   * Ends a record that still waits for continuation lines: at the end of the input, or after 250 ms of silence. A line of which a
   * container runtime has written only a part ends at the `'end'` alone: its rest may come any time later.
   * @default 'end'
   */
  flush(receivedAt: number, cause?: 'end' | 'silence'): Batch
  /** How much was seen so far. */
  counts(): DecodeCounts
}
