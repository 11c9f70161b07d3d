/**
 * One line of text of the form `TIME - NAME - LEVEL - MESSAGE` into one record, as text/quick-header.ts reads it. Lines that are not
 * plain ASCII, and all other forms, are for the general path.
 */
import {known, meaningOf, textLabel} from './labels'
import {slot} from './layout'
import {clearLog, fillLocal, fillMessage} from './log-record'
import {clock, time, zoned} from './time'
import {codeOf, key, LOG_OF_TEXT} from './words'

/** A longer line may be cut, which is not done here. */
export const MAX_LINE_BYTES: usize = 16_000
const MAX_NAME: usize = 190
const MAX_SPACES: usize = 8
const SPACE: u32 = 32
const QUOTE: u32 = 34
const DASH: u32 = 45
const COLON: u32 = 58
const Z: u32 = 90
const BACKSLASH: u32 = 92
const PIPE: u32 = 124

/** Reads the line that begins at `begin` with a digit, and gives the address of its newline; 0 when it is one for the general path. */
export function textEnd(begin: usize, record: usize): usize {
  let at = clock(begin)
  // Whether there is a second of 60 is for the general path to say.
  if (at == 0 || load<u8>(begin, 17) == 54) return 0
  clearLog(record, LOG_OF_TEXT)
  if (load<u8>(at) == Z) {
    at = zoned(at)
    store<f64>(record, time, slot.TIME)
  } else fillLocal(record)
  if (load<u8>(at) != SPACE || !isDash(load<u8>(at, 1)) || load<u8>(at, 2) != SPACE) return 0
  at = messageBegin(at + 3, record)
  if (at == 0) return 0
  const end = lineEndOf(at)
  if (end == 0 || end == at || end - begin > MAX_LINE_BYTES || !fillMessage(record, at, <u32>end)) return 0
  store<u32>(record, <u32>begin, slot.BEGIN)
  store<u32>(record, <u32>end, slot.END)
  return end
}

function isDash(byte: u32): bool {
  return byte == DASH || byte == PIPE
}

/** Behind `NAME - LEVEL - `, with both in the record; 0 where that does not stand. */
function messageBegin(begin: usize, record: usize): usize {
  let end = begin
  while (isPrinted(load<u8>(end))) end++
  if (end == begin || end - begin > MAX_NAME) return 0
  if (load<u8>(end) != SPACE || load<u8>(end, 1) != DASH || load<u8>(end, 2) != SPACE) return 0
  const word = end + 3
  let wordEnd = word
  while (((<u32>load<u8>(wordEnd)) | 32) - 97 <= 25) wordEnd++
  let next = wordEnd
  while (load<u8>(next) == SPACE) next++
  const sign: u32 = load<u8>(next)
  const spaces = next - wordEnd
  if (spaces > MAX_SPACES || load<u8>(next, 1) != SPACE) return 0
  if (isDash(sign) ? spaces == 0 : sign != COLON) return 0
  if (wordEnd - word < 4 || wordEnd - word > 8) return 0
  const level = codeOf(meaningOf(known(word, wordEnd - word)), key.LEVEL)
  const logger = textLabel(begin, <u32>end)
  if (level == 0 || logger == 0) return 0
  store<u8>(record, <u8>level, slot.LEVEL)
  store<u32>(record, logger, slot.LOGGER)
  return next + 2
}

/** A character that a word is printed with, but for what would have to be escaped. */
function isPrinted(byte: u32): bool {
  return byte > SPACE && byte < 127 && byte != QUOTE && byte != BACKSLASH
}

/** The newline of a line that is plain ASCII but for quotes and backslashes; 0 for any other. */
export function lineEndOf(at: usize): usize {
  while (true) {
    const mask = i8x16.bitmask(i8x16.lt_s(v128.load(at), i8x16.splat(32)))
    if (mask != 0) {
      at += ctz(mask)
      return load<u8>(at) == 10 ? at : 0
    }
    at += 16
  }
}
