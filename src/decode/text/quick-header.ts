/**
 * Reads the usual headers of Python's logs from their bytes: `TIME - NAME - LEVEL - `, `TIME LEVEL NAME: ` however decorated,
 * `LEVEL:NAME:`. The formats of preset/python.ts are the reference: what is read here they read in just that way, and whatever could
 * be read in another way is left to them.
 */
import type {BlockLog} from '../block-log.ts'
import type {ByteLabels} from '../generic/flat/byte-labels.ts'
import {foldLevel} from '../level.ts'
import {WIDE} from '../scan/text.ts'
import {isoTimeAt} from '../time/bytes.ts'
import type {UtcOffset} from '../time/zone.ts'

/** A longer line may be cut, which is not done here. */
const MAX_LINE_BYTES = 16_000
const MAX_SEPARATOR = 12
const MAX_SPACES = 8
const MAX_NAME = 190
const MAX_TARGET = 60

const TAB = 9
const NEWLINE = 10
const RETURN = 13
const SPACE = 32
const PAREN = 40
const PAREN_CLOSE = 41
const DASH = 45
const COLON = 58
const SEMICOLON = 59
const BRACKET = 91
const BACKSLASH = 92
const BRACKET_CLOSE = 93
const UNDERSCORE = 95
const PIPE = 124

/** What a byte may be part of: a separator, a logger's name, a module's path, a word that is printed, a level. */
const SEPARATOR = 1
const NAME = 2
const PATH = 4
const WORD = 8
const LETTER = 16
const KINDS = Uint8Array.from({length: 256}, (_, byte) => {
  const text = String.fromCharCode(byte)
  const is = (pattern: RegExp, kind: number) => (byte < 127 && pattern.test(text) ? kind : 0)
  return (
    is(/[ |:;,>-]/, SEPARATOR) |
    is(/[\w.$:-]/, NAME) |
    is(/[\w.]/, PATH) |
    (is(/[!-~]/, WORD) * Number(text !== '"' && text !== '\\')) |
    is(/[A-Za-z]/, LETTER)
  )
})
/** The levels that stand at the start of the basic format. */
const BASIC_LEVELS = new Set(['DEBUG', 'INFO', 'WARNING', 'WARN', 'ERROR', 'CRITICAL', 'FATAL'])

/** Nothing but a format's own pattern can say whether it matches; it certainly does not. */
const UNSURE = -1
const NO = 0

/** Blank to nobody: patterns know more spaces than ASCII has. */
const isPlain = (byte: number): boolean => byte > SPACE && byte < 127

/** Reads headers. */
export interface QuickHeader {
  /**
   * Reads the line that begins at `begin` and ends before `limit`, or before the newline that must follow where `limit` is -1, into
   * `log`; gives its end, or -1 for a line that is not for us. `log` keeps the time that it has where the line tells none.
   */
  read(bytes: Buffer, begin: number, limit: number, log: BlockLog): number
}

