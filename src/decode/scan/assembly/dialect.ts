/** One line of another program's JSON into one record, by the names that the dialects give to the fields. */
import {known, roleOf} from './labels'
import {DIALECT_CONTEXT, PIECE_BYTES, PIECE_PLACES, slot} from './layout'
import {
  fillFields,
  forgetFields,
  isSurer,
  kind,
  mark,
  markOf,
  NUMBER,
  role,
  ROLE,
  takeError,
  takeSurest,
} from './found-fields'
import {fill} from './log-record'
import {guessAt, guessedKey, keyBegin, keyLength, learn, matchedLength, pieceKey, readKey} from './pieces'
import {blanksEnd, isNull, valueEnd} from './skip'
import {flags, stringEnd} from './string'
import {FIELDS_OF_DIALECT, key, LOG_OF_DIALECT} from './words'

/** In a name's meaning, what it is in the object that tells of an error: 1 to 4 its type, 5 to 8 its stack, surest first. */
const OF_ERROR: u32 = 20
const LAST_TYPE: u32 = 4
/** As a value of `type`: an event of the protocol. */
const NATIVE: u32 = 1 << 28

/** What was seen of the outermost object: what Docker writes and what the protocol does. */
const IS_DOCKER: u32 = 7
const HAS_V: u32 = 8
const HAS_TYPE: u32 = 16
const HAS_NATIVE_TYPE: u32 = 32
/** Of a journal: a line that a program has written, perhaps one of a log of its own. */
const IS_FROM_STDOUT: u32 = 64

/** Objects in objects in objects say nothing of a log record any more. */
const MAX_DEPTH: u32 = 2

/** `"stdout"` as a number. */
const STDOUT: u64 = 0x2274_756f_6474_7322
/** In which object each name was seen last, by its number. */
const SEEN = memory.data(256 * 4)

let objects: u32 = 0
let place: u32 = 0
let outer: u32 = 0

/** What Docker writes: the program's line, its time and its stream, in the order of the marks. */
export namespace docker {
  export const LOG: u32 = 0
  export const TIME: u32 = 1
  export const STREAM: u32 = 2
}
const DOCKER = memory.data(8 * 3)
/** The newline of the line that `dialectEnd` has read last, if Docker wrote it; else 0. */
export let dockerNewline: usize = 0

/** Where one of its strings begins, behind the quote. */
export function dockerBegin(which: u32): usize {
  return <usize>load<u32>(DOCKER + ((<usize>which) << 3))
}

/** The quote behind it. */
export function dockerEnd(which: u32): usize {
  return <usize>load<u32>(DOCKER + ((<usize>which) << 3), 4)
}

/** What the name before the next value means. */
let word: u32 = 0
const END: u32 = 0xffff_ffff

/**
 * Reads the line that begins at `begin` with a brace, and gives the address of its newline; 0 when it is one for the general path.
 * `firstPlace` is the place of the first guess at what stands between two values.
 */
export function dialectEnd(begin: usize, record: usize, firstPlace: u32): usize {
  forgetFields()
  place = firstPlace
  outer = 0
  dockerNewline = 0
  let at = members(begin, 0)
  if (at == 0) return 0
  at = blanksEnd(at)
  if (load<u8>(at) != 10 || isOfProtocol()) return 0
  if ((outer & IS_DOCKER) == IS_DOCKER) {
    dockerNewline = at
    return 0
  }
  const isFromStdout = (outer & IS_FROM_STDOUT) != 0
  if (isFromStdout || !fill(record, LOG_OF_DIALECT)) fillFields(record, FIELDS_OF_DIALECT, isFromStdout)
  store<u32>(record, <u32>begin, slot.BEGIN)
  store<u32>(record, <u32>at, slot.END)
  return at
}

/** Whether the line is an event of the protocol, or one that it does not know. */
function isOfProtocol(): bool {
  return (outer & HAS_NATIVE_TYPE) != 0 || (outer & (HAS_V | HAS_TYPE)) == (HAS_V | HAS_TYPE)
}

/** Reads the key before a value into `word`, and gives the address of the value; behind the object's brace for its END; 0 for what is no key. */
function nextKey(at: usize, open: u32): usize {
  const guess = guessAt(DIALECT_CONTEXT, place)
  const other = guess + <usize>PIECE_PLACES * PIECE_BYTES
  if (place < <u32>PIECE_PLACES - 1) place++
  if (load<u8>(at) == open) {
    let length = matchedLength(guess, at)
    if (length != 0) {
      word = guessedKey(guess)
      return at + length
    }
    length = matchedLength(other, at)
    if (length != 0) {
      word = guessedKey(other)
      return at + length
    }
  }
  const begin = at
  at = readKey(at, open)
  if (at == 0) return 0
  if (pieceKey == key.END) {
    word = END
    return at
  }
  word = roleOf(known(keyBegin, keyLength))
  if (load<u8>(begin) == open) {
    // Two guesses for a place: lines with an error have one key more.
    memory.copy(other, guess, PIECE_BYTES)
    learn(guess, begin, at - begin, word)
  }
  return at
}

