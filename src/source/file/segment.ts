import type {SourceItem} from '../source.ts'
import type {FileIdentity} from './identity.ts'

/** How far a file has been read: bytes of whole lines (after gunzip), and the number of the next line, 0 where unknown. */
export interface Progress {
  readonly offset: number
  readonly line: number
}

/** One open file of a log. */
export interface Segment extends FileIdentity {
  readonly path: string
  /** When it was last written to, as of the last look. */
  readonly mtimeMs: number
  /** Yields what is new since the last call, up to the end as it is now. */
  read(): AsyncGenerator<SourceItem, void, void>
  /** The unfinished last line, when no more will come. */
  rest(): SourceItem | undefined
  /** How far it was read, with everything that was yielded. */
  progress(): Progress
  /** The last bytes before an offset, by which a later run knows the file again; empty where it cannot be told. */
  fingerprintAt(offset: number): Buffer
  /** True once its last name is gone. */
  isDeleted(): boolean
  close(): void
}
