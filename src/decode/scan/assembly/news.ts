/**
 * What a message may tell beside itself: a rule may know it, or it may name a plugin. Both are for the other side to find out; here is
 * only seen that most messages can do neither. What there is to look for the other side tells once.
 */
import {equals} from './labels'
import {ENDS, STATES} from './layout'

/** The texts of which every message has one that names a plugin: 32 bytes each, and their lengths. */
const MAX_LITERALS: u32 = 8
const MAX_LITERAL: usize = 32
const LITERALS = memory.data(<i32>(MAX_LITERALS * <u32>MAX_LITERAL) + 32)
const LENGTHS = memory.data(<i32>MAX_LITERALS * 4)
const BACKSLASH: u32 = 92

/** Entries of the automaton's table that are no states: not known yet, no rule, perhaps one. */
const DEAD: u32 = 1
const MAYBE: u32 = 2

let start: u32 = MAYBE
let literals: u32 = 0
/** Any message may name a plugin: there is a text that is not to be searched for here. */
let mayAnyName: bool = false

/** The state in which the automaton begins, which sees that no rule knows a message: preset/automaton.ts has written its table. */
export function setStart(state: u32): void {
  start = state
}

/** A message that has these bytes may name a plugin. */
export function addLiteral(at: usize, length: usize): void {
  if (length < 2 || length > MAX_LITERAL || literals == MAX_LITERALS) {
    mayAnyName = true
    return
  }
  memory.copy(LITERALS + ((<usize>literals) << 5), at, length)
  store<u32>(LENGTHS + ((<usize>literals) << 2), <u32>length)
  literals++
}

/** Whether the message from `begin` to `end`, which is not empty, may tell more than that it is one. */
export function mayTellMore(begin: usize, end: usize, isEscaped: bool, hasPlugin: bool): bool {
  if (mayBeKnown(begin, end, isEscaped)) return true
  if (hasPlugin) return false
  nameEnd = 0
  // An escape may be a letter of what is looked for.
  if (isEscaped || mayAnyName) return true
  return !hasQuotedName(begin, end) && hasLiteral(begin, end)
}

/** The plugin that the message names in quotes; the end is 0 where it does not. */
export let nameBegin: usize = 0
export let nameEnd: usize = 0

/** The first literal is the rest of a word that begins with one of two letters, and so many characters in quotes behind it are a name. */
export function setQuoted(upper: u32, lower: u32, longest: u32): void {
  firstUpper = upper
  firstLower = lower
  longestName = longest
}

let firstUpper: u32 = 0
let firstLower: u32 = 0
let longestName: usize = 0

/** Whether the message names a plugin as the first of the patterns has it: the leftmost such name, if it is plain ASCII. */
function hasQuotedName(begin: usize, end: usize): bool {
  if (longestName == 0) return false
  const length = <usize>load<u32>(LENGTHS)
  for (let at = begin + 1; (at = literalAt(LITERALS, length, at, end)) != 0; at++) {
    const first: u32 = load<u8>(at - 1)
    if ((first != firstUpper && first != firstLower) || (at - 1 > begin && isWord(load<u8>(at - 2)))) continue
    const name = at + length + 1
    if (name >= end || !isQuote(load<u8>(name - 1))) continue
    let last = name
    while (last < end && !isQuote(load<u8>(last))) if (load<u8>(last++) >= 128) return false
    if (last == end || last == name || last - name > longestName) continue
    nameBegin = name
    nameEnd = last
    return true
  }
  return false
}

function isQuote(byte: u32): bool {
  return byte == 34 || byte == 39
}

function isWord(byte: u32): bool {
  return (byte | 32) - 97 <= 25 || byte - 48 <= 9 || byte == 95
}

/** Whether a rule may know the message; what the automaton has not seen yet it learns on the other side. */
function mayBeKnown(begin: usize, end: usize, isEscaped: bool): bool {
  let state = start
  for (let at = begin; at < end; at++) {
    const byte: u32 = load<u8>(at)
    if (state <= MAYBE || (byte == BACKSLASH && isEscaped)) return state != DEAD
    // All that is not ASCII has one column.
    state = load<u16>(STATES + ((((<usize>state) << 7) + <usize>(byte < 128 ? byte : 0)) << 1))
  }
  return state == MAYBE || state == 0 || (state != DEAD && load<u8>(ENDS + state) != 0)
}

function hasLiteral(begin: usize, end: usize): bool {
  for (let index: u32 = 0; index < literals; index++) {
    const literal = LITERALS + ((<usize>index) << 5)
    if (literalAt(literal, <usize>load<u32>(LENGTHS + ((<usize>index) << 2)), begin, end) != 0) return true
  }
  return false
}

/** Where a literal first stands from `begin` on; 0 where it does not. */
function literalAt(literal: usize, length: usize, begin: usize, end: usize): usize {
  const first = i8x16.splat(load<i8>(literal))
  const second = i8x16.splat(load<i8>(literal, 1))
  for (let at = begin; at + length <= end; at += 16) {
    let mask = i8x16.bitmask(v128.and(i8x16.eq(v128.load(at), first), i8x16.eq(v128.load(at, 1), second)))
    for (; mask != 0; mask &= mask - 1) {
      const place = at + ctz(mask)
      if (place + length <= end && equals(literal, place, length)) return place
    }
  }
  return 0
}
