import type {Source, SourceItem} from '../source.ts'
import {createBookmark} from './bookmark.ts'
import {firstLineIn, type TimeOf} from './first-time.ts'
import {followLog} from './follow-log.ts'
import {findFile} from './identity.ts'
import type {LogFiles} from './log-files.ts'
import {createOpenFiles} from './open-files.ts'
import {planReading, type From} from './plan.ts'
import type {Positions} from './positions.ts'
import {readPlanned} from './read-planned.ts'

/** A safety net under inotify, and all there is on file systems without it. */
const POLL_MS = 250

/** What to read, from where, and whether to stay. */
export interface FileSourceOptions {
  readonly log: LogFiles
  readonly from: From
  /** Go on with what is appended, through rotations; a log that does not exist yet is waited for. */
  readonly follow: boolean
  /** Reads the time of a line, for finding `since`. */
  readonly timeOf: TimeOf
  /** Where to remember how far was read; a position found there goes before `from`. */
  readonly positions?: Positions | undefined
  /** How often to look when nothing told of a change. @default 250 */
  readonly pollMs?: number | undefined
}

/**
 * A log on disk, through all its files: rotated by renaming or by copying and truncating, truncated, deleted and made again,
 * behind a symbolic link that moves, compressed when old. Every line comes once; what happened to the file comes as notes.
 */
export function createFileSource(options: FileSourceOptions): Source {
  // A signal of its own: many sources listening to one make Node warn of a leak.
  return {name: options.log.path, kind: 'file', items: (signal) => readLog(options, AbortSignal.any([signal]))}
}

async function* readLog(options: FileSourceOptions, signal: AbortSignal): AsyncGenerator<SourceItem, void, void> {
  const {path} = options.log
  // A compressed file is complete, and a pipe ends when its writer does.
  const follow = options.follow && !path.endsWith('.gz') && findFile(path)?.kind !== 'pipe'
  const bookmark = createBookmark(path, options.positions)
  const files = createOpenFiles(path, bookmark, signal)
  try {
    const plan = planReading({...options, position: bookmark.position})
    if (plan.isResumed) yield {kind: 'note', note: 'resumed', text: 'reading goes on where it stopped', place: path}
    if (plan.files.length > 0) yield {kind: 'state', state: 'live', text: `reading ${path}`}
    const introduction = plan.isResumed || options.from !== 'start' ? firstLineOf(options.log) : undefined
    if (introduction !== undefined) yield {kind: 'introduction', bytes: introduction}
    const first = yield* readPlanned(plan, files, {follow, signal})
    if (signal.aborted) return
    if (follow) {
      yield* followLog({path, first, files, bookmark, pollMs: options.pollMs ?? POLL_MS, signal})
      return
    }
    yield {kind: 'caught-up'}
    yield plan.files.length > 0
      ? {kind: 'state', state: 'ended', text: `read to the end of ${path}`}
      : {kind: 'state', state: 'failed', text: `${path} does not exist`}
  } finally {
    bookmark.save()
    files.closeAll()
  }
}

/** A pipe must not be opened twice: what is read of it is gone. */
function firstLineOf({path, files}: LogFiles): Uint8Array | undefined {
  const [oldest = path] = files
  const kind = findFile(oldest)?.kind
  return kind === 'plain' || kind === 'compressed' ? firstLineIn(oldest) : undefined
}
