import {KEY_NAMES, KEY_RANKS, KEY_ROLES} from './keys.ts'
import {READERS} from '../native/read-event.ts'

/** Where the parts of a word's meaning stand: the figures of assembly/dialect.ts. */
const RANK = 4
const NUMBER = 12
const OF_ERROR = 20
const MARK = 24
const NATIVE = 1 << 28

/** The names of an error's type and stack in the object that tells of it, the surest first, as log-error.ts asks for them. */
const ERROR_TYPES = ['type', 'name', 'exc_type', 'class']
const ERROR_STACKS = ['stack', 'stack_trace', 'stacktrace', 'traceback']
/** Names that say something of the kind of line, by their numbers from 1; the first of Docker's is the seventh. */
const MARKS = ['type', 'v', 'record', '_TRANSPORT', 'MESSAGE', 'level', 'log', 'time', 'stream', 'exc_info']

/** What each name is in a line of a log dialect. A name may be there more than once: its meanings are put together. */
export const DIALECT_WORDS: readonly (readonly [word: string, meaning: number])[] = [
  ...KEY_NAMES.map(
    (name, index) => [name, (KEY_ROLES[index]! + 1) | (KEY_RANKS[index]! << RANK) | (index << NUMBER)] as const,
  ),
  ...[...ERROR_TYPES, ...ERROR_STACKS].map((name, index) => [name, (index + 1) << OF_ERROR] as const),
  ...MARKS.map((name, index) => [name, (index + 1) << MARK] as const),
  ...Object.keys(READERS).map((type) => [type, NATIVE] as const),
]
