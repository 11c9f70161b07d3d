import type {Aggregate, Call, Expr, Matcher, VectorSelector} from './ast.ts'
import type {Cursor} from './cursor.ts'
import {AGGREGATION_PARAMETERS, EXPERIMENTAL_AGGREGATIONS, EXPERIMENTAL_FUNCTIONS, FUNCTIONS} from './functions.ts'
import {parseGrouping, parseMatchers} from './parse-labels.ts'
import {acceptNumber} from './parse-literal.ts'
import {quote} from './quote.ts'
import type {Token} from './token.ts'

/** Parses a whole expression; handed down, because operands and expressions contain each other. */
export type ParseInner = (cursor: Cursor) => Expr

/** Operators and keywords that may also be the name of a metric. */
const WORDS_AS_METRICS = new Set(['and', 'or', 'unless', 'by', 'without', 'offset'])

/** What to say of things that Prometheus has behind a flag. */
const STABLE_ONLY = 'It is experimental in Prometheus 3.5; plugmon evaluates what is stable.'

/** What stands between operators: a literal, a selector, a call, an aggregation, or something in parentheses. */
export function parseOperand(cursor: Cursor, parseInner: ParseInner): Expr {
  const number = acceptNumber(cursor)
  if (number !== undefined) return number
  const token = cursor.peek()
  switch (token.kind) {
    case 'string':
      cursor.take()
      return {kind: 'string', value: token.word, pos: {start: token.start, end: token.end}}
    case 'punctuation':
      if (token.text === '(') return parseParen(cursor, parseInner)
      if (token.text === '{') return parseSelector(cursor)
      throw cursor.unexpected()
    case 'identifier':
      cursor.take()
      return cursor.peek().text === '(' ? parseCall(cursor, token, parseInner) : parseSelector(cursor, token)
    case 'aggregation':
      cursor.take()
      return isAggregation(cursor) ? parseAggregate(cursor, token, parseInner) : parseSelector(cursor, token)
    case 'metric identifier':
    case 'preprocessor':
      return parseSelector(cursor, cursor.take())
    case 'operator':
    case 'keyword':
      if (WORDS_AS_METRICS.has(token.word)) return parseSelector(cursor, cursor.take())
      throw cursor.unexpected()
    default:
      throw cursor.unexpected()
  }
}

function parseParen(cursor: Cursor, parseInner: ParseInner): Expr {
  const {start} = cursor.take()
  const expr = parseInner(cursor)
  const {end} = cursor.expect('punctuation', ')')
  return {kind: 'paren', expr, pos: {start, end}}
}

function parseSelector(cursor: Cursor, token?: Token): VectorSelector {
  const name = token?.text ?? ''
  const nameMatcher: readonly Matcher[] = name === '' ? [] : [{name: '__name__', op: '=', value: name}]
  const start = token?.start ?? cursor.peek().start
  if (token !== undefined && cursor.peek().text !== '{') {
    return {kind: 'selector', name, matchers: nameMatcher, offsetMs: 0, pos: {start, end: token.end}}
  }
  const {matchers, end} = parseMatchers(cursor)
  return {kind: 'selector', name, matchers: [...matchers, ...nameMatcher], offsetMs: 0, pos: {start, end}}
}

function parseCall(cursor: Cursor, name: Token, parseInner: ParseInner): Call {
  const {args, end} = parseArguments(cursor, parseInner)
  const func = name.text
  if (EXPERIMENTAL_FUNCTIONS.has(func))
    throw cursor.fail(name.start, `function ${quote(func)} is not enabled`, STABLE_ONLY)
  if (!FUNCTIONS.has(func)) {
    const lower = func.toLowerCase()
    const cure = FUNCTIONS.has(lower) ? `Functions are written in lower case: ${lower}.` : undefined
    throw cursor.fail(name.start, `unknown function with name ${quote(func)}`, cure)
  }
  return {kind: 'call', func, args, pos: {start: name.start, end}}
}

function parseArguments(cursor: Cursor, parseInner: ParseInner): {args: readonly Expr[]; end: number} {
  cursor.take()
  const args: Expr[] = []
  let close = cursor.accept('punctuation', ')')
  while (close === undefined) {
    args.push(parseInner(cursor))
    const comma = cursor.accept('punctuation', ',')
    close = comma === undefined ? cursor.expect('punctuation', ')') : undefined
    if (comma !== undefined && !startsExpr(cursor.peek())) {
      throw cursor.fail(comma.start, 'trailing commas not allowed in function call args')
    }
  }
  return {args, end: close.end}
}

/** Whether an expression can begin with this token. */
export function startsExpr({kind, word}: Token): boolean {
  if (kind === 'punctuation') return word === '(' || word === '{'
  if (kind === 'operator' || kind === 'keyword') return word === '+' || word === '-' || WORDS_AS_METRICS.has(word)
  return kind !== 'end'
}

/** The name of an aggregation alone is a metric's. */
function isAggregation(cursor: Cursor): boolean {
  const {text, word, kind} = cursor.peek()
  return text === '(' || (kind === 'keyword' && (word === 'by' || word === 'without'))
}

function parseAggregate(cursor: Cursor, {word: op, start}: Token, parseInner: ParseInner): Aggregate {
  let modifier = cursor.accept('keyword', 'by', 'without')
  let grouping = modifier && parseGrouping(cursor)
  const context = 'aggregation'
  if (cursor.peek().text !== '(') throw cursor.unexpected(context)
  const {args, end} = cursor.nested(() => parseArguments(cursor, parseInner), context)
  if (modifier === undefined) {
    modifier = cursor.accept('keyword', 'by', 'without')
    grouping = modifier && parseGrouping(cursor)
  }
  if (args.length === 0) throw cursor.fail(start, 'no arguments for aggregate expression provided')
  if (EXPERIMENTAL_AGGREGATIONS.has(op)) {
    const flag = '--enable-feature=promql-experimental-functions'
    throw cursor.fail(start, `${op}() is experimental and must be enabled with ${flag}`, STABLE_ONLY)
  }
  const wanted = AGGREGATION_PARAMETERS.has(op) ? 2 : 1
  if (args.length !== wanted) {
    const counts = `expected ${wanted}, got ${args.length}`
    throw cursor.fail(start, `wrong number of arguments for aggregate expression provided, ${counts}`)
  }
  return {
    kind: 'aggregate',
    op,
    expr: args[wanted - 1]!,
    param: wanted === 2 ? args[0] : undefined,
    grouping: grouping ?? [],
    without: modifier?.word === 'without',
    pos: {start, end},
  }
}
