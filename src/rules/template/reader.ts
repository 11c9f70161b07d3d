import {PlugmonError} from '../../errors.ts'
import {lexTemplate} from './lex.ts'
import {tokenText, type Token, type TokenKind} from './token.ts'

/** The tokens of a template, one after another, with Go's error messages. */
export interface Reader {
  next(): Token
  peek(): Token
  nextNonSpace(): Token
  peekNonSpace(): Token
  /** Gives the last token back. */
  back(): void
  /** Where the reader stands, for `reset`. */
  mark(): number
  reset(mark: number): void
  expect(kinds: readonly TokenKind[], context: string): Token
  /** From here on, errors tell the line in which this action began. Undefined: no action is open. */
  inAction(token: Token | undefined): void
  unexpected(token: Token, context: string): never
  fail(message: string): never
}

/** Reads a template that messages call `name`. Every failure is a PlugmonError of code bad-rule: `template: NAME:LINE: MESSAGE`. */
export function createReader(text: string, name: string): Reader {
  const tokens = lexTemplate(text)
  let position = 0
  let furthest = 0
  let action: Token | undefined

  const lineOf = ({at}: Token): number => text.slice(0, at).split('\n').length
  const tokenAt = (index: number): Token => tokens[Math.min(index, tokens.length - 1)]!

  function fail(message: string): never {
    throw new PlugmonError('bad-rule', `template: ${name}:${String(lineOf(tokenAt(furthest)))}: ${message}`)
  }
  function next(): Token {
    furthest = Math.max(furthest, position)
    return tokenAt(position++)
  }
  function nextNonSpace(): Token {
    let token = next()
    while (token.kind === 'space') token = next()
    return token
  }
  function unexpected(token: Token, context: string): never {
    if (token.kind !== 'error') return fail(`unexpected ${tokenText(token)} in ${context}`)
    if (action === undefined || lineOf(action) === lineOf(token)) return fail(token.text)
    const started = ` in action started at ${name}:${String(lineOf(action))}`
    return fail(token.text + (token.text.endsWith(' action') ? started.slice(' in action'.length) : started))
  }

  return {
    next,
    peek() {
      const token = next()
      position--
      return token
    },
    nextNonSpace,
    peekNonSpace() {
      const token = nextNonSpace()
      position--
      return token
    },
    back() {
      position--
    },
    mark: () => position,
    reset(mark) {
      position = mark
    },
    expect(kinds, context) {
      const token = nextNonSpace()
      return kinds.includes(token.kind) ? token : unexpected(token, context)
    },
    inAction(token) {
      action = token
    },
    unexpected,
    fail,
  }
}
