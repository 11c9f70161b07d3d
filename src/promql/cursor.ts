import type {PlugmonError} from '../errors.ts'
import {createLexer} from './lex.ts'
import {parseError} from './parse-error.ts'
import {describe, type Token, type TokenKind} from './token.ts'

/**
 * The parser's place in an expression. Tokens are lexed when they are looked at and not before, so that of two mistakes the one
 * is reported that Prometheus reports.
 */
export interface Cursor {
  readonly text: string
  /** The token ahead. */
  peek(): Token
  take(): Token
  /** Takes the token ahead when it is of this kind and, if given, one of these words. */
  accept(kind: TokenKind, ...words: string[]): Token | undefined
  /** As accept, but anything else throws `unexpected … in CONTEXT, expected …`. */
  expect(kind: TokenKind, word: string | undefined, context?: string, expected?: string): Token
  /** The error about the token ahead. */
  unexpected(context?: string, expected?: string): PlugmonError
  fail(offset: number, message: string, cure?: string): PlugmonError
  /** Runs a step into a nested expression, refusing more levels than the stack can carry; `context` is for messages within. */
  nested<T>(step: () => T, context?: string): T
}

/** Deeper than any expression a person writes, and shallow enough for a recursive evaluator. */
export const MAX_DEPTH = 500

/** A cursor at the start of an expression. */
export function createCursor(text: string): Cursor {
  const lexer = createLexer(text)
  let ahead: Token | undefined
  let depth = 0
  let nestedIn = ''

  const fail = (offset: number, message: string, cure?: string) => parseError(text, offset, message, cure)
  const peek = () => (ahead ??= lexer.next())

  function take(): Token {
    const token = peek()
    ahead = undefined
    return token
  }

  function accept(kind: TokenKind, ...words: string[]): Token | undefined {
    const token = peek()
    return token.kind === kind && (words.length === 0 || words.includes(token.word)) ? take() : undefined
  }

  function unexpected(context = nestedIn, expected = ''): PlugmonError {
    const token = peek()
    const where = context && ` in ${context}`
    return fail(token.start, `unexpected ${describe(token)}${where}${expected && `, expected ${expected}`}`)
  }

  return {
    text,
    peek,
    take,
    accept,
    unexpected,
    fail,
    expect(kind, word, context, expected) {
      const token = word === undefined ? accept(kind) : accept(kind, word)
      if (token === undefined) throw unexpected(context, expected)
      return token
    },
    nested(step, context = nestedIn) {
      if (++depth > MAX_DEPTH) throw fail(peek().start, `nested deeper than ${MAX_DEPTH} levels`)
      const outer = nestedIn
      nestedIn = context
      const result = step()
      nestedIn = outer
      depth--
      return result
    },
  }
}
