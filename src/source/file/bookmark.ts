import {resolve} from 'node:path'
import type {Position, Positions} from './positions.ts'
import type {Progress, Segment} from './segment.ts'

/** A position is at most this old when the process is killed: each save is a file written and renamed. */
const SAVE_INTERVAL_MS = 1000

/** Keeps the position of one log, saved at most once a second. */
export interface Bookmark {
  /** Where an earlier run stopped. */
  readonly position: Position | undefined
  /** Everything that the segment has yielded so far is consumed. */
  put(segment: Segment): void
  /** The segment is about to be closed: what it stands at now is saved if it was put last. */
  leave(segment: Segment): void
  /** Saves now, if there is anything new. Returns what went wrong, for a person. */
  save(): string | undefined
  /** Saves when the last time was long enough ago. */
  saveInTime(): string | undefined
}

export function createBookmark(logPath: string, positions: Positions | undefined): Bookmark {
  const path = resolve(logPath)
  let newest: Segment | undefined
  let pending: Progress | undefined
  let savedAt = -Infinity

  const save = (): string | undefined => {
    if (positions === undefined || newest === undefined || pending === undefined) return undefined
    const {dev, ino} = newest
    const fingerprint = newest.fingerprintAt(pending.offset).toString('hex')
    const position = {path, dev, ino, offset: pending.offset, line: pending.line, fingerprint}
    pending = undefined
    savedAt = performance.now()
    try {
      positions.save(position)
      return undefined
    } catch (error) {
      return (error as Error).message
    }
  }
  return {
    position: positions?.load(path),
    put(segment) {
      newest = segment
      pending = segment.progress()
    },
    leave(segment) {
      if (segment !== newest) return
      pending = segment.progress()
      save()
      newest = undefined
    },
    save,
    saveInTime: () => (performance.now() - savedAt < SAVE_INTERVAL_MS ? undefined : save()),
  }
}
