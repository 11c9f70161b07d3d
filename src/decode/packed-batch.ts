import type {PluginEvent} from '../event.ts'
import type {Batch} from './decoder.ts'
import {createPlainBatch} from './plain-batch.ts'

/** What is kept of some events of a batch. */
export interface Packing {
  /** Lines of the protocol, each with its newline, and what stands in where one of them has no time. */
  readonly bytes: Uint8Array
  readonly receivedAt: number
  /** Of each event its place among those lines, or the complement of its place among the objects. */
  readonly order: Int32Array
  readonly objects: readonly PluginEvent[]
  readonly times: Float64Array
  readonly marks: Uint8Array
  readonly lineNumbers: Int32Array
}

/**
 * Events that outlive their block, as the lines they came in: objects would take four times the memory, and making them thirty times as
 * long as reading the lines once more. Of a host that says 50,000 events a second 100,000 wait for every tick.
 * @param open reads the lines again; it may be asked for the same ones many times in a row
 */
export function createPackedBatch(packing: Packing, open: (packing: Packing) => Batch): Batch {
  const {order, objects, times, marks, lineNumbers} = packing

  function keep(index: number): PluginEvent {
    const place = order[index]!
    return place >= 0 ? open(packing).keep(place) : objects[~place]!
  }

  return {
    isLasting: true,
    length: order.length,
    lines: 0,
    times,
    marks,
    lineAt: (index) => lineNumbers[index]!,
    at(index) {
      const place = order[index]!
      return place >= 0 ? open(packing).at(place) : objects[~place]!
    },
    bytesOf(index) {
      const place = order[index]!
      return place >= 0 ? open(packing).bytesOf(place) : undefined
    },
    keep,
    keepRun: (from, to) =>
      createPlainBatch(
        Array.from({length: to - from}, (_, place) => keep(from + place)),
        (place) => lineNumbers[from + place]!,
      ),
  }
}
