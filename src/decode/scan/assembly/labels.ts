/**
 * The table of labels: equal bytes get the same id, and the other side makes the string of an id once. Ids count up from 1, the first
 * ones are the words of the protocol. When a block finds the table nearly full it begins anew.
 */
import {ARENA, ARENA_BYTES, BUCKETS, ENTRIES, MAX_LABELS} from './layout'
import {blanksEnd, valueEnd} from './skip'
import {flags, notPlain, stringEnd} from './string'

/** Longer ones are cut, which is for the general path. */
const MAX_LABEL_BYTES: usize = 1_024
/** Messages of other programs that are labels: so many, and none that is longer. */
const MAX_MESSAGES: u32 = 8_192
const MAX_MESSAGE_BYTES: usize = 200
/** Hashes of messages that have come once, by their last bits. */
const SEEN = memory.data(4 * 2_048)
const SEEN_PLACES: u32 = 2_047
/** A meaning for each word of the protocol, by its id, and one for each name that log dialects give to a field. */
const MAX_WORDS: u32 = 512
const MEANINGS = memory.data(<i32>MAX_WORDS * 4)
const ROLES = memory.data(<i32>MAX_WORDS * 4)
/** Bytes of which the first n are set: 16 from `MASKS + 16 - n` on. */
const MASKS = memory.data<u8>([
  255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,
  0, 0, 0,
])
/** A flag of the length: the label is an object. */
const OBJECT: u32 = 0x2000_0000
const END_OF_TEXT: u32 = 0x3fff_ffff
const K1: u64 = 0x9e37_79b9_7f4a_7c15
const K2: u64 = 0xc2b2_ae3d_27d4_eb4f

/** The parts of an entry: the halves of its key, where its bytes lie, their number with flags, the hash. */
namespace part {
  export const LOW: usize = 0
  export const HIGH: usize = 8
  export const BYTES: usize = 16
  export const LENGTH: usize = 20
  export const HASH: usize = 24
}
/** The table begins small, so that it stays in the cache, and grows with the labels: 2,048 buckets of the 131,072 there may be. */
const FIRST_BITS: u32 = 11
/** So many labels with about the same hash are no accident: the next one is for the general path. */
const MAX_PROBES: u32 = 64

let bits: u32 = FIRST_BITS
let count: u32 = 0
let messages: u32 = 0
/** The hash of what was looked for last. */
let sought: u32 = 0
let arenaUsed: usize = 0

/** How many labels there are; the ids go up to it. */
export function labelCount(): u32 {
  return count
}

/** Forgets all labels. Memory that nobody has touched yet is left so. */
export function clear(): void {
  if (count == 0) return
  memory.fill(BUCKETS, 0, 4 << bits)
  memory.fill(MEANINGS, 0, MAX_WORDS * 4)
  memory.fill(ROLES, 0, MAX_WORDS * 4)
  bits = FIRST_BITS
  count = 0
  messages = 0
  arenaUsed = 0
}

/** Whether a block more could fill the table. */
export function isNearlyFull(): bool {
  return count > (MAX_LABELS / 4) * 3 || arenaUsed > (ARENA_BYTES / 4) * 3
}

/** What a word of the protocol means: see words.ts; 0 for any other label. */
export function meaningOf(id: u32): u32 {
  return id < MAX_WORDS ? load<u32>(MEANINGS + (id << 2)) : 0
}

/** Adds a meaning to the word in these bytes. */
export function addMeaning(at: usize, length: usize, meaning: u32): void {
  const id = intern(at, length, 0)
  store<u32>(MEANINGS + (id << 2), load<u32>(MEANINGS + (id << 2)) | meaning)
}

/** What a name is in a log dialect: see log-record.ts; 0 for any other label. */
export function roleOf(id: u32): u32 {
  return id < MAX_WORDS ? load<u32>(ROLES + (id << 2)) : 0
}

/** Adds what the word in these bytes is in a log dialect. */
export function addRole(at: usize, length: usize, role: u32): void {
  const id = intern(at, length, 0)
  store<u32>(ROLES + (id << 2), load<u32>(ROLES + (id << 2)) | role)
}

/** Behind the closing quote of the label that `label` has read. */
export let labelEnd: usize = 0

/** The id of the label in a string that begins at `at`, behind its quote; 0 for one that is not taken. */
export function label(at: usize): u32 {
  const bytes = v128.load(at)
  const mask = notPlain(bytes)
  if (mask != 0) {
    const length = <usize>ctz(mask)
    if (load<u8>(at + length) == 34) {
      labelEnd = at + length + 1
      const masked = v128.and(bytes, v128.load(MASKS + 16 - length))
      return find(at, length, i64x2.extract_lane(masked, 0), i64x2.extract_lane(masked, 1), 0, true)
    }
  }
  return longLabel(at)
}

function longLabel(at: usize): u32 {
  const end = stringEnd(at)
  if (end == 0 || end - at > MAX_LABEL_BYTES) return 0
  labelEnd = end + 1
  return intern(at, end - at, flags)
}

/**
 * The id of the object that begins at `at`, by its bytes: what labels a metric is nearly always what labelled it before. Its quotes
 * are bare, so it is never taken for a string; an empty one has none and is not taken.
 */
