import {addAbortSignal, type Readable} from 'node:stream'
import {createLineBlocks} from './line-blocks.ts'
import type {Source, SourceItem} from './source.ts'
import {readStream} from './stream-blocks.ts'

/** What a pipe brings, until its writer closes it; what is not pulled blocks the writer. `input` is the process's stdin. */
export function createStdinSource(input: Readable): Source {
  return {name: 'stdin', kind: 'stdin', items: (signal) => readStdin(input, signal)}
}

async function* readStdin(input: Readable, signal: AbortSignal): AsyncGenerator<SourceItem, void, void> {
  const blocks = createLineBlocks('stdin', 1)
  yield {kind: 'state', state: 'live', text: 'reading stdin'}
  try {
    yield* readStream(addAbortSignal(signal, input), blocks, {isMoreToCome: () => input.readableLength > 0})
  } catch (error) {
    if (!signal.aborted) yield {kind: 'state', state: 'failed', text: `stdin: ${(error as Error).message}`}
    return
  }
  const rest = blocks.rest()
  if (rest !== undefined) yield rest
  yield {kind: 'caught-up'}
  yield {kind: 'state', state: 'ended', text: 'stdin has ended'}
}
