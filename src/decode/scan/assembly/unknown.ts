/** Keys of a line that the protocol does not know. They are counted, so each of them must stand there once. */
import {equals} from './labels'

/** More of them are for the general path. */
const MAX_UNKNOWN: u32 = 16
const KEYS = memory.data(<i32>MAX_UNKNOWN * 8)

let count: u32 = 0

/** How many stand in this line. */
export function unknownCount(): u32 {
  return count
}

/** A new line begins. */
export function forgetUnknown(): void {
  count = 0
}

/** Takes a key; false when it stood there before or is one too many. */
export function isNewUnknown(at: usize, length: usize): bool {
  if (count == MAX_UNKNOWN) return false
  for (let index: u32 = 0; index < count; index++) {
    const other = KEYS + (index << 3)
    if (load<u32>(other, 4) == <u32>length && equals(load<u32>(other), at, length)) return false
  }
  store<u32>(KEYS + (count << 3), <u32>at)
  store<u32>(KEYS + (count << 3), <u32>length, 4)
  count++
  return true
}
