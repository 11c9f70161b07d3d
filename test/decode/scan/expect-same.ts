import {expect} from 'vitest'
import {createDecoder} from '../../../src/decode/create-decoder.ts'
import type {Batch, Rejection} from '../../../src/decode/decoder.ts'

/** When the lines are received. */
export const RECEIVED_AT = 1_800_000_000_000.5

/** All that can be seen of a decoder. */
interface Outcome {
  readonly events: readonly object[]
  readonly rejections: readonly Rejection[]
  readonly counts: object
}

/** A block that tells the scanner that the log is one of another program. */
export const FOREIGN = Buffer.from('{"level":30,"time":1795344437640,"msg":"request done"}\n')
/** A zone whose clock is put back and forward every quarter of an hour. */
const ZONE = (localMs: number): number => (Math.floor(localMs / 900_000) % 2 === 0 ? 345 : -210)

/** All that a decoder says of some blocks, its scanner started after so many bytes. */
function decodeBlocks(blocks: readonly Buffer[], scanFromBytes: number): Outcome {
  const events: object[] = []
  const rejections: Rejection[] = []
  const decoder = createDecoder({zone: ZONE, scanFromBytes, onReject: (rejection) => rejections.push(rejection)})
  const lasting: Batch[] = []
  let line = 1
  const take = (batch: Batch) => {
    line += batch.lines
    show(batch)
    lasting.push(batch.keepRun(batch.length >> 2, batch.length))
  }
  const show = (batch: Batch) => {
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
  // What is kept reads as before when its block has long gone, in any order.
  for (const batch of [...lasting.reverse(), ...lasting]) show(batch)
  return {events, rejections, counts: {...decoder.counts(), lines: line}}
}

/** Expects the scanner to say the same of these blocks as the general path alone. */
export function expectSame(blocks: readonly Buffer[]): void {
  expect(decodeBlocks(blocks, 0)).toStrictEqual(decodeBlocks(blocks, Infinity))
}
