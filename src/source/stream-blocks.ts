import {READ_BYTES, type LineBlocks} from './line-blocks.ts'
import {nextReadBytes} from './read-size.ts'
import type {SourceItem} from './source.ts'

/** How a stream is read. */
export interface StreamReading {
  /** True while more is at hand, or worth waiting for: small pieces are gathered then, for a block costs more than a line. */
  isMoreToCome(): boolean
  /** Hears how much went into the blocks, before they are yielded. */
  onTaken?(length: number): void
}

/**
 * Blocks of the whole lines in a stream of bytes; the last line stays in `blocks`. The stream waits while nothing is pulled.
 * Throws what the stream throws, after what came before.
 */
export async function* readStream(
  input: AsyncIterable<Uint8Array>,
  blocks: LineBlocks,
  {isMoreToCome, onTaken}: StreamReading,
): AsyncGenerator<SourceItem, void, void> {
  let readBytes = READ_BYTES
  let room: Uint8Array | undefined
  let filled = 0

  function* give(): Generator<SourceItem, void, void> {
    if (filled === 0) return
    const length = filled
    const isFull = length === room?.length
    room = undefined
    filled = 0
    onTaken?.(length)
    const givenAt = performance.now()
    yield* blocks.take(length)
    if (isFull) readBytes = nextReadBytes(readBytes, performance.now() - givenAt)
  }

  try {
    for await (const chunk of input) {
      for (let at = 0; at < chunk.length;) {
        room ??= blocks.room(readBytes)
        const piece = chunk.subarray(at, at + room.length - filled)
        room.set(piece, filled)
        filled += piece.length
        at += piece.length
        if (filled === room.length || (at === chunk.length && !isMoreToCome())) yield* give()
      }
    }
  } catch (error) {
    yield* give()
    throw error
  }
  yield* give()
}
