/**
 * Where things lie in the scanner's memory. All of it is laid out once and never grows: growing would detach the views of the other
 * side. What is below 64 KiB belongs to the compiler (constants).
 */
export const INPUT: usize = 0x1_0000
/** As much as one call scans; what a source gives at once is at most 1.25 MiB. */
export const INPUT_BYTES: usize = 0x20_0000
/** Reading 16 or 32 bytes at once may look behind the end of the input. */
const SLACK: usize = 0x1000

export const RECORDS: usize = INPUT + INPUT_BYTES + SLACK
export const RECORD_BYTES: usize = 208
/** A block of the largest size has as many of 16 bytes each. What is left of a block then goes to the general path as one record. */
export const MAX_RECORDS: usize = 16_384

/** The labels by their ids, 32 bytes each: see labels.ts. */
export const ENTRIES: usize = RECORDS + MAX_RECORDS * RECORD_BYTES
export const MAX_LABELS: u32 = 65_536
/** Hash → id, at most half full. */
export const BUCKETS: usize = ENTRIES + MAX_LABELS * 32
const MAX_BUCKETS: usize = 131_072
/** The labels' bytes. */
export const ARENA: usize = BUCKETS + MAX_BUCKETS * 4
export const ARENA_BYTES: usize = 0x40_0000
/** What was learned of the pieces between two values: see pieces.ts. */
export const PIECES: usize = ARENA + ARENA_BYTES + SLACK
export const PIECE_BYTES: usize = 64
/** Pieces by context (no type yet, the types, tags, two for dialects) and by what came before them. */
const PIECE_CONTEXTS: usize = 12
export const DIALECT_CONTEXT: u32 = 10
export const PIECE_PLACES: usize = 34
/** The table of the automaton that knows the messages of no rule: what follows in each state on each ASCII byte, and whether a text may end there. */
export const STATES: usize = PIECES + PIECE_CONTEXTS * PIECE_PLACES * PIECE_BYTES
const MAX_STATES: usize = 512
export const ENDS: usize = STATES + MAX_STATES * 128 * 2
export const MEMORY_BYTES: usize = ENDS + MAX_STATES

/** Where the parts of a record lie; record.ts on the other side has the same figures in units of four bytes. */
export namespace slot {
  /** Behind the type (a byte, 0 for lines of the general path) one each for level, status, method, kind and unit. */
  export const LEVEL: usize = 1
  /** Where the other side reads the fields, whether the line has come out of a program's output. */
  export const IS_FROM_STDOUT: usize = 1
  /** Of a log line, which of a program's outputs a runtime says it came from: 0 where none does. */
  export const STREAM: usize = 4
  export const STDOUT: u32 = 1
  export const STDERR: u32 = 2
  /** Behind them, whether the time is one of a zone that only the other side knows; the fraction of its second is then in START. */
  export const IS_LOCAL: usize = 6
  /** Whether the message may tell more than that it is one. */
  export const MAY_TELL: usize = 7
  export const BEGIN: usize = 8
  export const END: usize = 12
  /** Which fields are there, a bit each by key. */
  export const PRESENT: usize = 16
  /** Of a line whose fields the other side reads, where they lie: what log-record.ts knows of each role, 16 bytes. */
  export const FIELDS: usize = 24
  /** Numbers, 8 bytes each. */
  export const TIME: usize = 24
  export const START: usize = 32
  /** Ids of labels, 4 bytes each; 0 where there is none. */
  export const LABELS: usize = 88
  /** Among them those of the plugin, its version and its directory, */
  export const PLUGIN: usize = 92
  export const ERROR_TYPE: usize = 104
  export const LOGGER: usize = 120
  /** and the same three out of the tags. */
  export const LIFTED: usize = 128
  /** Texts: begin and end, 4 bytes each; the end's top bits are flags. */
  export const SPANS: usize = 140
  export const MESSAGE: usize = 172
  export const STACK: usize = 180
  /** The number of lines of the block before this one. */
  export const LINE: usize = 196
  /** Of a log line whose message may tell more, the id of the message as a label, or 0. */
  export const MESSAGE_LABEL: usize = 200
}
