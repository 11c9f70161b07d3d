import {MAX_READ_BYTES, READ_BYTES} from './line-blocks.ts'

/** What is read at once should be worked off within these: long enough to be worth the way, short enough that keys never wait. */
const SHORT_MS = 2
const LONG_MS = 6

/** How much to read next, when `bytes` were worked off in `tookMs`: larger blocks for who is fast, within READ_BYTES and MAX_READ_BYTES. */
export function nextReadBytes(bytes: number, tookMs: number): number {
  if (tookMs < SHORT_MS) return Math.min(2 * bytes, MAX_READ_BYTES)
  return tookMs > LONG_MS ? Math.max(bytes / 2, READ_BYTES) : bytes
}
