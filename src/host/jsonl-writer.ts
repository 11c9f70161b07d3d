import {openSync, writeSync} from 'node:fs'
import {constants, open, stat, type FileHandle} from 'node:fs/promises'
import {gapLine} from './gap-line.ts'
import {isChatter} from './journal.ts'

/** Characters that may wait for the disk: some 15,000 events, seconds of a burst. Chatter may take half of it. */
const MAX_QUEUE_CHARS = 4_194_304

/** How often a file is looked at for having been rotated, and a failed one tried again. */
const LOOK_MS = 1000

/** Append only, so that truncation by copytruncate works; non-blocking, so that a pipe without a reader is an error and not a hang. */
const FLAGS = constants.O_APPEND | constants.O_CREAT | constants.O_WRONLY | constants.O_NONBLOCK

/** Appends events to a file, behind its host's back. */
export interface JsonlWriter {
  /** Queues an event, its JSON without newline. What does not fit is dropped, and told by a `gap` in the file. */
  write(type: string, line: string): void
  /** Writes the rest at once, as the exit of a process demands. */
  flushSync(): void
  /** Waits until everything is written, or the first failure. */
  close(): Promise<void>
}

/** A writer to `path`, which is created, and opened anew when it was renamed or removed. `onError` hears of each failure. */
export function createJsonlWriter(path: string, onError: (error: Error) => void): JsonlWriter {
  let queue: string[] = []
  let queuedChars = 0
  let lost = 0
  let file: FileHandle | undefined
  let lookedAt = -Infinity
  /** Bytes on their way to the disk, and whether they begin with a whole line. */
  let batch = Buffer.alloc(0)
  let isWhole = true
  let isDraining = false
  let draining = Promise.resolve()
  let retry: NodeJS.Timeout | undefined

  function push(line: string): void {
    queue.push(line, '\n')
    queuedChars += line.length + 1
  }

  function take(): Buffer<ArrayBuffer> {
    const text = queue.join('')
    queue = []
    queuedChars = 0
    return Buffer.from(text)
  }

  /** Opens the file, or opens it anew when its name has come to stand for another one. */
  async function follow(): Promise<FileHandle> {
    const now = performance.now()
    if (file && now - lookedAt < LOOK_MS) return file
    lookedAt = now
    const [named, held] = await Promise.all([stat(path).catch(() => undefined), file?.stat()])
    if (file && named && named.ino === held?.ino && named.dev === held.dev) return file
    await file?.close()
    file = undefined
    file = await open(path, FLAGS)
    if (!isWhole) {
      // The line's beginning is in the other file.
      batch = batch.subarray(batch.indexOf(10) + 1)
      isWhole = true
      lost += 1
    }
    return file
  }

  async function drain(): Promise<void> {
    try {
      while (batch.length > 0 || queuedChars > 0) {
        const handle = await follow()
        if (batch.length === 0) batch = take()
        const {bytesWritten} = await handle.write(batch)
        if (bytesWritten > 0) isWhole = batch[bytesWritten - 1] === 10
        batch = batch.subarray(bytesWritten)
      }
    } catch (error) {
      onError(error as Error)
      // Look at the name again before the next attempt: the file may be gone.
      lookedAt = -Infinity
      retry = setTimeout(start, LOOK_MS).unref()
    } finally {
      isDraining = false
    }
  }

  /** Begins after this turn of the event loop, so that a burst is one write. */
  function start(): void {
    clearTimeout(retry)
    retry = undefined
    if (isDraining) return
    isDraining = true
    draining = new Promise<void>((resolve) => setImmediate(resolve)).then(drain)
  }

  return {
    write(type, line) {
      const limit = isChatter(type, line) ? MAX_QUEUE_CHARS / 2 : MAX_QUEUE_CHARS
      if (queuedChars + line.length > limit) {
        lost += 1
        return
      }
      if (lost > 0) push(gapLine(lost))
      lost = 0
      push(line)
      if (!retry) start()
    },
    flushSync() {
      try {
        // A batch that is being written is finished by its thread; only what follows it is ours.
        const rest = Buffer.concat([isDraining && file ? Buffer.alloc(0) : batch, take()])
        if (rest.length === 0) return
        const fd = file?.fd ?? openSync(path, FLAGS)
        for (let at = 0; at < rest.length;) at += writeSync(fd, rest, at)
      } catch (error) {
        onError(error as Error)
      }
    },
    async close() {
      start()
      await draining
      clearTimeout(retry)
      await file?.close().catch(onError)
      file = undefined
    },
  }
}
