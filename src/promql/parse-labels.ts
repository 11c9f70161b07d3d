import type {Matcher} from './ast.ts'
import type {Cursor} from './cursor.ts'
import {compileLabelPattern} from './regexp.ts'
import type {Token} from './token.ts'

/** `(a, b, "c d")` behind by, without, on, ignoring and group_…; keywords are labels here. */
export function parseGrouping(cursor: Cursor): readonly string[] {
  const context = 'grouping opts'
  cursor.expect('punctuation', '(', context, '"("')
  const labels: string[] = []
  while (cursor.accept('punctuation', ')') === undefined) {
    if (labels.length > 0 && cursor.accept('punctuation', ',') === undefined) {
      throw cursor.unexpected(context, '"," or ")"')
    }
    if (labels.length > 0 && cursor.accept('punctuation', ')') !== undefined) break
    labels.push(parseGroupingLabel(cursor, context))
  }
  return labels
}

function parseGroupingLabel(cursor: Cursor, context: string): string {
  const token = cursor.peek()
  if (token.kind === 'string') {
    if (token.word === '') throw cursor.fail(token.start, 'invalid label name for grouping: ""')
    return cursor.take().word
  }
  const isWord = !['number', 'duration', 'punctuation', 'end'].includes(token.kind) && /^[a-z_:]/i.test(token.text)
  if (!isWord) throw cursor.unexpected(context, 'label')
  return cursor.take().text
}

/** The matchers in a selector's braces, of which the opening one is ahead, and where they end. */
export function parseMatchers(cursor: Cursor): {readonly matchers: readonly Matcher[]; readonly end: number} {
  const context = 'label matching'
  cursor.expect('punctuation', '{')
  const matchers: Matcher[] = []
  for (;;) {
    const close = cursor.accept('punctuation', '}')
    if (close !== undefined) return {matchers, end: close.end}
    if (matchers.length > 0 && cursor.accept('punctuation', ',') === undefined) {
      throw cursor.unexpected(context, '"," or "}"')
    }
    if (matchers.length > 0 && cursor.peek().text === '}') continue
    const name = cursor.accept('identifier') ?? cursor.accept('string')
    if (name === undefined) throw cursor.unexpected(context, 'identifier or "}"')
    matchers.push(parseMatcher(cursor, name, context))
  }
}

function parseMatcher(cursor: Cursor, name: Token, context: string): Matcher {
  const operator = cursor.accept('punctuation', '=') ?? cursor.accept('operator')
  if (operator === undefined) {
    // A quoted text alone is the metric's name.
    if (name.kind === 'string') return {name: '__name__', op: '=', value: name.word}
    throw cursor.unexpected(context, 'label matching operator')
  }
  const {word: value} = cursor.expect('string', undefined, context, 'string')
  const op = operator.text as Matcher['op']
  if (op === '=~' || op === '!~') checkPattern(cursor, name.start, value)
  return {name: name.word, op, value}
}

function checkPattern(cursor: Cursor, offset: number, pattern: string): void {
  try {
    compileLabelPattern(pattern)
  } catch (error) {
    throw cursor.fail(offset, (error as Error).message)
  }
}
