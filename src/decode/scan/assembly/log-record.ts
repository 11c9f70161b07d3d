/**
 * The record of one log line of another program: what generic/log-fields.ts and read-log.ts make of its fields, when they are a time, a
 * level and a message of its own.
 */
import {
  errorStack,
  errorStackEnd,
  errorType,
  errorTypeEnd,
  isFound,
  isText,
  kind,
  mark,
  part,
  role,
  slotOf,
} from './found-fields'
import {known, meaningOf, messageLabel, textLabel} from './labels'
import {slot} from './layout'
import {mayTellMore} from './news'
import {decimal, value} from './number'
import {nameBegin, nameEnd} from './plugin-name'
import {blanksEnd} from './skip'
import {ESCAPED} from './string'
import {clock, fractionMs, local, time, zoned} from './time'
import {codeOf, key} from './words'

const END_OF_TEXT: u32 = 0x3fff_ffff
/** How a traceback begins, as a number. */
const TRACEBACK: u64 = 0x6361_6265_6361_7254

/** Writes the record of the fields that were found; false where they are for the other side to read. */
export function fill(record: usize, type: u32): bool {
  // A record has two of time, level and message, and one without a level may be only what a shipper has put around another.
  if (!isFound(role.LEVEL) || (!isFound(role.TIME) && !isFound(role.MESSAGE))) return false
  clearLog(record, type)
  const level = levelOf(slotOf(role.LEVEL))
  if (level == 0 || !fillTime(record)) return false
  store<u8>(record, <u8>level, slot.LEVEL)
  if (!fillLabel(record, role.LOGGER, slot.LOGGER) || !fillLabel(record, role.PLUGIN, slot.PLUGIN)) return false
  if (isFound(role.MESSAGE)) {
    const message = slotOf(role.MESSAGE)
    if (!isText(message) || !fillMessage(record, load<u32>(message, part.BEGIN), load<u32>(message, part.END)))
      return false
    // Why a plugin failed may stand in the error's message, which has no place in a record.
    if (load<u8>(record, slot.MAY_TELL) != 0 && isFound(role.ERROR)) return false
  } else {
    // So may the record's own message.
    if (isFound(role.ERROR)) return false
    store<u64>(record, 0, slot.MESSAGE)
  }
  return fillError(record)
}

/** Writes the message, the plugin that it names where the record has none, and whether it may tell more; false for a name that is not taken. */
export function fillMessage(record: usize, begin: usize, end: u32): bool {
  store<u32>(record, <u32>begin, slot.MESSAGE)
  store<u32>(record, end, slot.MESSAGE + 4)
  const hasPlugin = load<u32>(record, slot.PLUGIN) != 0
  const tellsMore = mayTellMore(begin, <usize>(end & END_OF_TEXT), (end & ESCAPED) != 0, hasPlugin)
  store<u8>(record, tellsMore ? 1 : 0, slot.MAY_TELL)
  if (tellsMore) store<u32>(record, messageLabel(begin, end), slot.MESSAGE_LABEL)
  if (tellsMore || hasPlugin || nameEnd == 0) return true
  const id = textLabel(nameBegin, <u32>nameEnd)
  store<u32>(record, id, slot.PLUGIN)
  return id != 0
}

/** Begins the record of a log line that has a time, a level and a message. */
export function clearLog(record: usize, type: u32): void {
  const none = i32x4.splat(0)
  v128.store(record, none)
  v128.store(record, none, slot.LABELS)
  v128.store(record, none, slot.LABELS + 16)
  store<u32>(record, 0, slot.LABELS + 32)
  store<u8>(record, <u8>type)
  store<u32>(record, (1 << key.TIME) | (1 << key.LEVEL) | (1 << key.MESSAGE), slot.PRESENT)
}

/** Writes the label of a role, if it is there; false for one that is not taken. */
function fillLabel(record: usize, which: u32, into: usize): bool {
  if (!isFound(which)) return true
  const field = slotOf(which)
  if (!isText(field)) return false
  const id = textLabel(load<u32>(field, part.BEGIN), load<u32>(field, part.END))
  store<u32>(record + into, id)
  return id != 0
}

