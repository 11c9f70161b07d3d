/** What nobody asked for: it is passed over, but it must be JSON. */
import {numberEnd} from './number'
import {stringEnd} from './string'

/** Deeper nesting is for the general path. */
const MAX_DEPTH: u32 = 64

/** Behind the blanks of JSON; a newline is none here, it ends the line. */
export function blanksEnd(at: usize): usize {
  return load<u8>(at) > 32 ? at : moreBlanksEnd(at)
}

function moreBlanksEnd(at: usize): usize {
  while (true) {
    const byte = load<u8>(at)
    if (byte != 32 && byte != 9 && byte != 13) return at
    at++
  }
}

/** Behind a string, a number or a word; 0 for anything else. */
function scalarEnd(at: usize, first: u32): usize {
  if (first == 34) {
    const end = stringEnd(at + 1)
    return end == 0 ? 0 : end + 1
  }
  if (first == 45 || first - 48 <= 9) return numberEnd(at)
  return wordEnd(at)
}

/** Behind true, false or null. */
function wordEnd(at: usize): usize {
  const word = load<u32>(at)
  if (word == 0x65757274 || word == 0x6c6c756e) return at + 4
  return word == 0x736c6166 && load<u8>(at, 4) == 101 ? at + 5 : 0
}

/** Whether `null` stands there. */
export function isNull(at: usize): bool {
  return load<u32>(at) == 0x6c6c756e
}

/** Behind any value of JSON; 0 where none stands. */
export function valueEnd(at: usize): usize {
  const first: u32 = load<u8>(at)
  return first == 123 || first == 91 ? nestedEnd(at) : scalarEnd(at, first)
}

/** Behind an object or a list. `open` has a bit for each one around the present place, 1 for an object. */
function nestedEnd(at: usize): usize {
  let open: u64 = 0
  let depth: u32 = 0
  while (true) {
    // Here a value begins.
    const first: u32 = load<u8>(at)
    if (first == 123 || first == 91) {
      if (++depth > MAX_DEPTH) return 0
      open = (open << 1) | (first == 123 ? 1 : 0)
      at = blanksEnd(at + 1)
      // An object's brace and a list's bracket end two characters behind those that begin it.
      if (load<u8>(at) != first + 2) {
        if (first == 123) {
          at = keyEnd(at)
          if (at == 0) return 0
        }
        continue
      }
      at++
      depth--
      open >>= 1
    } else {
      at = scalarEnd(at, first)
      if (at == 0) return 0
    }
    // Here one has ended, and with it perhaps those around it.
    while (true) {
      if (depth == 0) return at
      at = blanksEnd(at)
      const isObject = (open & 1) != 0
      const next: u32 = load<u8>(at)
      if (next == 44) {
        at = blanksEnd(at + 1)
        if (isObject) {
          at = keyEnd(at)
          if (at == 0) return 0
        }
        break
      }
      if (next != (isObject ? 125 : 93)) return 0
      at++
      depth--
      open >>= 1
    }
  }
}

/** Behind a key, its colon and the blanks around it; 0 where none stands. */
function keyEnd(at: usize): usize {
  if (load<u8>(at) != 34) return 0
  at = stringEnd(at + 1)
  if (at == 0) return 0
  at = blanksEnd(at + 1)
  return load<u8>(at) == 58 ? blanksEnd(at + 1) : 0
}
