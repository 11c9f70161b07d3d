import {createReadStream, statSync} from 'node:fs'
import {addAbortSignal, pipeline} from 'node:stream'
import {createGunzip} from 'node:zlib'
import {createLineBlocks, MAX_READ_BYTES} from '../line-blocks.ts'
import {readStream} from '../stream-blocks.ts'
import type {Segment, Progress} from './segment.ts'

/** What comes out at once. More is faster by a tenth, but as much may be lost before a place that is damaged. */
const INFLATED_BYTES = 64 << 10

/**
 * Opens a file that is read once and not followed: a compressed one (of one or more members), or a pipe with a name. What is
 * cut off or damaged is read as far as it goes, with a note. `start` is where an earlier run stopped; `signal` ends the waiting
 * for a pipe that is silent.
 */
export function openStreamedSegment(path: string, start: Progress, signal: AbortSignal): Segment {
  const {dev, ino, mtimeMs} = statSync(path)
  const file = createReadStream(path, {highWaterMark: MAX_READ_BYTES})
  // The callback must be there, and has nothing to do: the reader meets the same error.
  const isCompressed = path.endsWith('.gz')
  const input = isCompressed ? pipeline(file, createGunzip({chunkSize: INFLATED_BYTES}), () => undefined) : file
  addAbortSignal(signal, input)
  const blocks = createLineBlocks(path, start.line)
  let received = 0

  return {
    path,
    dev,
    ino,
    mtimeMs,
    async *read() {
      try {
        yield* readStream(start.offset === 0 ? input : skipBytes(input, start.offset), blocks, {
          // A writer at the other end of a pipe is not waited for.
          isMoreToCome: () => isCompressed || input.readableLength > 0,
          onTaken(length) {
            received += length
          },
        })
      } catch (error) {
        if (signal.aborted) return
        yield {kind: 'note', note: 'damaged', text: `read only in part: ${(error as Error).message}`, place: path}
      }
    },
    rest: () => blocks.rest(),
    progress: () => ({offset: start.offset + received - blocks.held(), line: blocks.line()}),
    fingerprintAt: () => Buffer.alloc(0),
    isDeleted: () => false,
    close() {
      input.destroy()
      file.destroy()
    },
  }
}

async function* skipBytes(input: AsyncIterable<Buffer>, count: number): AsyncGenerator<Buffer, void, void> {
  let left = count
  for await (const chunk of input) {
    if (left < chunk.length) yield chunk.subarray(left)
    left = Math.max(0, left - chunk.length)
  }
}
