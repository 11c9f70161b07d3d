import {createDecoder} from '../decode/create-decoder.ts'
import type {Batch, Decoder} from '../decode/decoder.ts'
import type {PluginEvent} from '../event.ts'
import type {LogView} from '../snapshot.ts'

/** Bytes of a line that are put by; a longer one is read at once. */
const STORED_BYTES = 1_024

/** What makes a line to read. */
export type LineEvent = Extract<PluginEvent, {type: 'log' | 'error'}>

/**
 * The last lines of a sequence. Nearly all are pushed out before anybody asks for them, so they are kept in the cheapest form that
 * there is: their place in the batch, then the bytes that the batch had them from; they are read when somebody asks.
 */
export interface LineRing {
  /** `index` is the event's place in `batch`. */
  push(instance: string, batch: Batch, index: number): void
  /** A batch goes: what is still here of it is put by. */
  release(batch: Batch): void
  /** Oldest first. */
  values(): LogView[]
}

/** A ring that keeps the last `capacity` lines. */
export function createLineRing(capacity: number): LineRing {
  const instances: string[] = []
  const batches: (Batch | undefined)[] = []
  const indices: number[] = []
  const lines: (LogView | undefined)[] = []
  const times = new Float64Array(capacity)
  const lengths = new Int32Array(capacity)
  const stored = Buffer.alloc(capacity * STORED_BYTES)
  /** Reads stored lines, each of which stands for itself. */
  let reader: Decoder | undefined
  let next = 0

  function lineAt(slot: number): LogView {
    return (lines[slot] ??= toLine(instances[slot]!, eventAt(slot) as LineEvent))
  }

  function eventAt(slot: number): PluginEvent {
    const batch = batches[slot]
    if (batch !== undefined) return batch.at(indices[slot]!)
    const begin = slot * STORED_BYTES
    reader ??= createDecoder({scanFromBytes: Infinity})
    // A line that has no time of its own has the one that stands beside it.
    return reader.decode(stored.subarray(begin, begin + lengths[slot]!), 0, times[slot]!).keep(0)
  }

  function letGo(slot: number, batch: Batch): void {
    if (lines[slot] === undefined) putBy(slot, batch)
    batches[slot] = undefined
  }

  function putBy(slot: number, batch: Batch): void {
    const index = indices[slot]!
    const bytes = batch.bytesOf(index)
    if (bytes === undefined || bytes.length > STORED_BYTES) {
      lineAt(slot)
      return
    }
    stored.set(bytes, slot * STORED_BYTES)
    lengths[slot] = bytes.length
    times[slot] = batch.times[index]!
  }

  return {
    push(instance, batch, index) {
      instances[next] = instance
      batches[next] = batch
      indices[next] = index
      lines[next] = undefined
      // A batch that lasts says nothing of its end, and would be held here for one of its lines.
      if (batch.isLasting) letGo(next, batch)
      next = next + 1 === capacity ? 0 : next + 1
    },
    release(batch) {
      for (let slot = 0; slot < batches.length; slot++) if (batches[slot] === batch) letGo(slot, batch)
    },
    values() {
      const all = lines.map((_, slot) => lineAt(slot))
      return [...all.slice(next), ...all.slice(0, next)]
    },
  }
}

function toLine(instance: string, event: LineEvent): LogView {
  const {time: at, message, pluginName, errorType} = event
  return {at, instance, level: event.type === 'log' ? event.level : 'ERROR', message, pluginName, errorType}
}
