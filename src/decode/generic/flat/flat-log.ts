import type {Level} from '../../../event.ts'
import type {Interner} from '../../intern.ts'
import {foldLevel} from '../../level.ts'
import {READERS} from '../../native/read-event.ts'
import {logTime} from '../../time/log-time.ts'
import {isoTimeAt, logTimeAt} from '../../time/bytes.ts'
import {UTC, type UtcOffset} from '../../time/zone.ts'
import {streamOf} from '../envelopes.ts'
import type {LogFields} from '../log-fields.ts'
import * as text from '../../scan/text.ts'
import {createByteLabels, type ByteLabels} from './byte-labels.ts'
import type {FlatLog} from './flat-record.ts'
import {ESCAPED, numberAt, skipBlanks, skipString, skipValue, WIDE} from './json-bytes.ts'
import {findKey, HASH_PRIME, HASH_SEED, KEY_NAMES, KEY_RANKS, KEY_ROLES, keyNumber, NEST, ROLES} from './keys.ts'

/** Objects in objects in objects say nothing about a log record any more, as in log-fields.ts. */
const MAX_DEPTH = 2
const DEPTH_RANK = 1_000
const NO_RANK = 65_535

const [TIME_ROLE, LEVEL_ROLE, MESSAGE_ROLE, LOGGER_ROLE, PLUGIN_ROLE] = [0, 1, 2, 3, 4] as const
/** The roles that a record must have, and may not have, to be read at once. */
const NEEDED = Uint8Array.from(ROLES, (_, role) => (role <= MESSAGE_ROLE ? 1 : 0))
const REFUSED = Uint8Array.from(ROLES, (_, role) => (role > PLUGIN_ROLE ? 1 : 0))

const QUOTE = 34
const BACKSLASH = 92
const BRACE = 123
/** Roles whose strings come again and again. */
const IS_LABEL = Uint8Array.from(ROLES, (role) => (role === 'level' || role === 'logger' || role === 'plugin' ? 1 : 0))

const [TIME, LOG, STREAM, LEVEL] = ['time', 'log', 'stream', 'level'].map(keyNumber) as [number, number, number, number]
const [TYPE, VERSION, RECORD] = ['type', 'v', 'record'].map(keyNumber) as [number, number, number]
const [JOURNAL_MESSAGE, TRANSPORT] = ['MESSAGE', '_TRANSPORT'].map(keyNumber) as [number, number]

interface RankedField {
  name: string
  value: unknown
  rank: number
}

