/**
 * The words of the protocol, by numbers that both sides know (../words.ts). A word is a label like any other that has a meaning: the
 * other side tells the meanings when the table of labels begins.
 */

/** Keys, in the order of their slots: numbers first, then labels, then texts. */
export namespace key {
  /** No key: the start of the line. */
  export const NONE: u32 = 0
  export const V: u32 = 1
  export const TYPE: u32 = 2
  export const TIME: u32 = 3
  export const START: u32 = 4
  /** Up to the last one, numbers. */
  export const HEAP: u32 = 9
  export const NAME: u32 = 10
  export const LOGGER: u32 = 18
  export const ID: u32 = 19
  export const STACK: u32 = 24
  export const TAGS: u32 = 25
  export const LEVEL: u32 = 26
  export const STATUS: u32 = 27
  export const METHOD: u32 = 28
  /** One that the protocol does not know; several may stand in one line. */
  export const UNKNOWN: u32 = 29
  /** Not a key: the brace that ends the object. */
  export const END: u32 = 30
  /** A second name of a field, which only the general path understands. */
  export const ALIAS: u32 = 31
}

/** Where in a word's meaning stands what it is: as a value four bits each, as a key eight. */
export namespace meaning {
  export const TYPE: u32 = 0
  /** Those of status and method stand behind it. */
  export const LEVEL: u32 = 4
  /** A key of an event, or one of its tags. */
  export const EVENT_KEY: u32 = 16
  export const TAG_KEY: u32 = 24
}
