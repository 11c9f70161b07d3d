import type {PluginEvent} from '../../src/event.ts'
import {createDecoder, type DecoderOptions} from '../../src/decode/create-decoder.ts'
import type {Batch, DecodeCounts, Rejection} from '../../src/decode/decoder.ts'

/** When the lines of a test are received. */
export const RECEIVED_AT = 1_800_000_000_000

/** Everything a decoder gives for some text or bytes. */
export interface Decoded {
  readonly events: PluginEvent[]
  readonly lines: number[]
  readonly rejections: Rejection[]
  readonly counts: DecodeCounts
}

/** Decodes it in one block, or in several blocks of whole lines, and ends. */
export function decodeAll(input: string | Uint8Array, options: Omit<DecoderOptions, 'onReject'> = {}): Decoded {
  const events: PluginEvent[] = []
  const lines: number[] = []
  const rejections: Rejection[] = []
  const decoder = createDecoder({...options, onReject: (rejection) => rejections.push(rejection)})
  const take = (batch: Batch) => {
    for (let index = 0; index < batch.length; index++) {
      events.push(batch.keep(index))
      lines.push(batch.lineAt(index))
    }
  }
  take(decoder.decode(typeof input === 'string' ? new TextEncoder().encode(input) : input, 1, RECEIVED_AT))
  take(decoder.flush(RECEIVED_AT))
  return {events, lines, rejections, counts: decoder.counts()}
}

/** The single event of a line; fails the test when there is another number of them. */
export function decodeOne(line: string | object, options?: Omit<DecoderOptions, 'onReject'>): PluginEvent {
  const {events, rejections} = decodeAll(typeof line === 'string' ? line : JSON.stringify(line), options)
  const [event, ...others] = events.filter(({derived}) => derived === undefined)
  if (event === undefined || others.length > 0) {
    throw new Error(`expected one event, got ${events.length}: ${rejections.map(({detail}) => detail).join('; ')}`)
  }
  return event
}
