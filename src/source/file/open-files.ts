import type {SourceItem} from '../source.ts'
import type {Bookmark} from './bookmark.ts'
import {isSameFile, type FileIdentity, type FoundFile} from './identity.ts'
import {openSegment} from './open-segment.ts'
import type {Progress, Segment} from './segment.ts'

/** The files of one log that are open, so that every way out closes them all. */
export interface OpenFiles {
  /** Opens a file, or says why not. */
  open(file: FoundFile, start: Progress): Segment | string
  has(file: FileIdentity): boolean
  /** What is new in it. A read that fails is a note, once a file. */
  read(segment: Segment): AsyncGenerator<SourceItem, void, void>
  /** What is new in the newest file so far: the bookmark moves over what was consumed. */
  readNewest(segment: Segment): AsyncGenerator<SourceItem, void, void>
  /** Its unfinished last line; closes it. */
  finish(segment: Segment): Generator<SourceItem, void, void>
  closeAll(): void
}

export function createOpenFiles(logPath: string, bookmark: Bookmark, signal: AbortSignal): OpenFiles {
  const segments = new Set<Segment>()
  const failed = new WeakSet<Segment>()
  let saveFailure: string | undefined

  async function* read(segment: Segment): AsyncGenerator<SourceItem, void, void> {
    try {
      for await (const item of segment.read()) {
        yield item
        if (signal.aborted) return
      }
    } catch (error) {
      if (!failed.has(segment)) {
        yield {kind: 'note', note: 'damaged', text: (error as Error).message, place: segment.path}
      }
      failed.add(segment)
    }
  }
  return {
    open(file, start) {
      const segment = openSegment(logPath, file, start, signal)
      if (typeof segment !== 'string') segments.add(segment)
      return segment
    },
    has: (file) => [...segments].some((segment) => isSameFile(segment, file)),
    read,
    async *readNewest(segment) {
      for await (const item of read(segment)) {
        yield item
        bookmark.put(segment)
        const failure = bookmark.saveInTime()
        if (failure !== undefined && failure !== saveFailure) {
          yield {kind: 'note', note: 'damaged', text: `the position was not saved: ${failure}`, place: logPath}
        }
        saveFailure = failure
      }
    },
    *finish(segment) {
      const rest = segment.rest()
      if (rest !== undefined) yield rest
      bookmark.leave(segment)
      segments.delete(segment)
      segment.close()
    },
    closeAll() {
      for (const segment of segments) segment.close()
      segments.clear()
    },
  }
}
