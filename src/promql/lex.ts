import {parseError} from './parse-error.ts'
import {scanNumber} from './number.ts'
import {quote, quoteRune} from './quote.ts'
import {scanString} from './scan-string.ts'
import {kindOfWord, type Token, type TokenKind} from './token.ts'

/** Gives the tokens of an expression one by one; a mistake throws when it is reached, as Prometheus' lexer reports it. */
export interface Lexer {
  /** The next token; after the last one always `end`. */
  next(): Token
}

/** What is lexed by rules of its own: outside, in a selector's braces, and in brackets until the first number and after it. */
type Mode = 'plain' | 'braces' | 'range' | 'step'

const OPERATORS = ['==', '!=', '<=', '>=', '<', '>', '+', '-', '*', '/', '%', '^', '@']

/** A lexer for one expression. */
export function createLexer(text: string): Lexer {
  let at = 0
  let mode: Mode = 'plain'
  let parens = 0
  let colonSeen = false

  const fail = (message: string, offset = at) => parseError(text, offset, message)
  const character = (offset = at) => (offset < text.length ? String.fromCodePoint(text.codePointAt(offset)!) : '')

  function emit(kind: TokenKind, end: number, word?: string): Token {
    const start = at
    at = end
    const written = text.slice(start, end)
    return {kind, start, end, text: written, word: word ?? written}
  }

  function match(pattern: RegExp, offset = at): number {
    pattern.lastIndex = offset
    return pattern.test(text) ? pattern.lastIndex : -1
  }

  function skip(): void {
    const end = match(mode === 'range' ? /[ \t\r\n]+/y : /(?:[ \t\r\n]+|#[^\r\n]*)+/y)
    if (end > at) at = end
  }

  function string(): Token {
    const scan = scanString(text, at)
    if ('problem' in scan) throw fail(scan.problem)
    return emit('string', scan.end, scan.value)
  }

  function numberOrDuration(): Token {
    const scan = scanNumber(text, at)
    if (scan.ok) return emit('number', scan.end)
    const end = match(/[smhdwy]s?(?:[0-9]+[smhdw]s?)*(?![a-zA-Z0-9_])/y, scan.end)
    if (end > at) return emit('duration', end)
    const spoiled = match(/[smhdwy]s?(?:[0-9]+[smhdw]s?)*(?:[0-9]+|[a-zA-Z_])/y, scan.end)
    throw fail(`bad number or duration syntax: ${quote(text.slice(at, Math.max(spoiled, scan.end)))}`)
  }

  function endOfInput(): Token {
    if (mode === 'braces') throw fail('unexpected end of input inside braces')
    if (mode === 'range') throw fail('unexpected end of input in duration expression')
    if (parens !== 0) throw fail('unclosed left parenthesis')
    if (mode === 'step') throw fail('unclosed left bracket')
    return emit('end', at)
  }

  function inBraces(first: string): Token {
    const name = match(/[a-zA-Z_][a-zA-Z0-9_]*/y)
    if (name > at) return emit('identifier', name)
    if (first === ',') return emit('punctuation', at + 1)
    if (`"'\``.includes(first)) return string()
    if (first === '=') return text[at + 1] === '~' ? emit('operator', at + 2) : emit('punctuation', at + 1)
    if (first === '!') {
      if ('=~'.includes(text[at + 1] ?? ' ')) return emit('operator', at + 2)
      throw fail(`unexpected character after '!' inside braces: ${quoteRune(character(at + 1))}`)
    }
    if (first === '{') throw fail(`unexpected left brace '{'`)
    if (first !== '}') throw fail(`unexpected character inside braces: ${quoteRune(first)}`)
    mode = 'plain'
    return emit('punctuation', at + 1)
  }

  /** Before the first number in brackets and after every sign there, Prometheus looks for a duration. */
  function inRange(first: string): Token {
    if (/[0-9.]/.test(first) && /\.?[0-9]/y.test(text.slice(at, at + 2))) {
      mode = 'step'
      return numberOrDuration()
    }
    if (first === ':') throw fail('unexpected colon before duration in duration expression', at + 1)
    if (first === ']') return bracket(first)
    if (first === '(' || first === ')') return paren(first)
    if ('+-*/%^'.includes(first)) return emit('operator', at + 1)
    throw fail(`unexpected character in duration expression: ${quoteRune(first)}`)
  }

  function paren(first: string): Token {
    const token = emit('punctuation', at + 1)
    parens += first === '(' ? 1 : -1
    if (parens < 0) throw fail(`unexpected right parenthesis ')'`)
    return token
  }

  function bracket(first: string): Token {
    const isOpen = mode === 'range' || mode === 'step'
    if (first === '[' && isOpen) throw fail(`unexpected left bracket '['`)
    if (first === ']' && !isOpen) throw fail(`unexpected right bracket ']'`)
    mode = first === '[' ? 'range' : 'plain'
    colonSeen = false
    return emit('punctuation', at + 1)
  }

  function word(): Token {
    const end = match(/[a-zA-Z_:][a-zA-Z0-9_:]*/y)
    const written = text.slice(at, end)
    const kind = kindOfWord(written)
    return emit(kind, end, kind === 'identifier' || kind === 'metric identifier' ? written : written.toLowerCase())
  }

  function colon(first: string): Token {
    if (first !== ':') throw fail(`unexpected character: ${quoteRune(first)}, expected ':'`)
    if (colonSeen) throw fail(`unexpected colon ':'`)
    colonSeen = true
    return emit('punctuation', at + 1)
  }

  function plain(first: string): Token {
    if (/[0-9]/.test(first) || (first === '.' && /[0-9]/.test(character(at + 1)))) return numberOrDuration()
    if (/[a-zA-Z_:]/.test(first)) return mode === 'step' ? colon(first) : word()
    if (`"'\``.includes(first)) return string()
    if (first === '(' || first === ')') return paren(first)
    if (first === '[' || first === ']') return bracket(first)
    if (first === ',') return emit('punctuation', at + 1)
    if (first === '{') {
      mode = 'braces'
      return emit('punctuation', at + 1)
    }
    const operator = OPERATORS.find((candidate) => text.startsWith(candidate, at))
    if (operator !== undefined) return emit('operator', at + operator.length)
    if (first === '=' && text[at + 1] === '~') throw fail(`unexpected character after '=': '~'`)
    if (first === '=') return emit('punctuation', at + 1)
    if (first === '!') throw fail(`unexpected character after '!': ${quoteRune(character(at + 1))}`)
    throw fail(`unexpected character: ${quoteRune(first)}`)
  }

  return {
    next() {
      skip()
      const first = character()
      if (first === '') return endOfInput()
      if (mode === 'braces') return inBraces(first)
      return mode === 'range' ? inRange(first) : plain(first)
    },
  }
}
