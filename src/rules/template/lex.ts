import {quote, quoteRune} from '../../promql/quote.ts'
import {wordKind, type Token, type TokenKind} from './token.ts'

const LEFT = '{{'
const RIGHT = '}}'
const SPACE = /[ \t\r\n]/
const WORD = /[\p{L}\p{Nd}_]/u
/** What may stand behind a word, a field or a variable, beside blanks and the closing delimiter. */
const TERMINATORS = '.,|:)('
/** The numbers of Go: decimal, hexadecimal, octal, binary, with fractions, exponents and underscores. */
const NUMBER =
  /[+-]?(?:0[xX][\da-fA-F_]*(?:\.[\da-fA-F_]*)?(?:[pP][+-]?[\d_]*)?|0[oO][0-7_]*|0[bB][01_]*|[\d_]*(?:\.[\d_]*)?(?:[eE][+-]?[\d_]*)?)i?/y

/** The tokens of a template, as text/template's lexer gives them: the last one is `eof`, or an `error` with Go's message. */
export function lexTemplate(input: string): Token[] {
  const tokens: Token[] = []
  let start = 0
  for (;;) {
    const open = input.indexOf(LEFT, start)
    const end = open < 0 ? input.length : trimmedEnd(input, start, open)
    if (end > start) tokens.push({kind: 'text', text: input.slice(start, end), at: start})
    if (open < 0) return [...tokens, {kind: 'eof', text: '', at: input.length}]
    const next = lexAction(input, open, tokens)
    if (next < 0) return tokens
    start = next
  }
}

/** Pushes the tokens of the action at `open`; gives where the text behind it begins, or -1 after an error. */
function lexAction(input: string, open: number, tokens: Token[]): number {
  const trims = input[open + 2] === '-' && SPACE.test(input[open + 3] ?? '')
  const inside = open + (trims ? 4 : 2)
  if (input.startsWith('/*', inside)) return lexComment(input, inside, tokens)
  tokens.push({kind: 'left-delim', text: LEFT, at: open})
  let depth = 0
  for (let at = inside; ;) {
    const close = rightDelim(input, at)
    if (close) {
      if (depth > 0) return fail(tokens, at, 'unclosed left paren')
      tokens.push({kind: 'right-delim', text: RIGHT, at: close.at})
      return close.next
    }
    const token = lexToken(input, at)
    tokens.push(token)
    if (token.kind === 'error') return -1
    if (token.kind === 'left-paren') depth++
    if (token.kind === 'right-paren' && --depth < 0) {
      tokens.pop()
      return fail(tokens, at, 'unexpected right paren')
    }
    at += token.text.length
  }
}

function lexComment(input: string, at: number, tokens: Token[]): number {
  const end = input.indexOf('*/', at)
  if (end < 0) return fail(tokens, at, 'unclosed comment')
  const close = rightDelim(input, end + 2)
  return close ? close.next : fail(tokens, at, 'comment ends before closing delimiter')
}

/** The closing delimiter at this very place, with its trim marker or without, and where the text behind it begins. */
function rightDelim(input: string, at: number): {at: number; next: number} | undefined {
  if (input.startsWith(RIGHT, at)) return {at, next: at + 2}
  if (!SPACE.test(input[at] ?? '') || !input.startsWith('-}}', at + 1)) return undefined
  let next = at + 4
  while (SPACE.test(input[next] ?? '')) next++
  return {at: at + 2, next}
}

function trimmedEnd(input: string, start: number, open: number): number {
  if (input[open + 2] !== '-' || !SPACE.test(input[open + 3] ?? '')) return open
  let end = open
  while (end > start && SPACE.test(input[end - 1] ?? '')) end--
  return end
}

function lexToken(input: string, at: number): Token {
  const char = String.fromCodePoint(input.codePointAt(at) ?? 0)
  const take = (kind: TokenKind, end: number): Token => ({kind, text: input.slice(at, end), at})
  if (at >= input.length) return problem(at, 'unclosed action')
  if (SPACE.test(char)) {
    let end = at + 1
    while (SPACE.test(input[end] ?? '') && !rightDelim(input, end)) end++
    return take('space', end)
  }
  if (char === ':') return input[at + 1] === '=' ? take('declare', at + 2) : problem(at, 'expected :=')
  if (char === '"') return lexQuoted(input, at, 'string', 'unterminated quoted string')
  if (char === "'") return lexQuoted(input, at, 'char-constant', 'unterminated character constant')
  if (char === '`') {
    const end = input.indexOf('`', at + 1)
    return end < 0 ? problem(at, 'unterminated raw quoted string') : take('raw-string', end + 1)
  }
  if (char === '$' || (char === '.' && !/\d/.test(input[at + 1] ?? ''))) return lexName(input, at, char)
  if (/[+\-.\d]/.test(char)) return lexNumber(input, at)
  if (WORD.test(char)) return lexName(input, at, '')
  const single = SINGLE[char]
  if (single !== undefined) return take(single, at + 1)
  return /[!-~]/.test(char) ? take('char', at + 1) : problem(at, `unrecognized character in action: ${unicode(char)}`)
}

const SINGLE: Readonly<Record<string, TokenKind>> = {'=': 'assign', '|': 'pipe', '(': 'left-paren', ')': 'right-paren'}

/** A word, `.field` or `$variable`; the sigil alone is the dot or the variable `$`. */
function lexName(input: string, at: number, sigil: '.' | '$' | string): Token {
  let end = at + sigil.length
  for (;;) {
    const char = String.fromCodePoint(input.codePointAt(end) ?? 0)
    if (!WORD.test(char)) break
    end += char.length
  }
  const next = input[end] ?? ''
  if (next !== '' && !SPACE.test(next) && !TERMINATORS.includes(next) && !input.startsWith(RIGHT, end)) {
    return problem(at, `bad character ${unicode(String.fromCodePoint(input.codePointAt(end) ?? 0))}`)
  }
  const text = input.slice(at, end)
  if (sigil === '$') return {kind: 'variable', text, at}
  if (sigil === '.') return {kind: text === '.' ? 'dot' : 'field', text, at}
  return {kind: wordKind(text), text, at}
}

function lexNumber(input: string, at: number): Token {
  const text = scanNumber(input, at)
  const next = String.fromCodePoint(input.codePointAt(at + text.length) ?? 0)
  if (WORD.test(next)) return problem(at, `bad number syntax: ${quote(text + next)}`)
  // A sign right behind a number would make it complex, which no template of an alert has a use for.
  if (next !== '+' && next !== '-') return {kind: 'number', text, at}
  return problem(at, `bad number syntax: ${quote(text + scanNumber(input, at + text.length))}`)
}

function scanNumber(input: string, at: number): string {
  NUMBER.lastIndex = at
  return NUMBER.exec(input)?.[0] ?? ''
}

function lexQuoted(input: string, at: number, kind: TokenKind, unterminated: string): Token {
  for (let end = at + 1; end < input.length && input[end] !== '\n'; end++) {
    if (input[end] === input[at]) return {kind, text: input.slice(at, end + 1), at}
    if (input[end] === '\\') {
      end++
      if (input[end] === '\n') break
    }
  }
  return problem(at, unterminated)
}

function problem(at: number, text: string): Token {
  return {kind: 'error', text, at}
}

function fail(tokens: Token[], at: number, text: string): -1 {
  tokens.push(problem(at, text))
  return -1
}

/** Go's %#U. */
function unicode(char: string): string {
  const code = (char.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')
  return /[\p{C}\p{Z}]/u.test(char) && char !== ' ' ? `U+${code}` : `U+${code} ${quoteRune(char)}`
}
