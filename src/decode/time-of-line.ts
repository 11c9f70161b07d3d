import {createDecoder, type DecoderOptions} from './create-decoder.ts'

/**
 * Makes a function that gives the time in a line, or undefined for a line that has none of its own (a traceback's, a broken one):
 * for finding a place in a big file by bisecting. It is the decoder's own opinion, so that both always agree.
 */
export function createTimeOfLine(
  options: Pick<DecoderOptions, 'presets' | 'zone'> = {},
): (line: Uint8Array) => number | undefined {
  return (line) => {
    let time: number | undefined
    const decoder = createDecoder({
      ...options,
      sink: {
        event(event) {
          if (event.timeIsReceipt === undefined) time ??= event.time
        },
        reject: () => undefined,
      },
    })
    decoder.decode(line, 0, 0)
    decoder.flush(0)
    return time
  }
}
