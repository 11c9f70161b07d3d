import {basename, dirname} from 'node:path'
import type {NoteKind, SourceItem} from '../source.ts'
import type {Bookmark} from './bookmark.ts'
import {findSuccessor} from './find-successor.ts'
import {isSameFile, realPath, type FoundFile} from './identity.ts'
import {createLingering} from './lingering.ts'
import {isRotationOf, listLogFiles} from './log-files.ts'
import type {OpenFiles} from './open-files.ts'
import {createPresence} from './presence.ts'
import type {Segment} from './segment.ts'
import {createWakeUp} from './wake-up.ts'

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
  const presence = createPresence(path)
  let current = options.first
  let realName = base
  let pollingReason: string | undefined
  const wakeUp = createWakeUp({
    pollMs: options.pollMs,
    isOurs: (name) => name === base || name === realName || isRotationOf(base, name),
  })
  // Older files of a log that does not exist yet are none of its future; nor are those that cannot be read.
  let passedOver = current === undefined ? listLogFiles(path) : []
  const isKnown = (file: FoundFile): boolean =>
    files.has(file) || (file.path !== path && passedOver.some((other) => isSameFile(file, other)))
  const note = (kind: NoteKind, text: string): SourceItem => ({kind: 'note', note: kind, text, place: path})

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
    passedOver = []
    if (before === undefined) yield note('appeared', 'the file appeared')
    else {
      yield before.isDeleted() ? note('recreated', 'the file was replaced') : note('rotated', 'the file was rotated')
      // What was written between the last look and the change of names; later writes are read beside the new file's.
      yield* files.read(before)
      lingering.add(before)
    }
    yield* watchFolders()
  }

  /** Goes to the next file of the log, if there is one; true when it is worth to look again at once. */
  async function* lookForNext(): AsyncGenerator<SourceItem, boolean, void> {
    const file = findSuccessor(path, current, isKnown)
    if (file === undefined) {
      yield* presence.look(current)
      return false
    }
    const next = files.open(file, {offset: 0, line: 1})
    if (typeof next === 'object') yield* moveOn(next)
    else if (file.path === path) {
      yield* presence.tell('waiting', next)
      return false
    } else {
      passedOver.push(file)
      yield note('damaged', next)
    }
    return true
  }

  try {
    yield* watchFolders()
    let mayHaveRenamed = true
    let isCaughtUp = false
    while (!signal.aborted) {
      if (current !== undefined) yield* files.readNewest(current)
      yield* lingering.read()
      // There may be more files than one to go through, or more in a folder that was not watched yet.
      if (mayHaveRenamed && (yield* lookForNext())) continue
      if (!isCaughtUp) yield {kind: 'caught-up'}
      isCaughtUp = true
      bookmark.saveInTime()
      mayHaveRenamed = await wakeUp.wait(signal)
    }
  } finally {
    wakeUp.close()
  }
}
