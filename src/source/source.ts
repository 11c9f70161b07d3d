/** What every source gives: blocks of whole lines and what happened to the connection, pulled by the monitor. */

/** The kinds of source, as reports and the header name them. */
type SourceKind = 'file' | 'stdin' | 'sse' | 'demo'

/**
 * How a source stands. `waiting`: the file does not exist yet; `retrying`: the connection is lost and will be tried again;
 * `failed`: it will not be tried again (a 401, say); `ended`: nothing more will come.
 */
export type ConnectionState = 'connecting' | 'live' | 'waiting' | 'retrying' | 'failed' | 'ended'

/** The levels of logs that a source may leave out under load, the first to go first. */
export const SHED_LEVELS = ['DEBUG', 'INFO', 'WARNING'] as const

/** One of them. */
export type ShedLevel = (typeof SHED_LEVELS)[number]

/** Things that happen to a file or a stream, each counted and shown. `damaged`: a file that could not be read (to its end). */
export type NoteKind =
  | 'rotated'
  | 'truncated'
  | 'recreated'
  | 'appeared'
  | 'disappeared'
  | 'resumed'
  | 'line-too-long'
  | 'damaged'
  | 'reconnected'
  | 'polling'
  | 'insecure'

/** Whole lines, each with its `\n` but perhaps the last of an ended source. */
export interface Block {
  readonly kind: 'block'
  /** Valid only until the next pull: the buffer is reused. */
  readonly bytes: Uint8Array
  /** The number of the first line in `place`, from 1; 0 where it is not known (reading began in the middle). */
  readonly line: number
  /** The file, or the source's name. */
  readonly place: string
  /**
   * How many lines it holds. A consumer that walks the lines anyway may set it before the next pull, and so spares the
   * source the counting (48 ns a line); without it the source counts.
   */
  lines?: number
}

/** One step of a source. */
export type SourceItem =
  | Block
  | {readonly kind: 'state'; readonly state: ConnectionState; readonly text: string}
  /** A counted happening. A `line-too-long` is one rejected line; `text` names the place. */
  | {
      readonly kind: 'note'
      readonly note: NoteKind
      readonly text: string
      readonly place: string
      readonly line?: number
    }
  /**
   * The first line of a log that is not read from its beginning: who speaks there, for naming alone. It is no event of this reading.
   */
  | {readonly kind: 'introduction'; readonly bytes: Uint8Array}
  /** Logs of one level that this side had to leave out under load; without a level, events that a stream skipped without a word. */
  | {readonly kind: 'dropped'; readonly count: number; readonly level?: ShedLevel | undefined}
  /** All that was there at the start has been read; from here on things come as they happen. */
  | {readonly kind: 'caught-up'}

/** A supplier of bytes. Pulling is the back-pressure: what is not pulled waits in the file or the pipe. */
export interface Source {
  /** What the header and the `instance` label call it; never holds a secret. */
  readonly name: string
  readonly kind: SourceKind
  /** Yields until the source ends or `signal` aborts; closes everything it opened on the way out, and never throws for bad input. */
  items(signal: AbortSignal): AsyncIterable<SourceItem>
}
