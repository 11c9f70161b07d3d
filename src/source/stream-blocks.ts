import type {LineBlocks} from './line-blocks.ts'
import type {SourceItem} from './source.ts'

/**
 * Blocks of the whole lines in a stream of bytes; the last line stays in `blocks`. The stream waits while nothing is pulled.
 * `onTaken` hears of every piece that went into the blocks. Throws what the stream throws.
 */
export async function* readStream(
  input: AsyncIterable<Uint8Array>,
  blocks: LineBlocks,
  onTaken: (length: number) => void = () => undefined,
): AsyncGenerator<SourceItem, void, void> {
  for await (const chunk of input) {
    for (let at = 0; at < chunk.length;) {
      const room = blocks.room()
      const piece = chunk.subarray(at, at + room.length)
      room.set(piece)
      onTaken(piece.length)
      yield* blocks.take(piece.length)
      at += piece.length
    }
  }
}
