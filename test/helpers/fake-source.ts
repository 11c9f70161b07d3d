import type {Source, SourceItem} from '../../src/source/source.ts'

/** One step of a fake source: an item, lines for a block, or a pause until the promise is settled. */
export type Step = SourceItem | string | Promise<unknown>

/** A source that says what it is told to. */
export function fakeSource(name: string, steps: readonly Step[], kind: Source['kind'] = 'file'): Source {
  return {
    name,
    kind,
    async *items(signal): AsyncGenerator<SourceItem> {
      let line = 1
      for (const step of steps) {
        if (signal.aborted) return
        if (step instanceof Promise) await step
        else if (typeof step === 'string') {
          yield {kind: 'block', bytes: Buffer.from(step), line, place: name}
          line += step.split('\n').length - 1
        } else yield step
      }
    },
  }
}