/** Which level a field tells, from 1; 0 for one that is not understood here. */
function levelOf(field: usize): u32 {
  const begin = <usize>load<u32>(field, part.BEGIN)
  const end = load<u32>(field, part.END)
  if (isText(field)) {
    if (end > END_OF_TEXT) return 0
    const digit: u32 = <u32>load<u8>(begin) - 48
    if (<usize>end - begin == 1 && digit <= 9) return foldNumber(<f64>digit)
    return codeOf(meaningOf(known(begin, <usize>end - begin)), key.LEVEL)
  }
  // Other fields' numbers have meanings of their own.
  if (load<u8>(field, part.MARK) != <u8>mark.LEVEL || decimal(begin) != end) return 0
  return foldNumber(value)
}

/** What level.ts makes of a number. */
function foldNumber(number: f64): u32 {
  while (number >= 5000) number = number / 1000 + 10
  if (number < 8) return number < 3 ? 5 : number < 4 ? 4 : number < 5 ? 3 : number < 7 ? 2 : 1
  return number >= 60 ? 5 : number >= 50 ? 4 : number >= 40 ? 3 : number >= 30 ? 2 : 1
}

/** Writes the time that the line tells, if it does; false for one that is not understood here. */
function fillTime(record: usize): bool {
  if (!isFound(role.TIME)) {
    store<u32>(record, load<u32>(record, slot.PRESENT) & ~(1 << key.TIME), slot.PRESENT)
    return true
  }
  const field = slotOf(role.TIME)
  const begin = <usize>load<u32>(field, part.BEGIN)
  const end = <usize>load<u32>(field, part.END)
  let at = isText(field) ? clock(begin) : 0
  if (at == 0) return decimal(begin) == end && fillEpoch(record)
  if (at == end) {
    fillLocal(record)
    return true
  }
  at = zoned(at)
  store<f64>(record, time, slot.TIME)
  return at == end
}

/** Writes the time that `clock` has read, which is one of a zone that only the other side knows. */
export function fillLocal(record: usize): void {
  store<u8>(record, 1, slot.IS_LOCAL)
  store<f64>(record, local, slot.TIME)
  store<f64>(record, fractionMs, slot.START)
}

/** Writes the instant in a number of seconds, or of what is less by thousands, told apart by size as in time/log-time.ts. */
function fillEpoch(record: usize): bool {
  const instant = value < 1e11 ? value * 1000 : value < 1e14 ? value : value < 1e17 ? value / 1e3 : value / 1e6
  store<f64>(record, instant, slot.TIME)
  return true
}

/** Writes type and stack of the error that the record reports, if it does; false where the type is to be read from the stack, or the stack from a text. */
function fillError(record: usize): bool {
  let type: usize = 0
  let typeEnd: u32 = 0
  let stack: usize = 0
  let stackEnd: u32 = 0
  if (isFound(role.ERROR)) {
    const field = slotOf(role.ERROR)
    if (load<u8>(field, part.KIND) == <u8>kind.ERROR) {
      type = errorType
      typeEnd = errorTypeEnd
      stack = errorStack
      stackEnd = errorStackEnd
    } else if (
      !isText(field) ||
      load<u8>(field, part.MARK) == <u8>mark.EXC_INFO ||
      mayBeStack(load<u32>(field, part.BEGIN), load<u32>(field, part.END))
    )
      return false
  }
  if (isFound(role.STACK)) {
    const field = slotOf(role.STACK)
    if (!isText(field)) return false
    stack = load<u32>(field, part.BEGIN)
    stackEnd = load<u32>(field, part.END)
  }
  if (isFound(role.ERROR_TYPE)) {
    const field = slotOf(role.ERROR_TYPE)
    if (!isText(field)) return false
    type = load<u32>(field, part.BEGIN)
    typeEnd = load<u32>(field, part.END)
  }
  if (stack != 0) {
    if (type == 0) return false
    store<u32>(record, <u32>stack, slot.STACK)
    store<u32>(record, stackEnd, slot.STACK + 4)
    store<u32>(record, load<u32>(record, slot.PRESENT) | (1 << key.STACK), slot.PRESENT)
  }
  if (type == 0) return true
  const id = textLabel(type, typeEnd)
  store<u32>(record, id, slot.ERROR_TYPE)
  return id != 0
}

/** Whether an error's text may be a stack trace: of several lines, one that begins as a frame does, or that has a traceback in it. */
function mayBeStack(at: usize, end: u32): bool {
  if (end > END_OF_TEXT) return true
  at = blanksEnd(at)
  if (load<u8>(at) == 97 && load<u8>(at, 1) == 116) return true
  for (const last = <usize>end; at < last; at++) if (load<u64>(at) == TRACEBACK) return true
  return false
}
