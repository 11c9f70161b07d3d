import {closeSync, openSync} from 'node:fs'
import {bytesBefore, findFile, isSameFile, type FoundFile} from './identity.ts'
import {firstTimeIn, type TimeOf} from './first-time.ts'
import {listLogFiles, type LogFiles} from './log-files.ts'
import type {Position} from './positions.ts'
import {seekEnd, seekTime} from './seek.ts'
import type {Progress} from './segment.ts'

/** Where reading begins: at the head of the oldest file, at the end of the newest, or at an event time (ms since the epoch). */
export type From = 'start' | 'end' | {readonly since: number}

/** Lines may be this much out of order (the default lateness of the event clock), so `since` begins as much earlier. */
const SINCE_SLACK_MS = 2000

/** The files to read, oldest first, and where in the first one to start. */
export interface Plan {
  readonly files: readonly FoundFile[]
  readonly start: Progress
  readonly isResumed: boolean
}

const HEAD: Progress = {offset: 0, line: 1}

/** Decides where to begin; `position` is where an earlier run stopped, which goes before `from` while its file can be found. */
export function planReading(options: {
  readonly log: LogFiles
  readonly from: From
  readonly timeOf: TimeOf
  readonly position: Position | undefined
}): Plan {
  const {log, from, timeOf, position} = options
  const files = log.files.map(findFile).filter((file) => file !== undefined)
  const resumed = position === undefined ? undefined : resume(log, files, position)
  if (resumed !== undefined) return resumed
  const since = typeof from === 'object' ? from.since - SINCE_SLACK_MS : undefined
  const first = firstFile(files, since, timeOf, from)
  const file = files[first]
  const start = file?.kind === 'plain' && from !== 'start' ? seek(file.path, since, timeOf) : HEAD
  return {files: files.slice(first), start, isResumed: false}
}

/** Index of the first file to read. One is done with before `since` when the next has already begun by then. */
function firstFile(files: readonly FoundFile[], since: number | undefined, timeOf: TimeOf, from: From): number {
  if (from === 'start') return 0
  // At the end of a compressed file there is nothing to wait for.
  if (since === undefined) return files.at(-1)?.kind === 'compressed' ? files.length : Math.max(0, files.length - 1)
  const begun = files.findLastIndex((file) => hasBegunBy(file, since, timeOf))
  return Math.max(0, begun)
}

/** A file that cannot be read is met again, and told of, when it is opened. */
function seek(path: string, since: number | undefined, timeOf: TimeOf): Progress {
  try {
    return since === undefined ? seekEnd(path) : seekTime(path, since, timeOf)
  } catch {
    return HEAD
  }
}

function resume(log: LogFiles, files: readonly FoundFile[], position: Position): Plan | undefined {
  // It may have been rotated meanwhile: then it is in the folder under another name, with newer files after it.
  for (const candidates of [files, listLogFiles(log.path)]) {
    const at = candidates.findIndex((file) => isSameFile(file, position) && hasFingerprint(file, position))
    if (at !== -1) return {files: candidates.slice(at), start: position, isResumed: true}
  }
  return undefined
}

function hasBegunBy({path, kind}: FoundFile, time: number, timeOf: TimeOf): boolean {
  return kind !== 'pipe' && (firstTimeIn(path, timeOf) ?? Infinity) <= time
}

function hasFingerprint({path, kind}: FoundFile, {offset, fingerprint}: Position): boolean {
  if (kind !== 'plain') return kind === 'compressed' && fingerprint === ''
  let descriptor: number | undefined
  try {
    descriptor = openSync(path, 'r')
    return bytesBefore(descriptor, offset).toString('hex') === fingerprint
  } catch {
    return false
  } finally {
    if (descriptor !== undefined) closeSync(descriptor)
  }
}
