import {addField, type LogFields} from './log-fields.ts'

const MAX_KEY_CHARS = 100
const SPACE = 32
const QUOTE = 34
const EQUALS = 61
const BACKSLASH = 92

/** What a key is made of, as go-kit and logrus write them. */
const IS_KEY = Uint8Array.from({length: 128}, (_, code) => (/[\w.@/-]/.test(String.fromCharCode(code)) ? 1 : 0))

function isSpace(code: number): boolean {
  return code <= SPACE
    ? code === SPACE || (code >= 9 && code <= 13)
    : code > 127 && /\s/.test(String.fromCharCode(code))
}

/** The text between quotes, with Go's escapes undone. */
export function unquote(text: string): string {
  if (!text.includes('\\')) return text
  return text.replace(/\\(.)/g, (_, character: string) =>
    character === 'n' ? '\n' : character === 't' ? '\t' : character,
  )
}

/** The place of the equals sign behind the key at `at`; -1 where no key is. */
function endOfKey(text: string, at: number): number {
  const last = Math.min(text.length, at + MAX_KEY_CHARS)
  let end = at
  while (end < last && IS_KEY[text.charCodeAt(end)] === 1) end++
  return end > at && text.charCodeAt(end) === EQUALS ? end : -1
}

/** The place of the quote that ends what the one before `at` began; -1 where none does. */
function endOfQuoted(text: string, at: number): number {
  for (; at < text.length; at++) {
    const code = text.charCodeAt(at)
    if (code === QUOTE) return at
    if (code === BACKSLASH) {
      // A backslash at the end of a line escapes nothing.
      const next = text.charCodeAt(++at)
      if (Number.isNaN(next) || next === 10 || next === 13 || next === 0x2028 || next === 0x2029) return -1
    }
  }
  return -1
}

/** The fields of a line that is made of `key=value` pairs from its first character on; undefined for any other line. */
export function readLogfmt(text: string): LogFields | undefined {
  let end = endOfKey(text, 0)
  if (end < 0) return undefined
  const fields: LogFields = {}
  for (let at = 0; end >= 0; end = endOfKey(text, at)) {
    const key = text.slice(at, end)
    at = end + 1
    const close = text.charCodeAt(at) === QUOTE ? endOfQuoted(text, at + 1) : -1
    if (close >= 0) {
      addField(fields, key, unquote(text.slice(at + 1, close)))
      at = close + 1
    } else if (text.charCodeAt(at) !== QUOTE) {
      const begin = at
      while (at < text.length && !isSpace(text.charCodeAt(at))) at++
      addField(fields, key, text.slice(begin, at))
    }
    while (at < text.length && isSpace(text.charCodeAt(at))) at++
  }
  return fields
}
