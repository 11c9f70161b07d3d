/** Where the parts of a record lie, in words of four bytes: the figures of assembly/layout.ts. */
export const RECORD_WORDS = 48
/** Bytes: the type (0 for lines of the general path), the level, the status, the method. */
export const HEAD = 0
/** The addresses of the line's bytes. */
export const BEGIN = 1
export const END = 2
/** A bit for each key that is there and not null. */
export const PRESENT = 3
/** Doubles, two words each: an index of these halves. */
export const TIME = 4
export const START = 6
export const DURATION = 8
export const PID = 10
export const CPU = 12
export const RSS = 14
export const HEAP = 16
/** Ids of labels, 0 where there is none. */
export const NAME = 18
export const PLUGIN = 19
export const VERSION = 20
export const DIRECTORY = 21
export const ERROR_TYPE = 22
export const REASON = 23
export const OLD_STATE = 24
export const NEW_STATE = 25
export const LOGGER = 26
/** Texts, begin and end. */
export const ID = 30
export const TRACE = 32
export const SPAN = 34
export const PARENT = 36
export const MESSAGE = 38
export const STACK = 40
export const TAGS = 42
/** Lines of the block before this one. */
export const LINE = 44
