import type {ConnectionState, SourceItem} from '../source.ts'
import {findFile} from './identity.ts'
import type {Segment} from './segment.ts'

/** A log without a file for this long is gone; for a shorter time it is being rotated. */
const GONE_MS = 1000

/** Whether a followed log is there, told when it changes. */
export interface Presence {
  /** Tells a state, unless it was told last. */
  tell(state: ConnectionState, text: string): Generator<SourceItem, void, void>
  /** Looks whether the log still has a file; `current` is the one that is read. */
  look(current: Segment | undefined): Generator<SourceItem, void, void>
}

export function createPresence(path: string): Presence {
  let lastText: string | undefined
  let goneSince: number | undefined
  let isGone = false

  function* tell(state: ConnectionState, text: string): Generator<SourceItem, void, void> {
    if (text !== lastText) yield {kind: 'state', state, text}
    lastText = text
  }
  return {
    tell,
    *look(current) {
      if (current === undefined) return yield* tell('waiting', `${path} does not exist yet`)
      // A log of dated files is there while one of them is.
      if (current.path !== path || findFile(path) !== undefined) {
        goneSince = undefined
        isGone = false
        return yield* tell('live', `following ${path}`)
      }
      goneSince ??= performance.now()
      if (isGone || performance.now() - goneSince < GONE_MS) return
      isGone = true
      yield {kind: 'note', note: 'disappeared', text: 'the file is gone', place: path}
      yield* tell('waiting', `${path} is gone; it is read on when it comes back`)
    },
  }
}
