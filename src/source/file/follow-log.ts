import {basename, dirname} from 'node:path'
import type {ConnectionState, NoteKind, SourceItem} from '../source.ts'
import type {Bookmark} from './bookmark.ts'
import {findFile, isSameFile, realPath, type FoundFile} from './identity.ts'
import {createLingering} from './lingering.ts'
import {isRotationOf, listLogFiles} from './log-files.ts'
import type {OpenFiles} from './open-files.ts'
import type {Segment} from './segment.ts'
import {findSuccessor} from './find-successor.ts'
import {createWakeUp} from './wake-up.ts'

/** A log without a file for this long is gone; for a shorter time it is being rotated. */
const GONE_MS = 1000

/** Yields what is appended to a log, through everything that can happen to its file, until `signal` aborts. */
export async function* followLog(options: {
  readonly path: string
  /** What was read last; undefined while the log does not exist. */
  readonly first: Segment | undefined
  readonly files: OpenFiles
  readonly bookmark: Bookmark
  readonly pollMs: number
  readonly signal: AbortSignal
}): AsyncGenerator<SourceItem, void, void> {
  const {path, files, bookmark, signal} = options
  const base = basename(path)
  const lingering = createLingering(files)
  let current = options.first
  let goneSince: number | undefined
  let isGone = current === undefined
  let lastText: string | undefined
  let pollingReason: string | undefined
  let realName = base
  const wakeUp = createWakeUp({
    pollMs: options.pollMs,
    isOurs: (name) => name === base || name === realName || isRotationOf(base, name),
  })

  // Older files of a log that does not exist yet are none of its future.
  const older = current === undefined ? listLogFiles(path).filter((file) => file.path !== path) : []
  const isKnown = (file: FoundFile): boolean =>
    files.has(file) || (current === undefined && file.path !== path && older.some((other) => isSameFile(file, other)))

  const note = (kind: NoteKind, text: string): SourceItem => ({kind: 'note', note: kind, text, place: path})
  function* tell(state: ConnectionState, text: string): Generator<SourceItem, void, void> {
    if (text !== lastText) yield {kind: 'state', state, text}
    lastText = text
  }

  function* watchFolders(): Generator<SourceItem, void, void> {
    // Writes behind a symbolic link show only in the folder of the file itself.
    const real = realPath(path)
    realName = basename(real)
    const reason = wakeUp.watch([...new Set([dirname(path), dirname(real)])])
    if (reason !== undefined && reason !== pollingReason) yield note('polling', `changes are polled for: ${reason}`)
    pollingReason = reason
  }

  async function* moveOn(next: Segment): AsyncGenerator<SourceItem, void, void> {
    const before = current
    current = next
    if (before === undefined) yield note('appeared', 'the file appeared')
    else {
      yield before.isDeleted() ? note('recreated', 'the file was replaced') : note('rotated', 'the file was rotated')
      // What was written between the last look and the change of names; later writes are read beside the new file's.
      yield* files.read(before)
      lingering.add(before)
    }
    goneSince = undefined
    isGone = false
    yield* watchFolders()
  }

  function* tellPresence(): Generator<SourceItem, void, void> {
    if (current === undefined) return yield* tell('waiting', `${path} does not exist yet`)
    if (current.path !== path || findFile(path) !== undefined) {
      if (isGone) yield note('appeared', 'the file is back')
      goneSince = undefined
      isGone = false
      return yield* tell('live', `following ${path}`)
    }
    goneSince ??= performance.now()
    if (isGone || performance.now() - goneSince < GONE_MS) return
    isGone = true
    yield note('disappeared', 'the file is gone')
    yield* tell('waiting', `${path} is gone; it is read on when it comes back`)
  }

  try {
    yield* watchFolders()
    let mayHaveRenamed = true
    let isCaughtUp = false
    while (!signal.aborted) {
      if (current !== undefined) yield* files.readNewest(current)
      yield* lingering.read()
      if (mayHaveRenamed) {
        const successor = findSuccessor(path, current, isKnown)
        const next = successor && files.open(successor, {offset: 0, line: 1})
        if (typeof next === 'object') {
          yield* moveOn(next)
          // Look again at once: there may be more than one, or more in the folder that was not watched yet.
          continue
        }
        if (next === undefined) yield* tellPresence()
        else yield* tell('waiting', next)
      }
      if (!isCaughtUp) yield {kind: 'caught-up'}
      isCaughtUp = true
      bookmark.saveInTime()
      mayHaveRenamed = await wakeUp.wait(signal)
    }
  } finally {
    wakeUp.close()
  }
}
