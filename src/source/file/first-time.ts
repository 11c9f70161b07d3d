import {closeSync, openSync, readSync} from 'node:fs'
import {constants, gunzipSync} from 'node:zlib'

/** Reads a time out of a line, in milliseconds since the epoch; undefined when it has none. */
export type TimeOf = (line: Uint8Array) => number | undefined

/** How much is read to find a line with a time: hundreds of usual lines, or one that is unusually long. */
export const PROBE_BYTES = 64 << 10

const LF = 10

/** The time of the first line of a file that has one, within its first PROBE_BYTES; compressed files too. */
export function firstTimeIn(path: string, timeOf: TimeOf): number | undefined {
  const head = headOf(path)
  return head === undefined ? undefined : firstLineWithTime(head, 0, timeOf)?.time
}

/** The first line of a file with its newline, if it ends within PROBE_BYTES; compressed files too. */
export function firstLineIn(path: string): Uint8Array | undefined {
  const head = headOf(path)
  const newline = head?.indexOf(LF) ?? -1
  return newline < 0 ? undefined : head?.subarray(0, newline + 1)
}

function headOf(path: string): Buffer | undefined {
  let descriptor: number | undefined
  try {
    descriptor = openSync(path, 'r')
    const bytes = Buffer.allocUnsafe(PROBE_BYTES)
    const head = bytes.subarray(0, readSync(descriptor, bytes, 0, PROBE_BYTES, 0))
    // The head of a compressed file is cut anywhere: take what comes out of it.
    return path.endsWith('.gz') ? gunzipSync(head, {finishFlush: constants.Z_SYNC_FLUSH}) : head
  } catch {
    return undefined
  } finally {
    if (descriptor !== undefined) closeSync(descriptor)
  }
}

/** The first whole line at or after `from`, a line start, that has a time; `end` is where it ends. */
export function firstLineWithTime(
  bytes: Uint8Array,
  from: number,
  timeOf: TimeOf,
): {readonly time: number; readonly start: number; readonly end: number} | undefined {
  for (let start = from, newline = bytes.indexOf(LF, start); newline !== -1; newline = bytes.indexOf(LF, start)) {
    const time = timeOf(bytes.subarray(start, newline))
    if (time !== undefined) return {time, start, end: newline + 1}
    start = newline + 1
  }
  return undefined
}
