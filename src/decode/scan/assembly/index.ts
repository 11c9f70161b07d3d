/** What the other side calls: see ../create-scanner.ts. */
import {addMeaning, addRole, clear, isNearlyFull, labelCount} from './labels'
import {
  ENDS,
  STATES,
  INPUT,
  INPUT_BYTES,
  MAX_RECORDS,
  MEMORY_BYTES,
  RECORD_BYTES,
  RECORDS,
  slot,
  ENTRIES,
} from './layout'
import {forgetUnknownKeys, lineEnd, setType, unknownKeys} from './line'
import {setStart} from './news'
import {addLiteral, addSuffix, setPair, setQuoted} from './plugin-name'
import {key} from './words'
import {foreignEnd, plainEnd} from './wrapped'

// When the program is started, before anybody has a view on its memory: pages of 64 KiB.
memory.grow(<i32>((MEMORY_BYTES + 0xffff) >> 16) - memory.size())

export {
  addLiteral,
  addMeaning,
  addRole,
  addSuffix,
  clear,
  isNearlyFull,
  labelCount,
  setPair,
  setQuoted,
  setStart,
  setType,
}

export function statesAddress(): usize {
  return STATES
}

export function endsAddress(): usize {
  return ENDS
}

let readsDialects: bool = false

/** From now on other programs' logs are read too: all that their messages may tell is known. */
export function readDialects(): void {
  readsDialects = true
}

export function inputAddress(): usize {
  return INPUT
}

export function inputBytes(): usize {
  return INPUT_BYTES
}

export function recordsAddress(): usize {
  return RECORDS
}

export function entriesAddress(): usize {
  return ENTRIES
}

let lines: u32 = 0
/** The last line of JSON that was read was one of a dialect. */
let isDialect: bool = false

/** How many lines the last scan has seen. */
export function lineCount(): u32 {
  return lines
}

/** Unknown keys in the lines of the last scan. */
export function unknownKeyCount(): u32 {
  return unknownKeys
}

/** Scans the input, so many bytes of whole lines, into records, and gives their number. The last line may lack its newline. */
export function scan(length: usize, receivedAt: f64): u32 {
  const end = INPUT + length
  // Ends the last line, and any string that it leaves open.
  store<u8>(end, 10)
  forgetUnknownKeys()
  let record = RECORDS
  /** The record of the lines of the general path before this one. */
  let general: usize = 0
  let line: u32 = 0
  for (let at = INPUT; at < end; line++) {
    if (record < RECORDS + (MAX_RECORDS - 2) * RECORD_BYTES) {
      const newline = load<u8>(at) == 123 ? jsonEnd(at, record) : readsDialects ? plainEnd(at, record) : 0
      if (newline != 0) {
        if ((load<u32>(record, slot.PRESENT) & (1 << key.TIME)) == 0) store<f64>(record, receivedAt, slot.TIME)
        store<u32>(record, line, slot.LINE)
        record += RECORD_BYTES
        general = 0
        at = newline + 1
        continue
      }
    }
    if (general == 0) {
      general = record
      record += RECORD_BYTES
      store<u32>(general, 0)
      store<u32>(general, <u32>at, slot.BEGIN)
      store<u32>(general, line, slot.LINE)
    }
    at = newlineAt(at) + 1
    store<u32>(general, <u32>min(at, end), slot.END)
  }
  lines = line
  return <u32>((record - RECORDS) / RECORD_BYTES)
}

/** The newline of a line that begins with a brace; 0 for the general path. It is at most one of the two, so the order is that of what is likelier. */
function jsonEnd(at: usize, record: usize): usize {
  if (isDialect) {
    const newline = foreignEnd(at, record)
    if (newline != 0) return newline
  }
  const newline = lineEnd(at, record)
  if (newline != 0) {
    isDialect = false
    return newline
  }
  if (isDialect || !readsDialects) return 0
  const other = foreignEnd(at, record)
  if (other != 0) isDialect = true
  return other
}

/** The first newline from `at` on; one stands at the end of the input. */
function newlineAt(at: usize): usize {
  while (true) {
    const mask = i8x16.bitmask(i8x16.eq(v128.load(at), i8x16.splat(10)))
    if (mask != 0) return at + ctz(mask)
    at += 16
  }
}
