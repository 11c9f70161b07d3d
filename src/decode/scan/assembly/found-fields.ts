/**
 * The fields of one line of another program by their role: where the surest of each lies. log-record.ts makes a record of them; where they
 * are not for it to judge, the other side reads them out of the line.
 */
import {slot} from './layout'
import {key} from './words'

/** What a name means, as the other side tells it (../dialect-words.ts): the role in the lowest bits, and how sure it is of it. */
export const ROLE: u32 = 15
const RANK: u32 = 4
/** Its number among all names, to see that it stands once in an object. */
export const NUMBER: u32 = 12
/** What it says of the kind of line where it stands in the outermost object. */
const MARK: u32 = 24

/** The roles, as in ../keys.ts, from 1. */
export namespace role {
  export const TIME: u32 = 1
  export const LEVEL: u32 = 2
  export const MESSAGE: u32 = 3
  export const LOGGER: u32 = 4
  export const PLUGIN: u32 = 5
  export const ERROR: u32 = 6
  export const ERROR_TYPE: u32 = 7
  export const STACK: u32 = 8
  export const NEST: u32 = 9
}

export namespace mark {
  export const TYPE: u32 = 1
  export const V: u32 = 2
  export const RECORD: u32 = 3
  export const TRANSPORT: u32 = 4
  export const JOURNAL_MESSAGE: u32 = 5
  export const LEVEL: u32 = 6
  /** From here on what Docker writes, a bit each. */
  export const DOCKER: u32 = 7
  /** Its values are an error's stack. */
  export const EXC_INFO: u32 = 10
}

/** What a value is: between quotes or bare text, a number, an object that tells of an error, anything else. */
export namespace kind {
  export const TEXT: u32 = 0
  export const NUMBER: u32 = 1
  export const ERROR: u32 = 2
  export const OTHER: u32 = 3
}

const DEPTH_RANK: u32 = 1_000
const NO_RANK: u32 = 0xffff

/** For each role the surest field: its rank, where it begins and ends (with flags), its kind, the name's mark and number. */
const FOUND = memory.data(16 * 10)
/** Where the parts of such a description are; its rank comes first. */
export namespace part {
  export const BEGIN: usize = 4
  export const END: usize = 8
  export const KIND: usize = 12
  export const MARK: usize = 13
  export const NAME: usize = 14
}
const ROLES_BYTES: usize = 16 * 8

/** Of the surest object that tells of an error: where its type is, or 0, and where its stack. */
export let errorType: usize = 0
export let errorTypeEnd: u32 = 0
export let errorStack: usize = 0
export let errorStackEnd: u32 = 0

/** Where the surest field of a role is described. */
export function slotOf(which: u32): usize {
  return FOUND + ((<usize>which) << 4)
}

/** Whether the line has a field of that role. */
export function isFound(which: u32): bool {
  return load<u32>(slotOf(which)) != NO_RANK
}

/** A line begins. */
export function forgetFields(): void {
  for (let which = role.TIME; which <= role.STACK; which++) store<u32>(slotOf(which), NO_RANK)
}

/** Whether a name is surer of its role than those before it; those that have none never are. */
export function isSurer(meaning: u32, depth: u32): bool {
  const which = meaning & ROLE
  return which <= role.STACK && which != 0 && rankOf(meaning, depth) < load<u32>(slotOf(which))
}

function rankOf(meaning: u32, depth: u32): u32 {
  return ((meaning >> RANK) & 0xff) + depth * DEPTH_RANK
}

/** Takes the surest field of a role so far: what its name means, in how many objects it is, where its value is (the end with flags). */
export function takeSurest(meaning: u32, depth: u32, begin: usize, end: u32, what: u32): void {
  const into = slotOf(meaning & ROLE)
  store<u32>(into, rankOf(meaning, depth))
  store<u32>(into, <u32>begin, part.BEGIN)
  store<u32>(into, end, part.END)
  store<u8>(into, <u8>what, part.KIND)
  store<u8>(into, <u8>markOf(meaning), part.MARK)
  store<u8>(into, <u8>(meaning >> NUMBER), part.NAME)
}

/** What a name says of the kind of line. */
export function markOf(meaning: u32): u32 {
  return (meaning >> MARK) & 15
}

/** Takes what the surest object that tells of an error says; 0 for what it does not. */
export function takeError(type: usize, typeEnd: u32, stack: usize, stackEnd: u32): void {
  errorType = type
  errorTypeEnd = typeEnd
  errorStack = stack
  errorStackEnd = stackEnd
}

/** Writes where the fields lie that were found, and whether the line has come out of a program's output. */
export function fillFields(record: usize, type: u32, isFromStdout: bool): void {
  store<u64>(record, type)
  store<u8>(record, isFromStdout ? 1 : 0, slot.IS_FROM_STDOUT)
  store<u32>(record, 1 << key.TIME, slot.PRESENT)
  memory.copy(record + slot.FIELDS, slotOf(role.TIME), ROLES_BYTES)
}

/** Whether a field is text. */
export function isText(field: usize): bool {
  return load<u8>(field, part.KIND) == <u8>kind.TEXT
}
