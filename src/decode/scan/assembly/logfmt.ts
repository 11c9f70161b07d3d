/** One line of `key=value` pairs into one record: what generic/logfmt.ts makes of it. */
import {fillFields, forgetFields, isSurer, kind, takeSurest} from './found-fields'
import {known, roleOf} from './labels'
import {slot} from './layout'
import {fill} from './log-record'
import {ESCAPED, notPlain, WIDE, wideEnd} from './string'
import {lineEndOf, MAX_LINE_BYTES} from './text'
import {FIELDS_OF_TEXT, LOG_OF_TEXT} from './words'

const MAX_KEY_CHARS: usize = 100
const SPACE: u32 = 32
const QUOTE: u32 = 34
const EQUALS: u32 = 61
const BACKSLASH: u32 = 92
/** From here on a first byte may be that of a blank. */
const FIRST_OF_BLANKS: u32 = 0xe0
/** What a key is made of: letters, digits and `_ . @ / -`, a bit each from the character 32 and from 64 on. */
const KEY_LOW: u32 = 0x03ff_e000
const KEY_HIGH: u64 = 0x07ff_fffe_87ff_ffff

function isKey(byte: u32): bool {
  if (byte >= 64) return byte < 128 && ((KEY_HIGH >> (byte - 64)) & 1) != 0
  return byte >= 32 && ((KEY_LOW >> (byte - 32)) & 1) != 0
}

/** The address of the equals sign behind the key at `at`; 0 where no key is. */
function endOfKey(at: usize): usize {
  const begin = at
  const last = at + MAX_KEY_CHARS
  while (at < last && isKey(load<u8>(at))) at++
  return at > begin && load<u8>(at) == EQUALS ? at : 0
}

/** What the value before the last call's end has in it: ESCAPED, WIDE. */
let held: u32 = 0

/** The quote that ends what another one before `at` began; 0 where the line is not for us. */
function endOfQuoted(at: usize): usize {
  held = 0
  while (true) {
    const mask = notPlain(v128.load(at))
    if (mask == 0) {
      at += 16
      continue
    }
    at += ctz(mask)
    const byte: u32 = load<u8>(at)
    if (byte == QUOTE) return at
    if (byte == BACKSLASH) {
      const next: u32 = load<u8>(at, 1)
      if (next < SPACE || next >= 128) return 0
      held |= ESCAPED
      at += 2
    } else {
      held |= WIDE
      at = byte < SPACE ? 0 : wideEnd(at)
      if (at == 0) return 0
    }
  }
}

/** Where a value without quotes ends; 0 where the line is not for us. */
function endOfBare(at: usize): usize {
  held = 0
  while (true) {
    const byte: u32 = load<u8>(at)
    if (byte <= SPACE) return at
    at = byte < 128 ? at + 1 : wideValueEnd(at)
    if (at == 0) return 0
  }
}

/** Behind a run of characters that are not ASCII; 0 for what is none, and where one may be a blank. */
function wideValueEnd(at: usize): usize {
  const end = wideEnd(at)
  for (; at < end; at++) {
    const byte: u32 = load<u8>(at)
    if (byte >= FIRST_OF_BLANKS || (byte == 0xc2 && load<u8>(at, 1) == 0xa0)) return 0
  }
  held |= WIDE
  return end
}

/** Reads the line that begins at `begin`, and gives the address of its newline; 0 when it is one for the general path. */
export function logfmtEnd(begin: usize, record: usize): usize {
  let end = endOfKey(begin)
  if (end == 0) return 0
  forgetFields()
  let at = begin
  let seen: u32 = 0
  while (true) {
    const meaning = roleOf(known(at, end - at))
    at = end + 1
    const isQuoted = load<u8>(at) == QUOTE
    if (isQuoted) at++
    end = isQuoted ? endOfQuoted(at) : endOfBare(at)
    if (end == 0) return 0
    seen |= held
    if (end > at && isSurer(meaning, 0)) takeSurest(meaning, 0, at, (<u32>end) | held, kind.TEXT)
    at = isQuoted ? end + 1 : end
    while (load<u8>(at) == SPACE) at++
    if (load<u8>(at) == 10) break
    end = endOfKey(at)
    // Words behind the pairs say nothing.
    if (end == 0) break
  }
  at = load<u8>(at) == 10 ? at : lineEndOf(at)
  if (at == 0 || at - begin > MAX_LINE_BYTES) return 0
  // These escapes are not JSON's.
  if ((seen & ESCAPED) != 0 || !fill(record, LOG_OF_TEXT)) fillFields(record, FIELDS_OF_TEXT, false)
  store<u32>(record, <u32>begin, slot.BEGIN)
  store<u32>(record, <u32>at, slot.END)
  return at
}
