import {createHash} from 'node:crypto'
import {mkdirSync, readFileSync, renameSync, writeFileSync} from 'node:fs'
import {join, resolve} from 'node:path'
import {PlugmonError} from '../../errors.ts'
import type {FileIdentity} from './identity.ts'
import type {Progress} from './segment.ts'

/** Where the reading of a log stopped. */
export interface Position extends FileIdentity, Progress {
  /** The log, as an absolute path. */
  readonly path: string
  /** The last bytes before the offset, in hexadecimal; empty for compressed files. */
  readonly fingerprint: string
}

/** Remembers across restarts how far each log was read. */
export interface Positions {
  load(path: string): Position | undefined
  /** Writes at once, whole or not at all. */
  save(position: Position): void
}

/**
 * Positions as one small JSON file a log in `folder`, which is made when missing.
 * @throws PlugmonError `unreadable` when the folder cannot be made.
 */
export function createPositions(folder: string): Positions {
  try {
    mkdirSync(folder, {recursive: true})
  } catch (cause) {
    throw new PlugmonError('unreadable', `cannot make the state directory ${folder}: ${(cause as Error).message}`, {
      cure: 'give a folder that you may write to with --state-dir',
      cause,
    })
  }
  const fileOf = (path: string): string =>
    join(folder, `position-${createHash('sha256').update(resolve(path)).digest('hex').slice(0, 16)}.json`)

  return {
    load(path) {
      try {
        const position: unknown = JSON.parse(readFileSync(fileOf(path), 'utf8'))
        return isPosition(position) && position.path === resolve(path) ? position : undefined
      } catch {
        // Nothing was saved, or what was saved is damaged: either way reading starts afresh.
        return undefined
      }
    },
    save(position) {
      const file = fileOf(position.path)
      writeFileSync(`${file}.new`, JSON.stringify(position))
      renameSync(`${file}.new`, file)
    },
  }
}

function isPosition(value: unknown): value is Position {
  if (typeof value !== 'object' || value === null) return false
  const {path, dev, ino, offset, line, fingerprint} = value as Record<string, unknown>
  return (
    typeof path === 'string' &&
    typeof fingerprint === 'string' &&
    [dev, ino, offset, line].every((number) => Number.isSafeInteger(number) && (number as number) >= 0)
  )
}