/** Nothing read yet. */
export function createFlatLog(intern: Interner, labels: ByteLabels = createByteLabels(intern)): FlatLog {
  const ranks = new Uint16Array(ROLES.length)
  const keys = new Uint8Array(ROLES.length)
  const begins = new Int32Array(ROLES.length)
  const ends = new Int32Array(ROLES.length)
  const holds = new Uint8Array(ROLES.length)
  /** The fields of the outermost object that may make it an envelope: where they begin, or -1. */
  const outerBegins = new Int32Array(KEY_NAMES.length)
  const outerEnds = new Int32Array(KEY_NAMES.length)
  /** In which object each key was seen last. */
  const seenIn = new Float64Array(KEY_NAMES.length)
  let objects = 0
  let outer = 0
  let bytes: Buffer
  const found = ROLES.map((): RankedField => ({name: '', value: undefined, rank: 0}))
  const fields: {-readonly [role in keyof LogFields]: LogFields[role] | undefined} = {}

  /** Reads the object whose brace stands before `at`; the place behind it, or -1 when it is not for us. */
  function scanObject(at: number, depth: number): number {
    const object = ++objects
    at = skipBlanks(bytes, at)
    if (bytes[at] === 125) return at + 1
    for (;;) {
      if (bytes[at] !== QUOTE) return -1
      const name = ++at
      let hash = HASH_SEED
      for (let byte; (byte = bytes[at]!) !== QUOTE; at++) {
        if (byte < 32 || byte === 92) return -1
        hash = Math.imul(hash ^ byte, HASH_PRIME)
      }
      const key = findKey(bytes, name, at, hash)
      if (bytes[++at] !== 58) {
        at = skipBlanks(bytes, at)
        if (bytes[at] !== 58) return -1
      }
      if (bytes[++at]! <= 32) at = skipBlanks(bytes, at)
      if (key < 0) at = skipValue(bytes, at)
      else {
        if (seenIn[key] === object) return -1
        seenIn[key] = object
        at = takeValue(key, at, depth)
      }
      if (at < 0) return -1
      if (bytes[at] !== 44) {
        at = skipBlanks(bytes, at)
        if (bytes[at] === 125) return at + 1
        if (bytes[at] !== 44) return -1
      }
      if (bytes[++at] !== QUOTE) at = skipBlanks(bytes, at)
    }
  }

  function takeValue(key: number, at: number, depth: number): number {
    const role = KEY_ROLES[key]!
    const byte = bytes[at]
    if (depth === 0) outerBegins[key] = at
    if (role === NEST && byte === BRACE && depth < MAX_DEPTH) return scanObject(at + 1, depth + 1)
    let end: number
    let held = 0
    if (byte === QUOTE) {
      const string = skipString(bytes, at + 1)
      if (string < 0) return -1
      end = at + 2 + (string >> 2)
      held = string & (ESCAPED | WIDE)
    } else {
      end = skipValue(bytes, at)
      if (end < 0) return -1
    }
    if (depth === 0) outerEnds[key] = end
    // What is null or an empty string counts as absent.
    if (role >= NEST || byte === 110 || (byte === QUOTE && end - at === 2)) return end
    const rank = KEY_RANKS[key]! + depth * DEPTH_RANK
    if (rank < ranks[role]!) {
      ranks[role] = rank
      keys[role] = key
      begins[role] = at
      ends[role] = end
      holds[role] = held
    }
    return end
  }

  const isOuter = (key: number): boolean => seenIn[key] === outer
  const isOuterString = (key: number): boolean => isOuter(key) && bytes[outerBegins[key]!] === QUOTE

  /** Whether the general path has more to say of the line than which fields it has. */
  function isSpecial(): boolean {
    if (isOuter(RECORD) && bytes[outerBegins[RECORD]!] === BRACE) return true
    if (isOuterString(JOURNAL_MESSAGE)) {
      const first = bytes[outerBegins[JOURNAL_MESSAGE]! + 1]
      // An escape may be a brace too.
      if (first === BRACE || first === BACKSLASH) return true
    }
    return isOuterString(TYPE) && (isOuter(VERSION) || Object.hasOwn(READERS, textOf(TYPE)))
  }

  const textOf = (key: number): string => {
    const begin = outerBegins[key]!
    return stringAt(begin, outerEnds[key]!, skipString(bytes, begin + 1) & (ESCAPED | WIDE))
  }

  /** The string in the quotes at `begin` and before `end`. */
  function stringAt(begin: number, end: number, held: number): string {
    if (held === 0) return bytes.toString('latin1', begin + 1, end - 1)
    return JSON.parse(bytes.toString('utf8', begin, end)) as string
  }

  /** The field of a role, in an object that is used again; undefined where there is none. */
  function fieldOf(role: number): RankedField | undefined {
    const rank = ranks[role]!
    if (rank === NO_RANK) return undefined
    const field = found[role]!
    field.name = KEY_NAMES[keys[role]!]!
    field.value = valueOf(role, begins[role]!, ends[role]!)
    field.rank = rank
    return field
  }

  function valueOf(role: number, begin: number, end: number): unknown {
    const byte = bytes[begin]!
    if (byte === QUOTE) {
      const held = holds[role]!
      if (held === 0 && IS_LABEL[role] === 1) return labels.get(bytes, begin + 1, end - 1)
      return stringAt(begin, end, held)
    }
    if (byte === 45 || byte < 58) return numberAt(bytes, begin, end)
    return JSON.parse(bytes.toString('utf8', begin, end))
  }

  /** The label of a role, '' where there is none; undefined for a value that is no plain string. */
  function labelOf(role: number): string | undefined {
    if (ranks[role] === NO_RANK) return ''
    if (holds[role] !== 0 || bytes[begins[role]!] !== QUOTE) return undefined
    return labels.get(bytes, begins[role]! + 1, ends[role]! - 1)
  }

  function levelOf(): Level | undefined {
    const begin = begins[LEVEL_ROLE]!
    if (bytes[begin] === QUOTE) return foldLevel(labelOf(LEVEL_ROLE))
    // Other fields' numbers have meanings of their own.
    return keys[LEVEL_ROLE] === LEVEL ? foldLevel(valueOf(LEVEL_ROLE, begin, ends[LEVEL_ROLE]!)) : undefined
  }

  function timeOf(zone: UtcOffset): number {
    const begin = begins[TIME_ROLE]!
    const end = ends[TIME_ROLE]!
    if (bytes[begin] !== QUOTE) return logTime(valueOf(TIME_ROLE, begin, end), zone)
    return holds[TIME_ROLE] === 0 ? logTimeAt(bytes, begin + 1, end - 1, zone) : NaN
  }

  return {
    take(log, zone) {
      for (let role = 0; role < ROLES.length; role++)
        if ((ranks[role] === NO_RANK ? NEEDED : REFUSED)[role] === 1) return false
      if (bytes[begins[MESSAGE_ROLE]!] !== QUOTE) return false
      const level = levelOf()
      const logger = labelOf(LOGGER_ROLE)
      const plugin = labelOf(PLUGIN_ROLE)
      const time = timeOf(zone)
      if (level === undefined || logger === undefined || plugin === undefined || Number.isNaN(time)) return false
      log.time = time
      log.timeIsReceipt = undefined
      log.level = level
      log.logger = logger === '' ? undefined : logger
      log.pluginName = plugin === '' ? undefined : plugin
      const held = holds[MESSAGE_ROLE]!
      log.bytes = bytes
      log.begin = begins[MESSAGE_ROLE]! + 1
      log.end = (ends[MESSAGE_ROLE]! - 1) | (held & ESCAPED ? text.ESCAPED : 0) | (held & WIDE ? text.WIDE : 0)
      return true
    },
    wrapped() {
      if (!isOuterString(LOG) || !isOuterString(STREAM) || !isOuterString(TIME)) return undefined
      const begin = outerBegins[LOG]! + 1
      const end = outerEnds[LOG]! - 3
      // The newline that ends it is the one escape; others are for who reads it to find.
      if (end < begin || bytes[end] !== 92 || bytes[end + 1] !== 110) return undefined
      const time = isoTimeAt(bytes, outerBegins[TIME]! + 1, outerEnds[TIME]! - 1, UTC)
      const stream = streamOf(labels.get(bytes, outerBegins[STREAM]! + 1, outerEnds[STREAM]! - 1))
      return Number.isNaN(time) || stream === 'main' ? undefined : {time, stream, begin, end}
    },
    scan(given, begin) {
      bytes = given
      outer = objects + 1
      ranks.fill(NO_RANK)
      let at = skipBlanks(bytes, begin)
      if (bytes[at] !== BRACE) return false
      at = scanObject(at + 1, 0)
      return at >= 0 && bytes[skipBlanks(bytes, at)] === 10 && !isSpecial()
    },
    envelope() {
      if (!isOuterString(LOG) || !isOuterString(STREAM) || !isOuterString(TIME)) return undefined
      const log = textOf(LOG)
      const isLast = log.endsWith('\n')
      const payload = isLast ? log.slice(0, -1) : log
      return {time: logTime(textOf(TIME), UTC), stream: streamOf(textOf(STREAM)), payload, isLast}
    },
    fields() {
      fields.time = fieldOf(0)
      fields.level = fieldOf(1)
      fields.message = fieldOf(2)
      fields.logger = fieldOf(3)
      fields.plugin = fieldOf(4)
      fields.error = fieldOf(5)
      fields.errorType = fieldOf(6)
      fields.stack = fieldOf(7)
      return fields
    },
    get isFromStdout() {
      return isOuterString(TRANSPORT) && textOf(TRANSPORT) === 'stdout'
    },
  }
}
