/** One line of `key=value` pairs into one record: what generic/logfmt.ts makes of it. Lines that are not plain ASCII are for the general path. */
import {known, roleOf} from './labels'
import {slot} from './layout'
import {fill, forgetFields, isSurer, kind, takeSurest} from './log-record'
import {notPlain} from './string'
import {lineEndOf, MAX_LINE_BYTES} from './text'
import {LOG_OF_TEXT} from './words'

const MAX_KEY_CHARS: usize = 100
const SPACE: u32 = 32
const QUOTE: u32 = 34
const EQUALS: u32 = 61
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

/** The first byte from `at` on that is a quote, a backslash, a control character or no ASCII. */
function plainEnd(at: usize): usize {
  while (true) {
    const mask = notPlain(v128.load(at))
    if (mask != 0) return at + ctz(mask)
    at += 16
  }
}

/** Reads the line that begins at `begin`, and gives the address of its newline; 0 when it is one for the general path. */
export function logfmtEnd(begin: usize, record: usize): usize {
  let end = endOfKey(begin)
  if (end == 0) return 0
  forgetFields()
  let at = begin
  while (true) {
    const meaning = roleOf(known(at, end - at))
    const isWanted = isSurer(meaning, 0)
    at = end + 1
    if (load<u8>(at) == QUOTE) {
      end = plainEnd(++at)
      if (load<u8>(end) != QUOTE) return 0
      if (isWanted && end > at) takeSurest(meaning, 0, at, <u32>end, kind.TEXT)
      at = end + 1
    } else {
      end = at
      while (load<u8>(end) > SPACE) end++
      if (isWanted && end > at) takeSurest(meaning, 0, at, <u32>end, kind.TEXT)
      at = end
    }
    while (load<u8>(at) == SPACE) at++
    if (load<u8>(at) == 10) break
    end = endOfKey(at)
    // Words behind the pairs say nothing.
    if (end == 0) break
  }
  at = lineEndOf(begin)
  if (at == 0 || at - begin > MAX_LINE_BYTES || !fill(record, LOG_OF_TEXT)) return 0
  store<u32>(record, <u32>begin, slot.BEGIN)
  store<u32>(record, <u32>at, slot.END)
  return at
}
