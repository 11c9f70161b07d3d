import type {PluginEvent} from '../../event.ts'
import {READERS} from './read-event.ts'

/** Keys that log dialects have and no native event: bunyan, pino 5 and Kibana write `v` or `type` as well. */
const FOREIGN_KEYS = [
  'msg',
  '@timestamp',
  '@message',
  '@level',
  'timestamp',
  'ts',
  'severity',
  'levelname',
  'event',
  'hostname',
]

function isForeign(object: Readonly<Record<string, unknown>>): boolean {
  return typeof object['level'] === 'number' || FOREIGN_KEYS.some((key) => object[key] !== undefined)
}

/**
 * What a parsed line is: the type of a native event, `'unknown'` for a native event of a type that is not known (its `v` shows that
 * it is native), undefined for another dialect. A known type with version 1 is native whatever else it has; without it, not when
 * it has the keys of a log dialect.
 */
export function nativeType(object: Readonly<Record<string, unknown>>): PluginEvent['type'] | 'unknown' | undefined {
  const {type, v} = object
  if (typeof type !== 'string') return undefined
  const isKnown = Object.hasOwn(READERS, type)
  if (isKnown && v === 1) return type as PluginEvent['type']
  if (isForeign(object)) return undefined
  if (isKnown) return type as PluginEvent['type']
  return v === undefined || (object['level'] !== undefined && object['message'] !== undefined) ? undefined : 'unknown'
}
