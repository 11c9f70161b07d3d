import {createDecoder, type DecoderOptions} from './create-decoder.ts'
import type {Batch} from './decoder.ts'

/**
 * Makes a function that gives the time in a line, or undefined for a line that has none of its own (a traceback's, a broken one):
 * for finding a place in a big file by bisecting. It is the decoder's own opinion, so that both always agree.
 */
export function createTimeOfLine(
  options: Pick<DecoderOptions, 'presets' | 'zone'> = {},
): (line: Uint8Array) => number | undefined {
  // It is the same for every line: what one leaves open is ended before the next.
  const decoder = createDecoder({...options, scanFromBytes: Infinity})
  return (line) => {
    const time = firstTime(decoder.decode(line, 0, 0))
    const last = firstTime(decoder.flush(0))
    return time ?? last
  }
}

function firstTime(batch: Batch): number | undefined {
  for (let index = 0; index < batch.length; index++)
    if (batch.at(index).timeIsReceipt === undefined) return batch.times[index]
  return undefined
}
