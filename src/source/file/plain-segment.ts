import {closeSync, fstatSync, openSync, readSync} from 'node:fs'
import {setImmediate as nextTurn} from 'node:timers/promises'
import {createLineBlocks, READ_BYTES} from '../line-blocks.ts'
import type {SourceItem} from '../source.ts'
import {bytesBefore, FINGERPRINT_BYTES} from './identity.ts'
import {nextReadBytes} from '../read-size.ts'
import type {Progress, Segment} from './segment.ts'

/**
 * Opens a file that may grow, from a line start. Each read first makes sure that it is still the content that was read so
 * far: a file that is shorter, or whose head or last bytes differ, was truncated and is read from its head. What
 * copytruncate cuts off between our last look and the cut nobody can see.
 */
export function openPlainSegment(path: string, start: Progress): Segment {
  const descriptor = openSync(path, 'r')
  const {dev, ino, mtimeMs} = fstatSync(descriptor)
  const blocks = createLineBlocks(path, start.line)
  let offset = start.offset
  let head = bytesBefore(descriptor, Math.min(offset, FINGERPRINT_BYTES))
  let tail = bytesBefore(descriptor, offset)
  let seen = {size: -1, mtimeMs}
  let readBytes = READ_BYTES

  const isSameContent = (size: number): boolean =>
    size >= offset && bytesBefore(descriptor, head.length).equals(head) && bytesBefore(descriptor, offset).equals(tail)

  const remember = (bytes: Buffer): void => {
    if (head.length < FINGERPRINT_BYTES && offset === head.length) {
      head = Buffer.concat([head, bytes]).subarray(0, FINGERPRINT_BYTES)
    }
    tail = Buffer.concat([tail, bytes.subarray(-FINGERPRINT_BYTES)]).subarray(-FINGERPRINT_BYTES)
    offset += bytes.length
  }

  async function* restart(): AsyncGenerator<SourceItem, void, void> {
    const rest = blocks.rest()
    if (rest !== undefined) yield rest
    blocks.restart(1)
    offset = 0
    head = tail = Buffer.alloc(0)
    yield {kind: 'note', note: 'truncated', text: 'the file was truncated: read from its start', place: path}
  }

  return {
    path,
    dev,
    ino,
    get mtimeMs() {
      return seen.mtimeMs
    },
    async *read() {
      const stats = fstatSync(descriptor)
      if (stats.size === seen.size && stats.mtimeMs === seen.mtimeMs) return
      if (!isSameContent(stats.size)) yield* restart()
      for (;;) {
        const room = blocks.room(readBytes)
        const length = readSync(descriptor, room, 0, room.length, offset)
        if (length === 0) break
        remember(Buffer.from(room.buffer, room.byteOffset, length))
        const givenAt = performance.now()
        yield* blocks.take(length)
        readBytes = nextReadBytes(readBytes, performance.now() - givenAt)
        // Reading is synchronous, so keys and timers get their turn between two blocks.
        if (length === room.length) await nextTurn()
      }
      seen = {size: offset, mtimeMs: stats.mtimeMs}
    },
    rest: () => blocks.rest(),
    progress: () => ({offset: offset - blocks.held(), line: blocks.line()}),
    fingerprintAt: (position) => bytesBefore(descriptor, position),
    isDeleted: () => fstatSync(descriptor).nlink === 0,
    close: () => closeSync(descriptor),
  }
}