export function objectLabel(at: usize): u32 {
  const end = valueEnd(at)
  if (end == 0 || end - at > MAX_LABEL_BYTES || load<u8>(blanksEnd(at + 1)) == 125) return 0
  labelEnd = end
  return intern(at, end - at, OBJECT)
}

/** The id of the text from `at` on; the top bits of its end are flags. 0 for one that is not taken. */
export function textLabel(at: usize, end: u32): u32 {
  const length = <usize>(end & END_OF_TEXT) - at
  return length > MAX_LABEL_BYTES ? 0 : intern(at, length, end & ~END_OF_TEXT)
}

/** The id of a message that has come before; 0 for any other: many have a number in them, and never come again. */
export function messageLabel(at: usize, end: u32): u32 {
  const length = <usize>(end & END_OF_TEXT) - at
  if (length > MAX_MESSAGE_BYTES) return 0
  const traits = end & ~END_OF_TEXT
  const id = seek(at, length, traits, false)
  if (id != 0) return id
  const seen = SEEN + ((<usize>(sought & SEEN_PLACES)) << 2)
  if (load<u32>(seen) != sought || messages == MAX_MESSAGES) {
    store<u32>(seen, sought)
    return 0
  }
  messages++
  return intern(at, length, traits)
}

/** The id of these bytes, known or not; 0 when there is no room. */
function intern(at: usize, length: usize, traits: u32): u32 {
  return seek(at, length, traits, true)
}

/** The id of these bytes when they are known, else 0. */
export function known(at: usize, length: usize): u32 {
  return seek(at, length, 0, false)
}

function seek(at: usize, length: usize, traits: u32, add: bool): u32 {
  let low: u64 = 0
  let high: u64 = 0
  let rest = length
  let from = at
  // The first 16 bytes as they are, so that a short label's key is its bytes; those behind are mixed in.
  while (true) {
    const bytes = rest >= 16 ? v128.load(from) : v128.and(v128.load(from), v128.load(MASKS + 16 - rest))
    low = rotl(low * K1, 29) ^ i64x2.extract_lane(bytes, 0)
    high = rotl(high * K2, 31) ^ i64x2.extract_lane(bytes, 1)
    if (rest <= 16) break
    rest -= 16
    from += 16
  }
  return find(at, length, low, high, traits, add)
}

/** Up to 16 bytes the key is the label itself; beyond, the bytes decide. Of the same bytes those with an escape are another label: in plain text there is none. */
function find(at: usize, length: usize, low: u64, high: u64, traits: u32, add: bool): u32 {
  const mixed = ((low * K1) ^ rotl(high * K2, 32)) + length
  const hash = <u32>(((mixed ^ (mixed >> 32)) * K1) >> 32)
  sought = hash
  let index = hash >> (32 - bits)
  const last = (1 << bits) - 1
  for (let probes: u32 = 0; probes < MAX_PROBES; probes++) {
    const bucket = BUCKETS + ((<usize>index) << 2)
    const id = load<u32>(bucket)
    if (id == 0) return add ? insert(bucket, at, length, low, high, traits, hash) : 0
    const entry = entryOf(id)
    if (
      load<u64>(entry, part.LOW) == low &&
      load<u64>(entry, part.HIGH) == high &&
      load<u32>(entry, part.LENGTH) == ((<u32>length) | traits) &&
      (length <= 16 || equals(load<u32>(entry, part.BYTES), at, length))
    )
      return id
    index = (index + 1) & last
  }
  return 0
}

function entryOf(id: u32): usize {
  return ENTRIES + ((<usize>id) << 5)
}

/** Whether so many bytes are the same at two places. */
export function equals(known: usize, at: usize, length: usize): bool {
  for (; length > 16; length -= 16, known += 16, at += 16) {
    if (v128.any_true(v128.xor(v128.load(known), v128.load(at)))) return false
  }
  return !v128.any_true(v128.and(v128.xor(v128.load(known), v128.load(at)), v128.load(MASKS + 16 - length)))
}

function insert(bucket: usize, at: usize, length: usize, low: u64, high: u64, traits: u32, hash: u32): u32 {
  if (count + 1 >= MAX_LABELS || arenaUsed + length > ARENA_BYTES) return 0
  const id = ++count
  const copy = ARENA + arenaUsed
  memory.copy(copy, at, length)
  arenaUsed += length
  const entry = entryOf(id)
  store<u64>(entry, low, part.LOW)
  store<u64>(entry, high, part.HIGH)
  store<u32>(entry, <u32>copy, part.BYTES)
  store<u32>(entry, (<u32>length) | traits, part.LENGTH)
  store<u32>(entry, hash, part.HASH)
  store<u32>(bucket, id)
  if (count << 1 > 1 << bits) grow()
  return id
}

/** Doubles the buckets and puts every label into its new one. */
function grow(): void {
  bits++
  memory.fill(BUCKETS, 0, 4 << bits)
  const last = (1 << bits) - 1
  for (let id: u32 = 1; id <= count; id++) {
    let index = load<u32>(entryOf(id), part.HASH) >> (32 - bits)
    while (load<u32>(BUCKETS + ((<usize>index) << 2)) != 0) index = (index + 1) & last
    store<u32>(BUCKETS + ((<usize>index) << 2), id)
  }
}
