/**
 * The usual headers of Python's logs: `TIME - NAME - LEVEL - `, `TIME LEVEL NAME: ` however decorated, `LEVEL:NAME:`. The formats of
 * preset/python.ts are the reference: what is read here they read in just that way, and whatever could be read in another way is left to
 * them.
 */
import {known, meaningOf} from './labels'
import {codeOf, key} from './words'

const MAX_SEPARATOR: usize = 12
const MAX_SPACES: usize = 8
const MAX_NAME: usize = 190
const MAX_TARGET: usize = 60
const MAX_THREAD: usize = 80

const TAB: u32 = 9
const SPACE: u32 = 32
const PAREN: u32 = 40
const PAREN_CLOSE: u32 = 41
const DASH: u32 = 45
const DOT: u32 = 46
const COLON: u32 = 58
const SEMICOLON: u32 = 59
const GREATER: u32 = 62
const BRACKET: u32 = 91
const BRACKET_CLOSE: u32 = 93
const UNDERSCORE: u32 = 95
const PIPE: u32 = 124
/** `root` and `in ` as numbers. */
const ROOT: u32 = 0x746f_6f72
const IN: u32 = 0x0020_6e69

/** What a byte may be part of: a separator, a logger's name, a module's path, a word that is printed, a level. */
const SEPARATOR: u32 = 1
const NAME: u32 = 2
const PATH: u32 = 4
const WORD: u32 = 8
const LETTER: u32 = 16
const KINDS = memory.data(256)

for (let byte: u32 = 32; byte < 127; byte++) {
  const isLetter = (byte | 32) - 97 <= 25
  const isPath = isLetter || byte - 48 <= 9 || byte == UNDERSCORE || byte == DOT
  const isName = isPath || byte == 36 || byte == COLON || byte == DASH
  const isSeparator =
    byte == SPACE || byte == PIPE || byte == COLON || byte == SEMICOLON || byte == 44 || byte == GREATER || byte == DASH
  const isWord = byte > SPACE && byte != 34 && byte != 92
  const kinds =
    (isSeparator ? SEPARATOR : 0) |
    (isName ? NAME : 0) |
    (isPath ? PATH : 0) |
    (isWord ? WORD : 0) |
    (isLetter ? LETTER : 0)
  store<u8>(KINDS + byte, <u8>kinds)
}

/** What the last header has told: the level from 1, and where the logger's name is; it has none where both ends are the same. */
export let level: u32 = 0
export let loggerBegin: usize = 0
export let loggerEnd: usize = 0

/** Behind the bytes of a kind. */
function skip(at: usize, kinds: u32): usize {
  while ((load<u8>(KINDS + load<u8>(at)) & kinds) != 0) at++
  return at
}

function is(at: usize, kinds: u32): bool {
  return (load<u8>(KINDS + load<u8>(at)) & kinds) != 0
}

function skipSpaces(at: usize): usize {
  while (load<u8>(at) == SPACE) at++
  return at
}

/** Blank to nobody: patterns know more spaces than ASCII has. */
function isPlain(byte: u32): bool {
  return byte > SPACE && byte < 127
}

/** Notes the level in these bytes; false for a word that is none. */
function takeLevel(begin: usize, end: usize): bool {
  if (end - begin < 4 || end - begin > 8) return false
  level = codeOf(meaningOf(known(begin, end - begin)), key.LEVEL)
  return level != 0
}

function takeLogger(begin: usize, end: usize): void {
  loggerBegin = begin
  loggerEnd = end
}

/** Behind the header whose time ends at `at`; 0 for one that only the patterns know. */
export function behindTime(at: usize): usize {
  takeLogger(at, at)
  if (load<u8>(at) != SPACE) return 0
  const sign: u32 = load<u8>(at, 1)
  if ((sign == DASH || sign == PIPE) && load<u8>(at, 2) == SPACE) {
    const name = at + 3
    const end = skip(name, WORD)
    if (end == name || end - name > MAX_NAME || load<u8>(end) != SPACE) return 0
    if (load<u8>(end, 1) != SPACE) {
      if (load<u8>(end, 1) != DASH || load<u8>(end, 2) != SPACE) return 0
      const word = end + 3
      const wordEnd = skip(word, LETTER)
      const next = skipSpaces(wordEnd)
      const mark: u32 = load<u8>(next)
      if (mark == DASH || mark == PIPE || mark == COLON) {
        const spaces = next - wordEnd
        if (spaces > MAX_SPACES || (mark != COLON && spaces == 0)) return 0
        if (load<u8>(next, 1) != SPACE || !takeLevel(word, wordEnd)) return 0
        takeLogger(name, end)
        return next + 2
      }
      if (!isPlain(mark)) return 0
    }
  }
  return decorated(at)
}

