import {readSync, realpathSync, statSync, type Stats} from 'node:fs'

/** What stays the same when a file is renamed. An inode is reused once nobody holds the file, so it proves nothing alone. */
export interface FileIdentity {
  readonly dev: number
  readonly ino: number
}

/** A file as it was found. `pipe` is whatever is neither a file nor a folder: a named pipe, a terminal. */
export interface FoundFile extends FileIdentity {
  readonly path: string
  readonly kind: 'plain' | 'compressed' | 'pipe'
  readonly mtimeMs: number
}

/** How many bytes tell two contents apart: more than the time at the start of a line. */
export const FINGERPRINT_BYTES = 64

/** True when both are the same file, under whatever name. */
export function isSameFile(a: FileIdentity, b: FileIdentity): boolean {
  return a.ino === b.ino && a.dev === b.dev
}

/** The file behind a path, symbolic links followed; undefined when there is none or it is a folder. */
export function findFile(path: string): FoundFile | undefined {
  const stats = statOrUndefined(path)
  if (stats === undefined || stats.isDirectory()) return undefined
  const kind = !stats.isFile() ? 'pipe' : path.endsWith('.gz') ? 'compressed' : 'plain'
  return {path, kind, dev: stats.dev, ino: stats.ino, mtimeMs: stats.mtimeMs}
}

/** The path with symbolic links resolved, or as it is where nothing is there. */
export function realPath(path: string): string {
  try {
    return realpathSync(path)
  } catch {
    return path
  }
}

/** The last FINGERPRINT_BYTES before `offset`, fewer near the head or where the file is shorter by now. */
export function bytesBefore(descriptor: number, offset: number): Buffer {
  const from = Math.max(0, offset - FINGERPRINT_BYTES)
  const bytes = Buffer.allocUnsafe(offset - from)
  return bytes.subarray(0, readSync(descriptor, bytes, 0, bytes.length, from))
}

function statOrUndefined(path: string): Stats | undefined {
  try {
    return statSync(path)
  } catch {
    return undefined
  }
}
