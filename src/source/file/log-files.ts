import {readdirSync} from 'node:fs'
import {basename, dirname, join} from 'node:path'
import {parseRotatedName} from '../paths/rotated-name.ts'
import {findFile, isSameFile, type FoundFile} from './identity.ts'

/** One log and the files that hold it. */
export interface LogFiles {
  /** The file that is written to, as a person named it: what the source is called. */
  readonly path: string
  /** The files to read, oldest first; the last is the newest. Empty while nothing exists. */
  readonly files: readonly string[]
}

/**
 * The plain files of a log that are in its folder now, oldest first. Compressed ones are left out: they are copies of what
 * was followed while it was plain.
 */
export function listLogFiles(path: string): FoundFile[] {
  const base = basename(path)
  return (
    namesIn(dirname(path))
      .filter((name) => name === base || isRotationOf(base, name))
      .map((name) => ({name, order: name === base ? '2' : parseRotatedName(name).order}))
      .sort((a, b) => (a.order < b.order ? -1 : 1))
      .map(({name}) => findFile(name === base ? path : join(dirname(path), name)))
      .filter((file) => file !== undefined)
      // A log that is a symbolic link to its newest dated file is that file: the link comes last and stays.
      .filter((file, at, files) => !files.slice(at + 1).some((later) => isSameFile(file, later)))
  )
}

/** True for the plain rotated files of the log `base`. */
export function isRotationOf(base: string, name: string): boolean {
  if (name === base) return false
  const parsed = parseRotatedName(name)
  return parsed.base === base && !parsed.isCompressed
}

function namesIn(folder: string): string[] {
  try {
    return readdirSync(folder)
  } catch {
    return []
  }
}
