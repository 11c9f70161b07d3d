import {closeSync, fstatSync, openSync, readSync} from 'node:fs'
import {LINE_CAP_BYTES} from '../line-blocks.ts'
import {firstLineWithTime, PROBE_BYTES, type TimeOf} from './first-time.ts'
import type {Progress} from './segment.ts'

const LF = 10

/**
 * A line start in a plain file such that every line with a time of at least `since` lies behind it, as far as the file is
 * in order; found by bisecting, so at most PROBE_BYTES more than needed are read. Lines without a time belong to the line before them.
 */
export function seekTime(path: string, since: number, timeOf: TimeOf): Progress {
  const descriptor = openSync(path, 'r')
  try {
    const bytes = Buffer.allocUnsafe(PROBE_BYTES)
    let low = 0
    let high = fstatSync(descriptor).size
    while (high - low > PROBE_BYTES) {
      const middle = low + Math.floor((high - low) / 2)
      const found = timedLineAfter(descriptor, middle, high, bytes, timeOf)
      if (found === undefined || found.time >= since) high = middle
      else low = found.start
    }
    return {offset: low, line: low === 0 ? 1 : 0}
  } finally {
    closeSync(descriptor)
  }
}

/** The start of the last line: the end of the file, or where its unfinished line begins, if that is not too long for a line. */
export function seekEnd(path: string): Progress {
  const descriptor = openSync(path, 'r')
  try {
    const {size} = fstatSync(descriptor)
    const bytes = Buffer.allocUnsafe(PROBE_BYTES)
    for (let end = size; end > 0 && size - end <= LINE_CAP_BYTES; end -= PROBE_BYTES) {
      const from = Math.max(0, end - PROBE_BYTES)
      const newline = bytes.subarray(0, readSync(descriptor, bytes, 0, end - from, from)).lastIndexOf(LF)
      if (newline !== -1) return {offset: from + newline + 1, line: 0}
      if (from === 0) return {offset: 0, line: 1}
    }
    return {offset: size, line: size === 0 ? 1 : 0}
  } finally {
    closeSync(descriptor)
  }
}

/** The first line with a time that starts behind `from` and before `to`. */
function timedLineAfter(
  descriptor: number,
  from: number,
  to: number,
  bytes: Buffer,
  timeOf: TimeOf,
): {readonly time: number; readonly start: number} | undefined {
  let isLineStart = false
  for (let at = from; at < to;) {
    const block = bytes.subarray(0, readSync(descriptor, bytes, 0, bytes.length, at))
    if (block.length === 0) return undefined
    const first: number = isLineStart ? 0 : block.indexOf(LF) + 1
    isLineStart ||= first > 0
    const found = isLineStart ? firstLineWithTime(block, first, timeOf) : undefined
    if (found !== undefined) return at + found.start < to ? {time: found.time, start: at + found.start} : undefined
    // The next read starts with the line that this one cut, unless that line is longer than a read.
    const last = block.lastIndexOf(LF) + 1
    isLineStart = isLineStart && last > 0
    at += last > 0 ? last : block.length
  }
  return undefined
}
