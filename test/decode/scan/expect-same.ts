import {expect} from 'vitest'
import {createDecoder} from '../../../src/decode/create-decoder.ts'
import type {Rejection} from '../../../src/decode/decoder.ts'

/** When the lines are received. */
export const RECEIVED_AT = 1_800_000_000_000.5

/** All that can be seen of a decoder. */
interface Outcome {
  readonly events: readonly object[]
  readonly rejections: readonly Rejection[]
  readonly counts: object
}

/** All that a decoder says of some blocks, its scanner started after so many bytes. */
function decodeBlocks(blocks: readonly Buffer[], scanFromBytes: number): Outcome {
  const events: object[] = []
  const rejections: Rejection[] = []
  const decoder = createDecoder({scanFromBytes, onReject: (rejection) => rejections.push(rejection)})
  let line = 1
  const take = (batch: ReturnType<typeof decoder.decode>) => {
    line += batch.lines
    for (let index = 0; index < batch.length; index++) {
      const kept = batch.keep(index)
      const passing = batch.at(index)
      const seen = Object.fromEntries(Object.keys(kept).map((key) => [key, passing[key as keyof typeof passing]]))
      const at = {time: batch.times[index], line: batch.lineAt(index), mark: batch.marks[index]}
      events.push({kept, seen, ...at})
    }
  }
  for (const block of blocks) take(decoder.decode(block, line, RECEIVED_AT))
  take(decoder.flush(RECEIVED_AT))
  return {events, rejections, counts: {...decoder.counts(), lines: line}}
}

/** Expects the scanner to say the same of these blocks as the general path alone. */
export function expectSame(blocks: readonly Buffer[]): void {
  expect(decodeBlocks(blocks, 0)).toStrictEqual(decodeBlocks(blocks, Infinity))
}
