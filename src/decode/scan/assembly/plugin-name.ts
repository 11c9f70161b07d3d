/**
 * The plugin that a message names: in quotes behind a word, or as the value of a pair. How, the other side tells once; a name that is not
 * plain ASCII is for it to find.
 */
import {equals} from './labels'

/** The texts of which every message has one that names a plugin, in the order in which they are asked: 32 bytes each, and their lengths. */
const MAX_LITERALS: u32 = 8
const MAX_LITERAL: usize = 32
const LITERALS = memory.data(<i32>(MAX_LITERALS * <u32>MAX_LITERAL) + 32)
const LENGTHS = memory.data(<i32>MAX_LITERALS * 4)
let literals: u32 = 0
/** Any message may name a plugin: there is a text that is not to be searched for here. */
let mayAnyName: bool = false

/** What may stand between the word of a pair and its equals sign, in the same way. */
const MAX_SUFFIXES: u32 = 8
const SUFFIXES = memory.data(<i32>(MAX_SUFFIXES * <u32>MAX_LITERAL) + 32)
const SUFFIX_LENGTHS = memory.data(<i32>MAX_SUFFIXES * 4)
let suffixes: u32 = 0

const EQUALS: u32 = 61

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

/** The first literal is the rest of a word that begins with one of two letters, and so many characters in quotes behind it are a name. */
export function setQuoted(upper: u32, lower: u32, longest: u32): void {
  firstUpper = upper
  firstLower = lower
  longestQuoted = longest
}

let firstUpper: u32 = 0
let firstLower: u32 = 0
let longestQuoted: usize = 0

/** The second literal is a word, and so many characters behind an equals sign are a name. */
export function setPair(longest: u32): void {
  longestPaired = longest
}

/** Between the word and the equals sign there may be these bytes, at most 8 such. */
export function addSuffix(at: usize, length: usize): void {
  memory.copy(SUFFIXES + ((<usize>suffixes) << 5), at, length)
  store<u32>(SUFFIX_LENGTHS + ((<usize>suffixes) << 2), <u32>length)
  suffixes++
}

let longestPaired: usize = 0

/** The plugin that the last message named; the end is 0 where it did not. */
export let nameBegin: usize = 0
export let nameEnd: usize = 0

/** Notes no name. */
export function forgetName(): void {
  nameEnd = 0
}

/** Looks for a name in the message from `begin` to `end`; true where the other side must. */
export function isNameUnclear(begin: usize, end: usize): bool {
  nameEnd = 0
  if (mayAnyName) return true
  isUnclear = longestQuoted == 0
  if (hasQuotedName(begin, end)) return false
  if (isUnclear) return hasLiteral(0, begin, end)
  if (longestPaired == 0) return hasLiteral(1, begin, end)
  return !hasPairedName(begin, end) && hasLiteral(2, begin, end)
}

/** There is a name that is not plain ASCII. */
let isUnclear: bool = false

/** Whether the message names a plugin as the first of the patterns has it: the leftmost such name. */
function hasQuotedName(begin: usize, end: usize): bool {
  if (isUnclear) return false
  const length = <usize>load<u32>(LENGTHS)
  for (let at = begin + 1; (at = literalAt(LITERALS, length, at, end)) != 0; at++) {
    const first: u32 = load<u8>(at - 1)
    if ((first != firstUpper && first != firstLower) || (at - 1 > begin && isWord(load<u8>(at - 2)))) continue
    const name = at + length + 1
    if (name >= end || !isQuote(load<u8>(name - 1))) continue
    let last = name
    while (last < end && !isQuote(load<u8>(last))) {
      if (load<u8>(last++) >= 128) {
        isUnclear = true
        return false
      }
    }
    if (last == end || last == name || last - name > longestQuoted) continue
    nameBegin = name
    nameEnd = last
    return true
  }
  return false
}

/** The same for the second. */
function hasPairedName(begin: usize, end: usize): bool {
  const literal = LITERALS + MAX_LITERAL
  const length = <usize>load<u32>(LENGTHS, 4)
  for (let at = begin; (at = literalAt(literal, length, at, end)) != 0; at++) {
    if (at > begin && isWord(load<u8>(at - 1))) continue
    let name = behindEquals(at + length, end)
    if (name == 0) continue
    if (name < end && isQuote(load<u8>(name))) name++
    let last = name
    while (last < end && last - name < longestPaired && isNameByte(load<u8>(last))) last++
    if (last == name) continue
    nameBegin = name
    nameEnd = last
    return true
  }
  return false
}

/** Behind the equals sign at `at`, or behind a suffix there; 0 where none is. */
function behindEquals(at: usize, end: usize): usize {
  if (at < end && load<u8>(at) == EQUALS) return at + 1
  for (let index: u32 = 0; index < suffixes; index++) {
    const last = at + <usize>load<u32>(SUFFIX_LENGTHS + ((<usize>index) << 2))
    if (last >= end || load<u8>(last) != EQUALS) continue
    if (equals(SUFFIXES + ((<usize>index) << 5), at, last - at)) return last + 1
  }
  return 0
}

function isQuote(byte: u32): bool {
  return byte == 34 || byte == 39
}

function isWord(byte: u32): bool {
  return (byte | 32) - 97 <= 25 || byte - 48 <= 9 || byte == 95
}

/** What a name in a pair is made of: `[\w.@/+-]`. */
function isNameByte(byte: u32): bool {
  return isWord(byte) || byte - 45 <= 2 || byte == 64 || byte == 43
}

/** Whether the message has one of the literals from one on. */
function hasLiteral(first: u32, begin: usize, end: usize): bool {
  for (let index = first; index < literals; index++) {
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
