import type {Batch} from '../../src/decode/decoder.ts'
import {createPlainBatch} from '../../src/decode/plain-batch.ts'
import type {PluginEvent} from '../../src/event.ts'

/**
 * A batch of these events whose `at` gives one and the same object, as a decoder may: who holds on to it is found out. After `close`
 * its events are gone.
 */
export function passingBatch(events: readonly PluginEvent[]): Batch & {close(): void} {
  const plain = createPlainBatch(events)
  let passed: PluginEvent | undefined
  const passing = new Proxy({} as PluginEvent, {get: (_, key) => Reflect.get(passed!, key) as unknown})
  let isClosed = false
  const open = (): typeof plain => {
    if (isClosed) throw new Error('the batch is gone')
    return plain
  }
  return {
    isLasting: false,
    length: events.length,
    lines: events.length,
    times: plain.times,
    marks: plain.marks,
    lineAt: (index) => open().lineAt(index),
    at(index) {
      passed = open().at(index)
      return passing
    },
    bytesOf: () => undefined,
    keep: (index) => ({...open().keep(index)}),
    keepRun: (from, to) => open().keepRun(from, to),
    close() {
      isClosed = true
    },
  }
}
