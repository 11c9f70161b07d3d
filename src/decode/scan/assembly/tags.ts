/** The tags of a span or a log: passed over, but for those that become labels. */
import {label, labelEnd} from './labels'
import {PIECE_PLACES, slot} from './layout'
import {guessAt, guessedKey, matchedLength, pieceKey, readPiece} from './pieces'
import {isNull, valueEnd} from './skip'
import {key, meaning} from './words'

/** The context of their pieces. */
const CONTEXT: u32 = 9
/** More are cut, in an order that only the general path knows. */
const MAX_TAGS: u32 = 64

/** Behind the object that begins at `at`; the labels go into the record. 0 for what needs the general path. */
export function tagsEnd(at: usize, record: usize): usize {
  let open: u32 = 123
  let lifted: u32 = 0
  if (load<u8>(at) != open) return 0
  let index: u32 = 0
  while (true) {
    const guess = guessAt(CONTEXT, index < <u32>PIECE_PLACES ? index : <u32>PIECE_PLACES - 1)
    const length = matchedLength(guess, at)
    let tag: u32
    if (length != 0) {
      at += length
      tag = guessedKey(guess)
    } else {
      at = readPiece(at, open, meaning.TAG_KEY, guess)
      if (at == 0) return 0
      tag = pieceKey
      if (tag == key.END) return at
    }
    open = 44
    if (++index > MAX_TAGS) return 0
    if (tag == key.UNKNOWN) at = valueEnd(at)
    else {
      if (lifted & (1 << tag)) return 0
      lifted |= 1 << tag
      at = liftedEnd(at, record + slot.LIFTED + ((<usize>tag) << 2))
    }
    if (at == 0) return 0
    if (load<u8>(at) == 125) return at + 1
  }
}

/** Behind a tag that becomes a label: a string, or null as if it were not there. */
function liftedEnd(at: usize, into: usize): usize {
  if (load<u8>(at) != 34) return isNull(at) ? at + 4 : 0
  const id = label(at + 1)
  store<u32>(into, id)
  return id == 0 ? 0 : labelEnd
}
