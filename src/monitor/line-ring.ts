import type {Batch} from '../decode/decoder.ts'
import type {PluginEvent} from '../event.ts'
import type {LogView} from '../snapshot.ts'

/** What makes a line to read. */
export type LineEvent = Extract<PluginEvent, {type: 'log' | 'error'}>

/** The last lines of a sequence. They are made when somebody asks, or when their batch goes: most are pushed out before. */
export interface LineRing {
  /** `index` is the event's place in `batch`; -1 for an event that is an object of its own. */
  push(instance: string, event: LineEvent, batch: Batch, index: number): void
  /** A batch goes: what is still here of it is made. */
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
  let next = 0

  function lineAt(slot: number): LogView {
    return (lines[slot] ??= toLine(instances[slot]!, batches[slot]!.at(indices[slot]!) as LineEvent))
  }

  return {
    push(instance, event, batch, index) {
      instances[next] = instance
      batches[next] = batch
      indices[next] = index
      lines[next] = index < 0 ? toLine(instance, event) : undefined
      next = next + 1 === capacity ? 0 : next + 1
    },
    release(batch) {
      for (let slot = 0; slot < batches.length; slot++) {
        if (batches[slot] !== batch) continue
        lineAt(slot)
        batches[slot] = undefined
      }
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