/** Behind the level and the name of ` LEVEL NAME: `, however decorated. */
function decorated(begin: usize): usize {
  let at = skip(begin, SEPARATOR)
  if (at - begin > MAX_SEPARATOR) return 0
  const isBracketed = load<u8>(at) == BRACKET
  if (isBracketed) at++
  const wordEnd = skip(at, LETTER)
  if (isBracketed ? load<u8>(wordEnd) != BRACKET_CLOSE : !is(wordEnd, SEPARATOR)) return 0
  if (!takeLevel(at, wordEnd)) return 0
  const gap = isBracketed ? wordEnd + 1 : skipSpaces(wordEnd)
  at = skip(gap, SEPARATOR)
  const next: u32 = load<u8>(at)
  if (gap - wordEnd > MAX_SPACES || at - gap > MAX_SEPARATOR || load<u8>(gap) == GREATER || !isPlain(next)) return 0
  if (!isBracketed && (next == BRACKET_CLOSE || next == PAREN_CLOSE)) return 0
  if ((load<u32>(at) & 0xff_ffff) == IN) return 0
  if (next == PAREN) {
    at = behindThread(at + 1)
    if (at == 0) return 0
  }
  if (load<u8>(at) == BRACKET) {
    at = behindModule(at + 1)
    if (at == 0) return 0
  }
  const byte: u32 = load<u8>(at)
  return byte - 97 <= 25 || byte == UNDERSCORE ? behindName(at) : at
}

/** Behind `MainThread) `. */
function behindThread(begin: usize): usize {
  const last = begin + MAX_THREAD
  let at = begin
  while (at < last && load<u8>(at) != PAREN_CLOSE && (load<u8>(at) == SPACE || is(at, WORD))) at++
  return at > begin && load<u8>(at) == PAREN_CLOSE && load<u8>(at, 1) == SPACE ? at + 2 : 0
}

/** Behind `plugins.loader]`, a colon and a space. */
function behindModule(begin: usize): usize {
  let at = begin
  while (load<u8>(at) != BRACKET_CLOSE && is(at, WORD)) at++
  if (at == begin || at - begin > MAX_NAME || load<u8>(at) != BRACKET_CLOSE) return 0
  takeLogger(begin, at)
  at++
  if (load<u8>(at) == COLON) at++
  return load<u8>(at) == SPACE ? at + 1 : at
}

/** Behind a logger's name, if the word at `begin` is one: a separator follows it, or it looks like a module's path. */
function behindName(begin: usize): usize {
  const end = skip(begin, NAME)
  if (end - begin > MAX_NAME || load<u8>(end) == BRACKET) return 0
  const next = skipSpaces(end)
  const sign: u32 = load<u8>(next)
  if (sign == DASH && next == end + 1 && load<u8>(next, 1) == SPACE) {
    takeLogger(begin, end)
    return next + 2
  }
  if (sign == DASH || sign == PIPE || sign == SEMICOLON || sign == COLON || sign == TAB || sign > 126) return 0
  if (load<u8>(end - 1) == COLON && end - begin > 1 && load<u8>(end) == SPACE) {
    takeLogger(begin, end - 1)
    return end + 1
  }
  const pathEnd = skip(begin, PATH)
  if (load<u8>(pathEnd) != SPACE || load<u8>(begin) == UNDERSCORE || !isTarget(begin, pathEnd)) return begin
  if (pathEnd - begin > MAX_TARGET || load<u8>(pathEnd, 1) == SPACE) return 0
  takeLogger(begin, pathEnd)
  return pathEnd + 1
}

/** Whether a word is `root`, or has a dot or an underscore between two other characters. */
function isTarget(begin: usize, end: usize): bool {
  for (let at = begin + 1; at + 1 < end; at++) if (load<u8>(at) == DOT || load<u8>(at) == UNDERSCORE) return true
  return end - begin == 4 && load<u32>(begin) == ROOT
}

/** Behind `LEVEL:NAME:`; 0 for a line that does not begin so. */
export function behindLevel(begin: usize): usize {
  const end = skip(begin, LETTER)
  if (load<u8>(end) != COLON || !isBasicLevel(begin, end) || !takeLevel(begin, end)) return 0
  let at = end + 1
  while (load<u8>(at) != COLON && is(at, WORD)) at++
  if (at == end + 1 || at - end > MAX_NAME || load<u8>(at) != COLON || <u32>load<u8>(at, 1) - 48 <= 9) return 0
  takeLogger(end + 1, at)
  return at + 1
}

/** Whether a word that may be a level is one with which a line may begin: DEBUG, INFO, WARN, WARNING, ERROR, CRITICAL, FATAL. */
function isBasicLevel(begin: usize, end: usize): bool {
  for (let at = begin; at < end; at++) if (load<u8>(at) > 90) return false
  const second: u32 = load<u8>(begin, 1)
  switch (<u32>load<u8>(begin)) {
    case 68:
      return end - begin == 5
    case 73:
      return end - begin == 4
    case 87:
      return true
    case 69:
      return end - begin == 5 && second == 82
    case 67:
      return end - begin == 8
    case 70:
      return end - begin == 5 && second == 65
  }
  return false
}
