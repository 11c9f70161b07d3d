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

/** Where decoded events and refused lines go. Counts add up: every line that is not blank is an event, a continuation of one, or a rejection. */
export interface DecodeSink {
  /** An event that is `derived` follows the one of its line and does not count as one. */
  event(event: PluginEvent, line: number): void
  reject(rejection: Rejection): void
}

/** What a decoder has seen beside events and rejections. */
export interface DecodeCounts {
  /** Keys of native events that the protocol does not know. */
  readonly unknownKeys: number
  /** Lines that went on with the record or the partial line before them. */
  readonly continuations: number
}

/** Lines in, events out; keeps what one source needs between two blocks (its dialect, a record of several lines). */
export interface Decoder {
  /** Takes whole lines, and says how many; `line` is the number of the first one. `receivedAt` stands in where a line has no time. */
  decode(bytes: Uint8Array, line: number, receivedAt: number): number
  /**
   * Ends a record that still waits for continuation lines: at the end of the input, or after 250 ms of silence. A line of which a
   * container runtime has written only a part ends at the `'end'` alone: its rest may come any time later.
   * @default 'end'
   */
  flush(receivedAt: number, cause?: 'end' | 'silence'): void
  /** How much was seen so far. */
  counts(): DecodeCounts
}