/** Behind the object that begins at `at`. */
function members(at: usize, depth: u32): usize {
  const object = ++objects
  let open: u32 = 123
  while (true) {
    at = nextKey(at, open)
    if (at == 0 || word == END) return at
    open = 44
    at = (word & ROLE) == 0 ? valueEnd(at) : takeField(at, depth, object)
    if (at == 0) return 0
    if (load<u8>(at) == 125) return at + 1
  }
}

/** Behind the value of a name that means something. */
function takeField(at: usize, depth: u32, object: u32): usize {
  const meaning = word
  const seen = SEEN + (((<usize>(meaning >> NUMBER)) & 0xff) << 2)
  if (load<u32>(seen) == object) return 0
  store<u32>(seen, object)
  const which = meaning & ROLE
  const first: u32 = load<u8>(at)
  if (which == role.NEST && first == 123 && depth < MAX_DEPTH) return members(at, depth + 1)
  const isWanted = isSurer(meaning, depth)
  const says = depth == 0 ? markOf(meaning) : 0
  if (first == 34) {
    const end = stringEnd(at + 1)
    if (end == 0) return 0
    const held = flags
    if (says != 0 && !takeMark(says, at, end, held)) return 0
    // An empty string counts as absent.
    if (isWanted && end > at + 1) takeSurest(meaning, depth, at + 1, (<u32>end) | held, kind.TEXT)
    return end + 1
  }
  if (says == mark.V) outer |= HAS_V
  if (says == mark.RECORD && (first == 123 || first == 91)) return 0
  let end = isWanted && which == role.ERROR && first == 123 ? errorEnd(at) : 0
  const isError = end != 0
  if (!isError) end = valueEnd(at)
  if (end == 0) return 0
  // So does null.
  if (isWanted && first != 110) {
    const isNumber = first == 45 || first - 48 <= 9
    takeSurest(meaning, depth, at, <u32>end, isError ? kind.ERROR : isNumber ? kind.NUMBER : kind.OTHER)
  }
  return end
}

/** Notes what the string between the quotes at two places says of the line in the outermost object; false when that makes it one for the general path. */
function takeMark(says: u32, at: usize, end: usize, held: u32): bool {
  if (says == mark.V) outer |= HAS_V
  else if (says == mark.TYPE) {
    outer |= HAS_TYPE
    if ((roleOf(known(at + 1, end - at - 1)) & NATIVE) != 0) outer |= HAS_NATIVE_TYPE
    return held == 0
  } else if (says == mark.TRANSPORT) {
    if (load<u64>(at) == STDOUT) outer |= IS_FROM_STDOUT
    return held == 0
  } else if (says == mark.JOURNAL_MESSAGE) return load<u8>(at, 1) != 123 && load<u8>(at, 1) != 92
  else if (says >= mark.DOCKER && says < mark.EXC_INFO) {
    const which = says - mark.DOCKER
    outer |= 1 << which
    store<u32>(DOCKER + ((<usize>which) << 3), <u32>at + 1)
    store<u32>(DOCKER + ((<usize>which) << 3), <u32>end, 4)
  }
  return true
}

/** Behind the object at `at` that tells of an error; 0 also for one that is for the other side to read: its type or stack is anything but a text. */
function errorEnd(at: usize): usize {
  let seen: u32 = 0
  let open: u32 = 123
  let typeName: u32 = 15
  let type: usize = 0
  let typeEnd: u32 = 0
  let stackName: u32 = 15
  let stack: usize = 0
  let stackEnd: u32 = 0
  while (true) {
    at = nextKey(at, open)
    if (at == 0) return 0
    if (word == END) break
    open = 44
    const name = (word >> OF_ERROR) & 15
    if (name == 0) at = valueEnd(at)
    else {
      if (seen & (1 << name)) return 0
      seen |= 1 << name
      if (load<u8>(at) == 34) {
        const begin = at + 1
        const end = stringEnd(begin)
        if (end == 0 || end == begin) return 0
        if (name <= LAST_TYPE) {
          if (name < typeName) {
            typeName = name
            type = begin
            typeEnd = (<u32>end) | flags
          }
        } else if (name < stackName) {
          stackName = name
          stack = begin
          stackEnd = (<u32>end) | flags
        }
        at = end + 1
      } else at = isNull(at) ? at + 4 : 0
    }
    if (at == 0) return 0
    if (load<u8>(at) == 125) {
      at++
      break
    }
  }
  takeError(type, typeEnd, stack, stackEnd)
  return at
}
