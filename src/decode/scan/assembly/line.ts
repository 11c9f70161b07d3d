/** One line of the native protocol into one record. */
import {label, labelEnd, meaningOf, objectLabel} from './labels'
import {slot} from './layout'
import {decimal, value} from './number'
import {guessAt, guessedKey, keyBegin, keyLength, matchedLength, pieceKey, readPiece} from './pieces'
import {blanksEnd, isNull, valueEnd} from './skip'
import {flags, stringEnd} from './string'
import {tagsEnd} from './tags'
import {instant, time} from './time'
import {forgetUnknown, isNewUnknown, unknownCount} from './unknown'
import {codeOf, key, meaning} from './words'

/** The id of the empty label, the first word. */
const EMPTY: u32 = 1
/** Past it there is no date. */
const MAX_TIME: f64 = 8.64e15

/** Types up to this one are spans: their plugin is that of the tags. */
const LAST_WITH_TAGS: u32 = 3

const HEAD: u32 = (1 << key.V) | (1 << key.TYPE)
const COMMON: u32 = HEAD | (1 << key.TIME) | (1 << key.ID)

/** The keys that a type must have, and those that it may have: two words for each type, from the other side; the types count from 1. */
const TYPES = memory.data((8 + 1) * 8)

/** Tells which keys a type must have and which it may have beside those of all types. */
export function setType(type: u32, needed: u32, known: u32): void {
  store<u32>(TYPES + (type << 3), needed | HEAD)
  store<u32>(TYPES + (type << 3), needed | known | COMMON, 4)
}

/** Keys of the lines so far that the protocol does not know. */
export let unknownKeys: u32 = 0

/** Begins to count anew. */
export function forgetUnknownKeys(): void {
  unknownKeys = 0
}

/** Reads the line that begins at `begin` with a brace, and gives the address of its newline; 0 when it is one for the general path. */
export function lineEnd(begin: usize, record: usize): usize {
  const none = i32x4.splat(0)
  v128.store(record, none)
  v128.store(record, none, slot.LABELS)
  v128.store(record, none, slot.LABELS + 16)
  v128.store(record, none, slot.LABELS + 32)
  store<u32>(record, 0, slot.LABELS + 48)
  forgetUnknown()
  let at = begin
  let open: u32 = 123
  let type: u32 = 0
  let found: u32 = key.NONE
  let seen: u32 = 0
  let absent: u32 = 0
  let empty: u32 = 0
  while (true) {
    const guess = guessAt(type, found)
    const length = matchedLength(guess, at)
    if (length != 0) {
      at += length
      found = guessedKey(guess)
    } else {
      at = readPiece(at, open, meaning.EVENT_KEY, guess)
      if (at == 0) return 0
      found = pieceKey
      if (found == key.END) break
      if (found == key.ALIAS) return 0
    }
    open = 44
    if (found == key.UNKNOWN) {
      if (!isNewUnknown(keyBegin, keyLength)) return 0
      at = valueEnd(at)
      if (at == 0) return 0
    } else {
      const bit: u32 = 1 << found
      if (seen & bit) return 0
      seen |= bit
      const first: u32 = load<u8>(at)
      if (first == 34) {
        const begins = at + 1
        switch (found) {
          case key.TIME:
            at = instant(begins)
            if (at == 0) return 0
            at++
            store<f64>(record, time, slot.TIME)
            break
          case key.START:
            at = instant(begins)
            if (at == 0) return 0
            at++
            store<f64>(record, time, slot.START)
            break
          case key.TYPE:
          case key.LEVEL:
          case key.STATUS:
          case key.METHOD:
          case key.KIND:
          case key.UNIT: {
            const code = codeOf(meaningOf(label(begins)), found)
            if (code == 0) return 0
            at = labelEnd
            if (found == key.TYPE) type = code
            else store<u8>(record + (found - key.LEVEL), <u8>code, slot.LEVEL)
            break
          }
          case key.ID:
          case key.ID + 1:
          case key.ID + 2:
          case key.ID + 3:
          case key.ID + 4:
          case key.STACK: {
            at = stringEnd(begins)
            if (at == 0) return 0
            const into = record + ((<usize>(found - key.ID)) << 3)
            store<u32>(into, <u32>begins, slot.SPANS)
            store<u32>(into, (<u32>at) | flags, slot.SPANS + 4)
            at++
            break
          }
          default: {
            if (found < key.NAME || found > key.LOGGER) return 0
            const id = label(begins)
            if (id == 0) return 0
            at = labelEnd
            if (id == EMPTY) empty |= bit
            store<u32>(record + ((<usize>(found - key.NAME)) << 2), id, slot.LABELS)
          }
        }
      } else if (found == key.V) {
        if (first != 49) return 0
        at++
      } else if (first - 48 <= 9) {
        if (found < key.TIME || found > key.VALUE) return 0
        at = decimal(at)
        if (at == 0 || (found <= key.START && value > MAX_TIME)) return 0
        store<f64>(record + ((<usize>(found - key.TIME)) << 3), value, slot.TIME)
      } else if (found == key.TAGS && first == 123) {
        const into = record + ((<usize>(key.TAGS - key.ID)) << 3)
        store<u32>(into, <u32>at, slot.SPANS)
        at = tagsEnd(at, record)
        if (at == 0) return 0
        store<u32>(into, <u32>at, slot.SPANS + 4)
      } else if (found == key.LABELS && first == 123) {
        const id = objectLabel(at)
        if (id == 0) return 0
        at = labelEnd
        store<u32>(record, id, slot.LABELS + ((key.LABELS - key.NAME) << 2))
      } else {
        if (!isNull(at) || found == key.TYPE) return 0
        absent |= bit
        at += 4
      }
    }
    if (load<u8>(at) == 125) {
      at++
      break
    }
  }
  at = blanksEnd(at)
  const present = seen & ~absent
  const needed = load<u32>(TYPES + (type << 3))
  if (load<u8>(at) != 10 || type == 0 || (present & needed) != needed || (empty & needed) != 0) return 0
  unknownKeys += unknownCount() + popcnt(seen & ~load<u32>(TYPES + (type << 3), 4))
  if (type <= LAST_WITH_TAGS) {
    store<u64>(record, load<u64>(record, slot.LIFTED), slot.PLUGIN)
    store<u32>(record, load<u32>(record, slot.LIFTED + 8), slot.PLUGIN + 8)
  }
  store<u8>(record, <u8>type)
  store<u32>(record, <u32>begin, slot.BEGIN)
  store<u32>(record, <u32>at, slot.END)
  store<u32>(record, present, slot.PRESENT)
  return at
}
