/** Where the parts of a record lie, in words of four bytes: the figures of assembly/layout.ts. */
export const RECORD_WORDS = 52
/** Bytes: the type (0 for lines of the general path), the level, the status, the method; in the next word the kind and the unit. */
export const HEAD = 0
/** Of a log line its first byte is the place in STREAMS of the stream that a runtime says it came from. */
export const STREAM = 255
export const STREAMS = ['main', 'stdout', 'stderr'] as const
/** The same word as a bit of it: the time is one of a zone that the program does not know, less the fraction in START. */
export const KIND = 1
export const IS_LOCAL = 1 << 16
/** There too: the message of another program's log line may tell more than that it is one. */
export const MAY_TELL = 1 << 24
/** The addresses of the line's bytes. */
export const BEGIN = 2
export const END = 3
/** A bit for each key that is there and not null. */
export const PRESENT = 4
/** Of a line of which the record only says where its fields lie: four words for each role, what is there NO_FIELD where it has none. */
export const FIELDS = 6
export const NO_FIELD = 0xffff
/** Doubles, two words each. */
export const TIME = 6
export const START = 8
export const DURATION = 10
export const PID = 12
export const CPU = 14
export const RSS = 16
export const HEAP = 18
export const VALUE = 20
/** Ids of labels, 0 where there is none. */
export const NAME = 22
export const PLUGIN = 23
export const VERSION = 24
export const DIRECTORY = 25
export const ERROR_TYPE = 26
export const REASON = 27
export const OLD_STATE = 28
export const NEW_STATE = 29
export const LOGGER = 30
export const LABELS = 31
/** Texts, begin and end. */
export const ID = 35
export const TRACE = 37
export const SPAN = 39
export const PARENT = 41
export const MESSAGE = 43
export const STACK = 45
export const TAGS = 47
/** Lines of the block before this one. */
export const LINE = 49
/** The label that a message of another program is which may tell more, or 0: one that has come before is the same text again. */
export const MESSAGE_LABEL = 50
