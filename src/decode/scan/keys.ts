import {ROLE_OF, type Role} from '../generic/roles.ts'

/** The roles whose fields are read out of a line, by their number in a record. */
export const ROLES = ['time', 'level', 'message', 'logger', 'plugin', 'error', 'errorType', 'stack'] as const

/** Roles without a place there: an object whose fields count too, and a name that says what kind of line it is. */
const NEST = ROLES.length
const MARK = ROLES.length + 1

/** Names that tell what kind of line it is, whatever role they have beside. */
const MARKS = ['type', 'v', 'record', 'stream', '_TRANSPORT']

interface Key {
  readonly name: string
  readonly role: number
  readonly rank: number
}

function numberOf(role: Role): number {
  return role === 'nest' ? NEST : (ROLES as readonly string[]).indexOf(role)
}

/** Every name that means something, with the number of its role; a role that nobody reads (-1) is no more than an unknown name. */
const KEYS: readonly Key[] = [
  ...[...ROLE_OF].map(([name, {role, rank}]) => ({name, role: numberOf(role), rank})),
  ...MARKS.map((name) => ({name, role: MARK, rank: 0})),
].filter(({role}) => role >= 0)

/** The names, roles and ranks of the known keys, by a key's number. */
export const KEY_NAMES: readonly string[] = KEYS.map(({name}) => name)
export const KEY_ROLES = Uint8Array.from(KEYS, ({role}) => role)
export const KEY_RANKS = Uint16Array.from(KEYS, ({rank}) => rank)
