/**
 * A host writes its events with the same keys in the same order, so what stands between two values (`,"trace_id":"`) is nearly always
 * what stood there the last time. Such a piece is understood once and then recognised by comparing its bytes. Same bytes mean the same,
 * so a wrong guess costs time only.
 */
import {PIECE_BYTES, PIECE_PLACES, PIECES} from './layout'
import {known, meaningOf} from './labels'
import {blanksEnd} from './skip'
import {flags, stringEnd} from './string'
import {key, meaning} from './words'

/** Longer pieces are read anew each time. */
const MAX_PIECE: usize = 32

namespace part {
  /** A bit for each byte of the piece; 0 when none is known. */
  export const MASK: usize = 32
  export const LENGTH: usize = 36
  export const KEY: usize = 40
}

/** The bytes of the key that `readPiece` has read. */
export let keyBegin: usize = 0
export let keyLength: usize = 0

/** The guess for what follows `before` in a context. */
export function guessAt(context: u32, before: u32): usize {
  return PIECES + (context * <u32>PIECE_PLACES + before) * <u32>PIECE_BYTES
}

/** The length of the piece at `at` when it is the guessed one, else 0. */
export function matchedLength(guess: usize, at: usize): usize {
  const first = i8x16.bitmask(i8x16.eq(v128.load(at), v128.load(guess)))
  const second = i8x16.bitmask(i8x16.eq(v128.load(at, 16), v128.load(guess, 16)))
  const mask = load<u32>(guess, part.MASK)
  return ((first | (second << 16)) & mask) == mask ? <usize>load<u32>(guess, part.LENGTH) : 0
}

/** The key of a guess that is right. */
export function guessedKey(guess: usize): u32 {
  return load<u32>(guess, part.KEY)
}

/** The key that `readPiece` has read. */
export let pieceKey: u32 = 0

/**
 * Reads what stands before a value: `open` (a brace or a comma), the key and its colon, with blanks around them; or the brace that
 * ends the object, as the key END. `where` is what it is a key of. Gives the address behind it, and 0 for what is none of that or needs the general path.
 */
export function readPiece(at: usize, open: u32, where: u32, guess: usize): usize {
  const begin = at
  at = readKey(at, open)
  if (at == 0 || pieceKey == key.END) return at
  const word = (meaningOf(known(keyBegin, keyLength)) >> where) & 0xff
  pieceKey = word == 0 ? key.UNKNOWN : word - 1
  // Unknown keys of an event are read anew each time, because all of them must be different.
  if (where == meaning.TAG_KEY || pieceKey < key.UNKNOWN) learn(guess, begin, at - begin, pieceKey)
  return at
}

/** The same without a look at what the key means: `pieceKey` is UNKNOWN, or END. */
export function readKey(at: usize, open: u32): usize {
  at = blanksEnd(at)
  const mark: u32 = load<u8>(at)
  if (mark != open) {
    pieceKey = key.END
    return mark == 125 ? at + 1 : 0
  }
  at = blanksEnd(at + 1)
  if (load<u8>(at) == 125 && open == 123) {
    pieceKey = key.END
    return at + 1
  }
  if (load<u8>(at) != 34) return 0
  keyBegin = at + 1
  at = stringEnd(keyBegin)
  if (at == 0 || flags != 0) return 0
  keyLength = at - keyBegin
  at = blanksEnd(at + 1)
  if (load<u8>(at) != 58) return 0
  pieceKey = key.UNKNOWN
  return blanksEnd(at + 1)
}

/** Puts a piece in the place of a guess, with what its key means. */
export function learn(guess: usize, begin: usize, length: usize, found: u32): void {
  if (length > MAX_PIECE) return
  memory.copy(guess, begin, MAX_PIECE)
  store<u32>(guess, length == MAX_PIECE ? 0xffff_ffff : (1 << (<u32>length)) - 1, part.MASK)
  store<u32>(guess, <u32>length, part.LENGTH)
  store<u32>(guess, found, part.KEY)
}
