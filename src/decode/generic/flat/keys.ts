import {ROLE_OF, type Role} from '../roles.ts'

/** The roles whose fields are read out of a line, by their number in the slots of a flat record. */
export const ROLES = ['time', 'level', 'message', 'logger', 'plugin', 'error', 'errorType', 'stack'] as const

/** Roles without a slot: an object whose fields count too, and a name that says what kind of line it is. */
export const NEST = ROLES.length
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

/** The number of a known name; -1 for another. */
export function keyNumber(name: string): number {
  return KEY_NAMES.indexOf(name)
}

/** FNV-1a, folded on with each byte of a name. */
export const HASH_SEED = 0x811c9dc5 | 0
export const HASH_PRIME = 0x01000193

const MAX_KEY_BYTES = 32
const TABLE_MASK = 1_023
/** The number of a key plus 1 at its hash, or at one of the places behind it. */
const table = new Uint8Array(TABLE_MASK + 1)
/** The bytes of all names, each in a place of 32. */
const bytesOfKeys = new Uint8Array(KEYS.length * MAX_KEY_BYTES)
const lengths = Uint8Array.from(KEYS, ({name}) => name.length)

for (const [key, {name}] of KEYS.entries()) {
  let hash = HASH_SEED
  for (let i = 0; i < name.length; i++) {
    bytesOfKeys[key * MAX_KEY_BYTES + i] = name.charCodeAt(i)
    hash = Math.imul(hash ^ name.charCodeAt(i), HASH_PRIME)
  }
  let place = (hash ^ (hash >>> 15)) & TABLE_MASK
  while (table[place] !== 0) place = (place + 1) & TABLE_MASK
  table[place] = key + 1
}

/** The number of the key in the bytes from `begin` to `end`, whose hash is known; -1 for a name that means nothing. */
export function findKey(bytes: Uint8Array, begin: number, end: number, hash: number): number {
  const length = end - begin
  for (let place = (hash ^ (hash >>> 15)) & TABLE_MASK; ; place = (place + 1) & TABLE_MASK) {
    const key = table[place]! - 1
    if (key < 0) return -1
    if (lengths[key] !== length) continue
    let i = 0
    for (let at = key * MAX_KEY_BYTES; i < length && bytesOfKeys[at + i] === bytes[begin + i];) i++
    if (i === length) return key
  }
}
