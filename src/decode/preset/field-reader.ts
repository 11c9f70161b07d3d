import type {Found, LogFields} from '../generic/log-fields.ts'
import {ROLE_OF, type Role} from '../generic/roles.ts'
import type {Match} from './pattern.ts'

/** The fields of a log record in a match of a format; in objects that are used again for the next match. */
export type FieldReader = (match: Match) => LogFields

/** A reader for a pattern whose groups have these names: what is a field and which of two is the surer is settled once. */
export function createFieldReader(groups: readonly string[]): FieldReader {
  const slots = groups.flatMap((name, index) => {
    const known = ROLE_OF.get(name)
    if (known === undefined || known.role === 'nest') return []
    const found: {-readonly [key in keyof Found]: Found[key]} & {readonly rank: number} = {
      name,
      value: '',
      rank: known.rank,
    }
    return [{role: known.role as Exclude<Role, 'nest'>, index: index + 1, found}]
  })
  const fields: LogFields = {
    time: undefined,
    level: undefined,
    message: undefined,
    logger: undefined,
    plugin: undefined,
    version: undefined,
    error: undefined,
    errorType: undefined,
    stack: undefined,
  }
  return (match) => {
    for (const {role} of slots) fields[role] = undefined
    for (const {role, index, found} of slots) {
      const value = match[index]
      if (value === undefined || value === '') continue
      const rival = fields[role]
      if (rival !== undefined && rival.rank <= found.rank) continue
      found.value = value
      fields[role] = found
    }
    return fields
  }
}
