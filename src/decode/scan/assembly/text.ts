/** One line of text with a header (header.ts) into one record. All other forms are for the general path. */
import {behindLevel, behindTime, level, loggerBegin, loggerEnd} from './header'
import {textLabel} from './labels'
import {slot} from './layout'
import {clearLog, fillLocal, fillMessage} from './log-record'
import {WIDE, wideEnd} from './string'
import {clock, time, zoned} from './time'
import {key, LOG_OF_TEXT} from './words'

/** A longer line may be cut, which is not done here. */
export const MAX_LINE_BYTES: usize = 16_000
const TAB: u32 = 9
const NEWLINE: u32 = 10
const RETURN: u32 = 13
const SPACE: u32 = 32
/** How the line separators of Unicode begin, at which a pattern's dot ends, and what they end with but for the last bit. */
const SEPARATORS: u32 = 0x80e2
const SEPARATORS_LAST: u32 = 0xa9

/** Reads the line that begins at `begin`, and gives the address of its newline; 0 when it is one for the general path. */
export function textEnd(begin: usize, record: usize): usize {
  const isTimed = <u32>load<u8>(begin) - 48 <= 9
  clearLog(record, LOG_OF_TEXT)
  const message = isTimed ? timed(begin, record) : behindLevel(begin)
  if (message == 0) return 0
  const end = messageEnd(message)
  if (end == 0 || end - begin > MAX_LINE_BYTES) return 0
  store<u8>(record, <u8>level, slot.LEVEL)
  if (!isTimed) store<u32>(record, load<u32>(record, slot.PRESENT) & ~(1 << key.TIME), slot.PRESENT)
  if (loggerEnd > loggerBegin) {
    const logger = textLabel(loggerBegin, <u32>loggerEnd)
    if (logger == 0) return 0
    store<u32>(record, logger, slot.LOGGER)
  }
  const newline = load<u8>(end) == RETURN ? end + 1 : end
  if (load<u8>(newline) != NEWLINE || !fillMessage(record, message, (<u32>end) | held)) return 0
  store<u32>(record, <u32>begin, slot.BEGIN)
  store<u32>(record, <u32>newline, slot.END)
  return newline
}

/** Behind the header of a line that begins with a time. */
function timed(begin: usize, record: usize): usize {
  const at = clock(begin)
  // Whether there is a second of 60 is for the general path to say.
  if (at == 0 || load<u8>(begin, 17) == 54) return 0
  if (load<u8>(at) == SPACE) {
    fillLocal(record)
    return behindTime(at)
  }
  const end = zoned(at)
  if (end == 0) return 0
  store<f64>(record, time, slot.TIME)
  return behindTime(end)
}

/** What the message before the last call's end has in it: WIDE. */
let held: u32 = 0

/** Where a message ends: before a control character; 0 for one that is not for us. */
function messageEnd(at: usize): usize {
  held = 0
  while (true) {
    const mask = i8x16.bitmask(i8x16.lt_s(v128.load(at), i8x16.splat(32)))
    if (mask == 0) {
      at += 16
      continue
    }
    at += ctz(mask)
    const byte: u32 = load<u8>(at)
    if (byte == TAB) at++
    else if (byte < SPACE) return at
    else {
      held = WIDE
      const end = wideEnd(at)
      for (; at < end; at++) if (load<u16>(at) == SEPARATORS && (load<u8>(at, 2) | 1) == SEPARATORS_LAST) return 0
      if (end == 0) return 0
    }
  }
}

/** The newline of a line that is plain ASCII from `at` on, but for quotes and backslashes; 0 for any other. */
export function lineEndOf(at: usize): usize {
  while (true) {
    const mask = i8x16.bitmask(i8x16.lt_s(v128.load(at), i8x16.splat(32)))
    if (mask != 0) {
      at += ctz(mask)
      return load<u8>(at) == NEWLINE ? at : 0
    }
    at += 16
  }
}
