import type {PluginEvent} from '../event.ts'
import type {Batch} from './decoder.ts'

/** A batch of events that are objects anyway: what the general path gives. */
export interface PlainBatch extends Batch {
  lines: number
  add(event: PluginEvent, line: number): void
}

/** A batch without events. */
export function createPlainBatch(): PlainBatch {
  const events: PluginEvent[] = []
  const numbers: number[] = []
  return {
    lines: 0,
    get length() {
      return events.length
    },
    timeAt: (index) => events[index]!.time,
    isDerived: (index) => events[index]!.derived === true,
    lineAt: (index) => numbers[index]!,
    at: (index) => events[index]!,
    bytesOf: () => undefined,
    keep: (index) => events[index]!,
    add(event, line) {
      events.push(event)
      numbers.push(line)
    },
  }
}
