import type {BlockLog} from '../../block-log.ts'
import type {Stream} from '../../line-context.ts'
import type {UtcOffset} from '../../time/zone.ts'
import type {Envelope} from '../envelopes.ts'
import type {LogFields} from '../log-fields.ts'

/**
 * Reads JSON log records of any dialect straight from their bytes: one pass checks the whole line as strictly as JSON.parse, and
 * notes where the fields with a meaning stand; only these become values. It is a short cut to what JSON.parse and log-fields.ts give
 * together, never a second opinion: a line that is anything out of the ordinary (native, loguru, a key twice, an escape in a key)
 * it leaves to them.
 */
export interface FlatLog {
  /** Whether the line from `begin` on, which a newline must follow, was read; what it holds is then to be had until the next call. */
  scan(bytes: Buffer, begin: number): boolean
  /** What Docker has wrapped around a line of text; undefined for any other line. */
  envelope(): Envelope | undefined
  /** The line of text that Docker has wrapped, where it is whole and stands in its bytes as it is; undefined for any other line. */
  wrapped(): WrappedText | undefined
  /** Reads a record that reports no error into `log`; false for one that is left to `fields`. */
  take(log: BlockLog, zone: UtcOffset): boolean
  /** The fields of the record, in an object that is used again. */
  fields(): LogFields
  /** journald took the line from the standard output of a service: the program may have a level and a time of its own in it. */
  readonly isFromStdout: boolean
}

/** Where a wrapped text stands, and what is told beside it. */
interface WrappedText {
  readonly time: number
  readonly stream: Stream
  readonly begin: number
  readonly end: number
}
