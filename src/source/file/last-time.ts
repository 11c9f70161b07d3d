import {closeSync, fstatSync, openSync, readSync} from 'node:fs'
import {findFile} from './identity.ts'
import {firstLineWithTime, PROBE_BYTES, type TimeOf} from './first-time.ts'

/** The newest time in the last PROBE_BYTES of a plain file; undefined when there is none, and for other files. */
export function lastTimeIn(path: string, timeOf: TimeOf): number | undefined {
  // A pipe must not be opened: what is read from it, or its writer's patience, would be gone.
  if (findFile(path)?.kind !== 'plain') return undefined
  let descriptor: number | undefined
  try {
    descriptor = openSync(path, 'r')
    const {size} = fstatSync(descriptor)
    const from = Math.max(0, size - PROBE_BYTES)
    const bytes = Buffer.allocUnsafe(PROBE_BYTES + 1)
    const length = readSync(descriptor, bytes, 0, PROBE_BYTES, from)
    // A last line without newline counts as well.
    bytes[length] = 10
    return newestIn(bytes.subarray(0, length + 1), from === 0 ? 0 : bytes.indexOf(10) + 1, timeOf)
  } catch {
    return undefined
  } finally {
    if (descriptor !== undefined) closeSync(descriptor)
  }
}

function newestIn(bytes: Uint8Array, start: number, timeOf: TimeOf): number | undefined {
  let newest: number | undefined
  for (let at = start; ;) {
    const line = firstLineWithTime(bytes, at, timeOf)
    if (line === undefined) return newest
    if (newest === undefined || line.time > newest) newest = line.time
    at = line.end
  }
}
