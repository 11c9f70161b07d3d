import {LEVELS, type MetricEvent, type UsageMethod} from '../../event.ts'
import {LEVEL_WORDS} from '../level.ts'

/**
 * The words of the native protocol as the scanner knows them, by the numbers of assembly/words.ts. What a type must have and may have
 * is that of native/read-event.ts; types that are not here are for the general path.
 */

/** The keys of an event; a key's number is its place. */
const KEYS =
  'v type time start duration_ms pid cpu_s rss_bytes heap_bytes value name plugin_name version directory error_type reason ' +
  'old_state new_state logger labels id trace_id span_id parent_id message stack tags level status method kind unit'
const KEY_OF = new Map(KEYS.split(' ').map((word, index) => [word, index] as const))
/** Second names of fields, which only the general path understands. */
const ALIASES = 'error.type exception.stacktrace service.name service.instance.id process.pid'
const ALIAS = 35
/** The tags that become labels. */
const LIFTED = 'plugin_name version directory'

/** The types by their numbers, from 1. Those with lifted tags come first. */
export const SCANNED_TYPES = ['span_start', 'span_update', 'span', 'log', 'state', 'error', 'usage', 'metric'] as const
/** The numbers of log lines of other programs, which are types of records only: of one in JSON, and of one in text, which may go on in the next line. */
export const LOG_OF_DIALECT = SCANNED_TYPES.length + 1
export const LOG_OF_TEXT = LOG_OF_DIALECT + 1
/** The same two where the record only says where the fields lie. */
export const FIELDS_OF_DIALECT = LOG_OF_TEXT + 1
export const FIELDS_OF_TEXT = FIELDS_OF_DIALECT + 1
/** Which keys each of them needs, and which it may have. */
const FIELDS: Readonly<Record<(typeof SCANNED_TYPES)[number], readonly [needed: string, known: string]>> = {
  span_start: ['name trace_id span_id', 'parent_id tags'],
  span_update: ['span_id tags', ''],
  span: ['name trace_id span_id start duration_ms status', 'parent_id error_type message tags'],
  log: ['level message', 'logger plugin_name error_type stack tags'],
  state: ['plugin_name new_state', 'version old_state reason directory pid'],
  error: ['plugin_name error_type message', 'stack'],
  usage: ['method', 'plugin_name pid cpu_s rss_bytes heap_bytes'],
  metric: ['name kind value', 'unit labels'],
}
/** The words of the other fields that have few, by their numbers from 1. */
export const STATUSES = ['ok', 'error'] as const
export const METHODS = ['process', 'thread', 'sampled', 'reported'] as const satisfies readonly UsageMethod[]
export const KINDS = ['counter', 'gauge', 'histogram'] as const satisfies readonly MetricEvent['kind'][]
export const UNITS = ['s', 'By', '1'] as const satisfies readonly MetricEvent['unit'][]

/** The bit of a key among those that a record has. */
export function bitOf(key: string): number {
  return 1 << KEY_OF.get(key)!
}

function bitsOf(keys: string): number {
  return keys === '' ? 0 : keys.split(' ').reduce((bits, key) => bits | bitOf(key), 0)
}

/** Levels as they are written: in lower and in upper case, and with a capital. */
const LEVEL_SPELLINGS = [...LEVEL_WORDS].flatMap(([word, level]) => {
  const capital = `${word.slice(0, 1)}${word.slice(1).toLowerCase()}`
  return LEVEL_WORDS.has(capital) ? [[word, level] as const] : [word, capital].map((each) => [each, level] as const)
})

/** What each type needs and knows, as bits. */
export const TYPE_FIELDS: readonly (readonly [type: number, needed: number, known: number])[] = SCANNED_TYPES.map(
  (type, index) => [index + 1, bitsOf(FIELDS[type][0]), bitsOf(FIELDS[type][1])],
)

/** Every word with its meaning: what it is as a value in the low bits, as a key and as a tag above them. The empty one comes first. */
export const MEANINGS: readonly (readonly [word: string, meaning: number])[] = [
  ['', 0],
  ...SCANNED_TYPES.map((word, index) => [word, index + 1] as const),
  ...LEVEL_SPELLINGS.map(([word, level]) => [word, (LEVELS.indexOf(level) + 1) << 4] as const),
  ...STATUSES.map((word, index) => [word, (index + 1) << 7] as const),
  ...METHODS.map((word, index) => [word, (index + 1) << 9] as const),
  ...KINDS.map((word, index) => [word, (index + 1) << 12] as const),
  ...UNITS.map((word, index) => [word, (index + 1) << 14] as const),
  ...[...KEY_OF].map(([word, key]) => [word, (key + 1) << 16] as const),
  ...ALIASES.split(' ').map((word) => [word, (ALIAS + 1) << 16] as const),
  ...LIFTED.split(' ').map((word, index) => [word, (index + 1) << 24] as const),
]
