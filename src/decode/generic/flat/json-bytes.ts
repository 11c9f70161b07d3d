/**
 * Skips over JSON values in bytes, as strict as JSON.parse about them. Nothing here looks where the bytes end: a line must be followed
 * by a byte below 32 that is no blank, which no value contains (its newline, that is).
 */

/** Deeper than that nobody writes logs; JSON.parse takes over. */
const MAX_DEPTH = 32

/** What a string may hold beside characters that stand for themselves in one byte each. */
export const ESCAPED = 1
export const WIDE = 2

/** Bytes that stand for themselves in a string: all but control characters, the quote and the backslash. */
const IS_PLAIN = Uint8Array.from({length: 256}, (_, byte) => (byte >= 32 && byte !== 34 && byte !== 92 ? 1 : 0))

function isDigit(byte: number): boolean {
  return byte >= 48 && byte <= 57
}

function isHex(byte: number): boolean {
  return isDigit(byte) || ((byte | 32) >= 97 && (byte | 32) <= 102)
}

/** The first byte at or after `at` that is no blank: blanks within a line are spaces, tabs and carriage returns. */
export function skipBlanks(bytes: Uint8Array, at: number): number {
  let byte = bytes[at]!
  while (byte === 32 || byte === 9 || byte === 13) byte = bytes[++at]!
  return at
}

/** The place behind the escape whose backslash is at `at`, or -1. */
function skipEscape(bytes: Uint8Array, at: number): number {
  switch (bytes[at + 1]) {
    case 34: // "
    case 47: // /
    case 92: // \
    case 98: // b
    case 102: // f
    case 110: // n
    case 114: // r
    case 116: // t
      return at + 2
    case 117: // u
      for (let i = 2; i < 6; i++) if (!isHex(bytes[at + i]!)) return -1
      return at + 6
    default:
      return -1
  }
}

/** The string that begins behind the quote before `at`: twelve bits and more for how long it is, two for what it holds; -1 for none. */
export function skipString(bytes: Uint8Array, at: number): number {
  const begin = at
  let all = 0
  let held = 0
  for (;;) {
    let byte = bytes[at]!
    while (IS_PLAIN[byte] === 1) {
      all |= byte
      byte = bytes[++at]!
    }
    if (byte === 34) return ((at - begin) << 2) | held | ((all >> 6) & WIDE)
    if (byte !== 92) return -1
    at = skipEscape(bytes, at)
    if (at < 0) return -1
    held = ESCAPED
  }
}

/** The place behind the number at `at`, or -1. */
function skipNumber(bytes: Uint8Array, at: number): number {
  if (bytes[at] === 45) at++
  if (bytes[at] === 48) at++
  else {
    if (!isDigit(bytes[at]!)) return -1
    while (isDigit(bytes[at]!)) at++
  }
  if (bytes[at] === 46) {
    if (!isDigit(bytes[++at]!)) return -1
    while (isDigit(bytes[at]!)) at++
  }
  if ((bytes[at]! | 32) === 101) {
    at++
    if (bytes[at] === 43 || bytes[at] === 45) at++
    if (!isDigit(bytes[at]!)) return -1
    while (isDigit(bytes[at]!)) at++
  }
  return at
}

/** The place behind `true`, `false` or `null` at `at`, or -1. */
function skipWord(bytes: Uint8Array, at: number): number {
  const word = bytes[at] === 116 ? 'true' : bytes[at] === 102 ? 'false' : 'null'
  for (let i = 0; i < word.length; i++) if (bytes[at + i] !== word.charCodeAt(i)) return -1
  return at + word.length
}

/** The place behind the value at `at`, whatever it is; -1 for what is no JSON, or very deep. */
export function skipValue(bytes: Uint8Array, at: number, depth = 0): number {
  const byte = bytes[at]!
  if (byte === 34) {
    const string = skipString(bytes, at + 1)
    return string < 0 ? -1 : at + 2 + (string >> 2)
  }
  if (byte === 123 || byte === 91) return depth < MAX_DEPTH ? skipNested(bytes, at, depth + 1) : -1
  return byte === 45 || isDigit(byte) ? skipNumber(bytes, at) : skipWord(bytes, at)
}

/** The place behind the object or list at `at`, or -1. */
function skipNested(bytes: Uint8Array, at: number, depth: number): number {
  const isObject = bytes[at] === 123
  const close = isObject ? 125 : 93
  at = skipBlanks(bytes, at + 1)
  if (bytes[at] === close) return at + 1
  for (;;) {
    if (isObject) {
      if (bytes[at] !== 34) return -1
      const name = skipString(bytes, at + 1)
      if (name < 0) return -1
      at = skipBlanks(bytes, at + 2 + (name >> 2))
      if (bytes[at] !== 58) return -1
      at = skipBlanks(bytes, at + 1)
    }
    at = skipValue(bytes, at, depth)
    if (at < 0) return -1
    at = skipBlanks(bytes, at)
    if (bytes[at] === close) return at + 1
    if (bytes[at] !== 44) return -1
    at = skipBlanks(bytes, at + 1)
  }
}

const POWERS_OF_TEN = [1, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15]

/** The number that JSON writes from `begin` to `end`. Fifteen digits fit in a double, and one division of such is rounded as it must be. */
export function numberAt(bytes: Buffer, begin: number, end: number): number {
  const isNegative = bytes[begin] === 45
  let digits = 0
  let decimals = -1
  if (end - begin <= 16) {
    for (let at = isNegative ? begin + 1 : begin; at < end; at++) {
      const byte = bytes[at]!
      if (byte === 46) decimals = end - at - 1
      else if (isDigit(byte)) digits = digits * 10 + (byte - 48)
      else return Number(bytes.toString('latin1', begin, end))
    }
    // Sixteen characters without a point or a sign may be sixteen digits.
    if (decimals >= 0 || isNegative || end - begin < 16) {
      const value = decimals > 0 ? digits / POWERS_OF_TEN[decimals]! : digits
      return isNegative ? -value : value
    }
  }
  return Number(bytes.toString('latin1', begin, end))
}