/** A reader for one source. */
export function createQuickHeader(labels: ByteLabels, zone: UtcOffset): QuickHeader {
  let bytes: Buffer
  let log: BlockLog

  const skip = (at: number, kind: number): number => {
    while ((KINDS[bytes[at]!]! & kind) !== 0) at++
    return at
  }
  const skipSpaces = (at: number): number => {
    while (bytes[at] === SPACE) at++
    return at
  }
  /** Notes the level in these bytes; false for a word that is none. */
  const takeLevel = (begin: number, end: number): boolean => {
    if (end - begin < 4 || end - begin > 8) return false
    const level = foldLevel(labels.get(bytes, begin, end))
    if (level !== undefined) log.level = level
    return level !== undefined
  }
  const takeLogger = (begin: number, end: number): void => {
    log.logger = labels.get(bytes, begin, end)
  }

  /** Behind the level of `NAME - LEVEL - `. */
  function named(begin: number): number {
    const end = skip(begin, WORD)
    if (end === begin || end - begin > MAX_NAME || bytes[end] !== SPACE) return UNSURE
    if (bytes[end + 1] === SPACE) return NO
    if (bytes[end + 1] !== DASH || bytes[end + 2] !== SPACE) return UNSURE
    const word = end + 3
    const wordEnd = skip(word, LETTER)
    const next = skipSpaces(wordEnd)
    const spaces = next - wordEnd
    const sign = bytes[next]!
    const isDash = sign === DASH || sign === PIPE
    if (!isDash && sign !== COLON) return isPlain(sign) ? NO : UNSURE
    if (isDash ? spaces < 1 || spaces > MAX_SPACES : spaces > MAX_SPACES) return UNSURE
    if (bytes[next + 1] !== SPACE || !takeLevel(word, wordEnd)) return UNSURE
    takeLogger(begin, end)
    return next + 2
  }

  /** Behind the level and the name of ` LEVEL NAME: `, however decorated. */
  function decorated(begin: number): number {
    let at = skip(begin, SEPARATOR)
    if (at - begin > MAX_SEPARATOR) return UNSURE
    const isBracketed = bytes[at] === BRACKET
    if (isBracketed) at++
    const wordEnd = skip(at, LETTER)
    if (isBracketed ? bytes[wordEnd] !== BRACKET_CLOSE : (KINDS[bytes[wordEnd]!]! & SEPARATOR) === 0) return UNSURE
    if (!takeLevel(at, wordEnd)) return UNSURE
    const gap = isBracketed ? wordEnd + 1 : skipSpaces(wordEnd)
    at = skip(gap, SEPARATOR)
    if (gap - wordEnd > MAX_SPACES || at - gap > MAX_SEPARATOR || bytes[gap] === 62 || !isPlain(bytes[at]!))
      return UNSURE
    if (!isBracketed && (bytes[at] === BRACKET_CLOSE || bytes[at] === PAREN_CLOSE)) return UNSURE
    if (bytes[at] === 105 && bytes[at + 1] === 110 && bytes[at + 2] === SPACE) return UNSURE
    if (bytes[at] === PAREN) {
      at = behindThread(at + 1)
      if (at < 0) return UNSURE
    }
    if (bytes[at] === BRACKET) {
      const end = endOfModule(at + 1)
      if (end < 0) return UNSURE
      takeLogger(at + 1, end)
      at = end + 1
      if (bytes[at] === COLON) at++
      if (bytes[at] === SPACE) at++
    }
    const byte = bytes[at]!
    return (byte >= 97 && byte <= 122) || byte === UNDERSCORE ? behindName(at) : at
  }

  /** Behind `MainThread) `. */
  function behindThread(begin: number): number {
    const end = begin + 80
    let at = begin
    while (at < end && bytes[at] !== PAREN_CLOSE && (bytes[at] === SPACE || (KINDS[bytes[at]!]! & WORD) !== 0)) at++
    return at > begin && bytes[at] === PAREN_CLOSE && bytes[at + 1] === SPACE ? at + 2 : -1
  }

  function endOfModule(begin: number): number {
    let at = begin
    while (bytes[at] !== BRACKET_CLOSE && (KINDS[bytes[at]!]! & WORD) !== 0) at++
    return at > begin && at - begin <= MAX_NAME && bytes[at] === BRACKET_CLOSE ? at : -1
  }

  /** Behind a logger's name, if the word at `begin` is one: a separator follows it, or it looks like a module's path. */
  function behindName(begin: number): number {
    const end = skip(begin, NAME)
    if (end - begin > MAX_NAME || bytes[end] === BRACKET) return UNSURE
    const next = skipSpaces(end)
    const sign = bytes[next]!
    if (sign === DASH && next === end + 1 && bytes[next + 1] === SPACE) {
      takeLogger(begin, end)
      return next + 2
    }
    if (sign === DASH || sign === PIPE || sign === SEMICOLON || sign === COLON || sign === TAB || sign > 126)
      return UNSURE
    if (bytes[end - 1] === COLON && end - begin > 1 && bytes[end] === SPACE) {
      takeLogger(begin, end - 1)
      return end + 1
    }
    const pathEnd = skip(begin, PATH)
    if (bytes[pathEnd] !== SPACE || bytes[begin] === UNDERSCORE) return begin
    if (!isTarget(begin, pathEnd)) return begin
    if (pathEnd - begin > MAX_TARGET || bytes[pathEnd + 1] === SPACE) return UNSURE
    takeLogger(begin, pathEnd)
    return pathEnd + 1
  }

  /** Whether a word is `root`, or has a dot or an underscore between two other characters. */
  function isTarget(begin: number, end: number): boolean {
    for (let at = begin + 1; at < end - 1; at++) if (bytes[at] === 46 || bytes[at] === UNDERSCORE) return true
    return end - begin === 4 && bytes.toString('latin1', begin, end) === 'root'
  }

  function timed(begin: number): number {
    const separator = bytes[begin + 10]
    if (separator !== SPACE && separator !== 84) return UNSURE
    const end = skip(begin + 11, WORD)
    if (bytes[end] !== SPACE) return UNSURE
    log.time = isoTimeAt(bytes, begin, end, zone)
    if (Number.isNaN(log.time)) return UNSURE
    log.timeIsReceipt = undefined
    const sign = bytes[end + 1]
    const found = (sign === DASH || sign === PIPE) && bytes[end + 2] === SPACE ? named(end + 3) : NO
    return found === NO ? decorated(end) : found
  }

  /** Behind `LEVEL:NAME:`. */
  function basic(begin: number): number {
    const end = skip(begin, LETTER)
    if (bytes[end] !== COLON || !takeLevel(begin, end) || !BASIC_LEVELS.has(labels.get(bytes, begin, end)))
      return UNSURE
    let at = end + 1
    while (bytes[at] !== COLON && (KINDS[bytes[at]!]! & WORD) !== 0) at++
    const next = bytes[at + 1]!
    if (at === end + 1 || at - end > MAX_NAME || bytes[at] !== COLON || (next >= 48 && next <= 57)) return UNSURE
    takeLogger(end + 1, at)
    return at + 1
  }

  return {
    read(given, begin, limit, into) {
      bytes = given
      log = into
      log.logger = undefined
      log.pluginName = undefined
      const first = bytes[begin]!
      let at = first >= 48 && first <= 57 ? timed(begin) : (KINDS[first]! & LETTER) === 0 ? UNSURE : basic(begin)
      if (at < 0 || (limit >= 0 && at > limit)) return -1
      log.bytes = bytes
      log.begin = at
      let all = 0
      for (; at !== limit; at++) {
        const byte = bytes[at]!
        if (byte < SPACE && byte !== TAB) break
        if (byte === BACKSLASH && limit >= 0) return -1
        // The line separators of Unicode, at which a pattern's dot ends.
        if (byte === 0xe2 && bytes[at + 1] === 0x80 && (bytes[at + 2]! | 1) === 0xa9) return -1
        all |= byte
      }
      const end = at
      if (limit < 0 && bytes[at] === RETURN) at++
      if (at - begin > MAX_LINE_BYTES || (limit < 0 ? bytes[at] !== NEWLINE : at !== limit)) return -1
      log.end = all < 128 ? end : end | WIDE
      return at
    },
  }
}
