import {isSameFile, type FoundFile} from './identity.ts'
import {listLogFiles} from './log-files.ts'
import {openPlainSegment} from './plain-segment.ts'
import type {Progress, Segment} from './segment.ts'
import {openStreamedSegment} from './streamed-segment.ts'

/** Rotations that may happen while a file is being opened; more than one is rare. */
const ATTEMPTS = 5

/**
 * Opens the file that was found, under whatever name it has by now.
 * @returns why not, for a person, when it is gone or may not be read.
 */
export function openSegment(logPath: string, file: FoundFile, start: Progress, signal: AbortSignal): Segment | string {
  let path: string | undefined = file.path
  for (let attempt = 0; attempt < ATTEMPTS && path !== undefined; attempt++) {
    try {
      const segment = file.kind === 'plain' ? openPlainSegment(path, start) : openStreamedSegment(path, start, signal)
      if (isSameFile(segment, file)) return segment
      segment.close()
    } catch (error) {
      const {code, message} = error as NodeJS.ErrnoException
      if (code !== 'ENOENT') return code === 'EACCES' ? `no permission to read ${path}` : message
    }
    path = listLogFiles(logPath).find((other) => isSameFile(other, file))?.path
  }
  return `${file.path} was gone before it could be read`
}
