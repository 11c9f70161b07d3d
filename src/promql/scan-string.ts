/** A string literal: where it ends and what it holds, or Prometheus' message about what is wrong with it. */
export type StringScan = {readonly end: number; readonly value: string} | {readonly problem: string}

const LETTERS: Readonly<Record<string, string>> = {
  a: '\u0007',
  b: '\b',
  f: '\f',
  n: '\n',
  r: '\r',
  t: '\t',
  v: '\v',
  '\\': '\\',
}

/** How many digits follow, and their base. `\x` and octal escapes are bytes, the others code points. */
const NUMERIC: Readonly<Record<string, readonly [count: number, base: number]>> = {x: [2, 16], u: [4, 16], U: [8, 16]}

/** Scans a string in quotes or backticks that begins at `start`, with Go's escapes. */
export function scanString(text: string, start: number): StringScan {
  const open = text[start]!
  if (open === '`') return scanRaw(text, start)
  let value = ''
  /** Escaped bytes that stand together are one piece of UTF-8. */
  let bytes: number[] = []
  const flush = () => {
    if (bytes.length > 0) value += new TextDecoder().decode(Uint8Array.from(bytes))
    bytes = []
  }
  for (let at = start + 1; ;) {
    const character = String.fromCodePoint(text.codePointAt(at) ?? 0x0a)
    if (character === '\n') return {problem: 'unterminated quoted string'}
    if (isInvalid(character)) return {problem: 'invalid UTF-8 rune'}
    at += character.length
    if (character === open) {
      flush()
      return {end: at, value}
    }
    if (character !== '\\') {
      flush()
      value += character
      continue
    }
    const escaped = scanEscape(text, at, open)
    if (typeof escaped === 'string') return {problem: escaped}
    at = escaped.end
    if (escaped.byte !== undefined) bytes.push(escaped.byte)
    else {
      flush()
      value += escaped.text
    }
  }
}

function scanRaw(text: string, start: number): StringScan {
  const close = text.indexOf('`', start + 1)
  const value = text.slice(start + 1, close < 0 ? undefined : close)
  if (isInvalid(value)) return {problem: 'invalid UTF-8 rune'}
  return close < 0 ? {problem: 'unterminated raw string'} : {end: close + 1, value}
}

/** Go takes U+FFFD for the mark of broken UTF-8; a lone surrogate is as broken. */
function isInvalid(text: string): boolean {
  return /[\ufffd\p{Surrogate}]/u.test(text)
}

function scanEscape(text: string, at: number, open: string): {end: number; text: string; byte?: number} | string {
  const character = text.slice(at, at + 1)
  if (character === '') return 'escape sequence not terminated'
  if (character === open) return {end: at + 1, text: open}
  const letter = LETTERS[character]
  if (letter !== undefined) return {end: at + 1, text: letter}
  const octal = /[0-7]/.test(character)
  const numeric = octal ? ([3, 8] as const) : NUMERIC[character]
  if (numeric === undefined) return `unknown escape sequence ${unicode(text, at)}`
  const [count, base] = numeric
  const first = octal ? at : at + 1
  const allowed = base === 8 ? /[0-7]/ : /[0-9a-fA-F]/
  for (let index = first; index < first + count; index++) {
    if (index >= text.length) return 'escape sequence not terminated'
    if (!allowed.test(text[index]!)) return `illegal character ${unicode(text, index)} in escape sequence`
  }
  const end = first + count
  const code = parseInt(text.slice(first, end), base)
  const isByte = octal || character === 'x'
  if (code > (isByte ? 0xff : 0x10ffff) || (code >= 0xd800 && code < 0xe000)) {
    return 'escape sequence is an invalid Unicode code point'
  }
  return isByte ? {end, text: '', byte: code} : {end, text: String.fromCodePoint(code)}
}

/** Go's %#U: `U+0071 'q'`. */
function unicode(text: string, at: number): string {
  const code = text.codePointAt(at)!
  return `U+${code.toString(16).toUpperCase().padStart(4, '0')} '${String.fromCodePoint(code)}'`
}
