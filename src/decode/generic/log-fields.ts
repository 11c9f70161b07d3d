import {ROLE_OF, type Role} from './roles.ts'

/** Objects in objects in objects say nothing about a log record any more. */
const MAX_DEPTH = 2
/** Fields inside of a nested object count less than those beside the message. */
const DEPTH_RANK = 1_000

/** A value and the name under which it stood; the name tells some dialects apart. */
export interface Found {
  readonly name: string
  readonly value: unknown
}

/** The fields of one log record by their role. */
export type LogFields = {[role in Role]?: (Found & {readonly rank: number}) | undefined}

/** The fields of a line that was not read otherwise. */
export interface FoundFields {
  readonly fields: LogFields
  /** They stood in `key=value` pairs, and not in JSON. */
  readonly isText: boolean
  /** In a journal's line of what a program has written, which may be a line of a log of its own. */
  readonly isFromStdout: boolean
}

/** Adds one field to what is known of a record, unless a surer one is there already. */
export function addField(into: LogFields, name: string, value: unknown, depth = 0): void {
  const known = ROLE_OF.get(name)
  if (known === undefined || value === null || value === undefined || value === '') return
  if (known.role === 'nest') {
    if (typeof value === 'object' && depth < MAX_DEPTH) addFields(into, value as Record<string, unknown>, depth + 1)
    return
  }
  const rank = known.rank + depth * DEPTH_RANK
  const rival = into[known.role]
  if (rival === undefined || rank < rival.rank) into[known.role] = {name, value, rank}
}

/** Adds all fields of an object. */
export function addFields(into: LogFields, object: Readonly<Record<string, unknown>>, depth = 0): void {
  for (const name in object) addField(into, name, object[name], depth)
}
