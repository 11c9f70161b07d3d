import type {PluginEvent} from '../../event.ts'
import type {Interner} from '../intern.ts'
import {createFields, type Fields, type JsonObject} from './fields.ts'
import {READERS, type Head} from './read-event.ts'

/** Turns parsed native events into events; keeps the reason of the last refusal and the count of unknown keys. */
export interface NativeReader {
  /** The event, or undefined with `problem` set. `receivedAt` stands in for a missing time. */
  read(type: PluginEvent['type'], object: JsonObject, receivedAt: number): PluginEvent | undefined
  readonly problem: Fields['problem']
  readonly unknownKeys: number
}

/** The general path of the native protocol: any JSON that JSON.parse takes. */
export function createNativeReader(intern: Interner): NativeReader {
  const fields = createFields(intern)
  const inner = createFields(intern)
  const head: Head = {time: 0, timeIsReceipt: undefined, id: undefined}
  let unknownKeys = 0
  return {
    read(type, object, receivedAt) {
      fields.open(type, object)
      const time = fields.optionalTime('time')
      head.time = time ?? receivedAt
      head.timeIsReceipt = time === undefined ? true : undefined
      head.id = fields.optionalId('id')
      const event = READERS[type](fields, head, inner)
      if (fields.problem !== undefined) return undefined
      unknownKeys += fields.unknownKeys()
      return event
    },
    get problem() {
      return fields.problem
    },
    get unknownKeys() {
      return unknownKeys
    },
  }
}
