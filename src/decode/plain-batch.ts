import type {PluginEvent} from '../event.ts'
import {markOf, type Batch} from './decoder.ts'

/**
 * A batch of these events, which are objects of their own.
 * @param lineOf the number of the line of each; 0 without
 */
export function createPlainBatch(events: readonly PluginEvent[], lineOf: (index: number) => number = () => 0): Batch {
  return {
    isLasting: true,
    length: events.length,
    lines: 0,
    times: Float64Array.from(events, ({time}) => time),
    marks: Uint8Array.from(events, markOf),
    lineAt: lineOf,
    at: (index) => events[index]!,
    bytesOf: () => undefined,
    keep: (index) => events[index]!,
    keepRun: (from, to) => createPlainBatch(events.slice(from, to), (index) => lineOf(from + index)),
  }
}
