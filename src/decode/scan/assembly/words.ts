/**
 * The words of the protocol, by numbers that both sides know (../words.ts). A word is a label like any other that has a meaning: the
 * other side tells the meanings when the table of labels begins.
 */

/** Keys, in the order of their slots: numbers first, then labels, then texts. Those of the protocol have a bit each. */
export namespace key {
  export const V: u32 = 0
  export const TYPE: u32 = 1
  export const TIME: u32 = 2
  export const START: u32 = 3
  /** Up to this one, numbers. */
  export const VALUE: u32 = 9
  export const NAME: u32 = 10
  export const LOGGER: u32 = 18
  /** An object, whose bytes are a label. */
  export const LABELS: u32 = 19
  export const ID: u32 = 20
  export const MESSAGE: u32 = 24
  export const STACK: u32 = 25
  export const TAGS: u32 = 26
  export const LEVEL: u32 = 27
  export const STATUS: u32 = 28
  export const METHOD: u32 = 29
  export const KIND: u32 = 30
  export const UNIT: u32 = 31
  /** No key: the start of the line. */
  export const NONE: u32 = 32
  /** One that the protocol does not know; several may stand in one line. */
  export const UNKNOWN: u32 = 33
  /** Not a key: the brace that ends the object. */
  export const END: u32 = 34
  /** A second name of a field, which only the general path understands. */
  export const ALIAS: u32 = 35
}

/** The types of records that are log lines of another program: one in JSON, and one in text, which may go on in the next line. */
export const LOG_OF_DIALECT: u32 = 9
export const LOG_OF_TEXT: u32 = 10
/** The same two where the record only says where the fields lie. */
export const FIELDS_OF_DIALECT: u32 = 11
export const FIELDS_OF_TEXT: u32 = 12

/** Where in a word's meaning stands what key it is, as its number and one: a key of an event, or of tags. */
export namespace meaning {
  export const EVENT_KEY: u32 = 16
  export const TAG_KEY: u32 = 24
}

/** The same for what it is as the value of TYPE or of LEVEL to UNIT: the lowest bit and the mask of each. */
const SHIFTS = memory.data<u8>([4, 7, 9, 12, 14])
const MASKS = memory.data<u8>([7, 3, 7, 3, 3])

/** What a word of this meaning is as the value of a key that has few values, from 1; 0 for none of them. */
export function codeOf(word: u32, found: u32): u32 {
  if (found == key.TYPE) return word & 15
  const index = found - key.LEVEL
  return (word >> load<u8>(SHIFTS + index)) & load<u8>(MASKS + index)
}
