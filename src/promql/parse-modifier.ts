import type {Expr, MatrixSelector, NumberLiteral, Subquery, TimeModifiers} from './ast.ts'
import type {Cursor} from './cursor.ts'
import {MAX_DURATION_MS} from './duration.ts'
import {acceptNumber} from './parse-literal.ts'

/** Takes what stands behind an expression and binds tightest: `[5m]`, `[5m:1m]`, `offset 5m`, `@ 123`. */
export function parseModifiers(cursor: Cursor, operand: Expr): Expr {
  let expr = operand
  for (;;) {
    if (cursor.peek().text === '[') expr = parseBrackets(cursor, expr)
    else if (cursor.accept('keyword', 'offset')) expr = withOffset(cursor, expr)
    else if (cursor.accept('operator', '@')) expr = withTimestamp(cursor, expr)
    else return expr
  }
}

function parseBrackets(cursor: Cursor, expr: Expr): MatrixSelector | Subquery {
  const open = cursor.take()
  const range = parseSpan(cursor, 'subquery selector', 'number or duration')
  if (cursor.accept('punctuation', ':')) {
    const isDefault = cursor.peek().text === ']'
    const stepMs = isDefault ? 0 : parseSpan(cursor, 'subquery selector', 'number or duration or "]"')
    const {end} = cursor.expect('punctuation', ']', 'subquery selector', '"]"')
    return {kind: 'subquery', expr, rangeMs: range, stepMs, offsetMs: 0, pos: {start: expr.pos.start, end}}
  }
  const {end} = cursor.expect('punctuation', ']', 'subquery or range', '":" or "]"')
  if (expr.kind !== 'selector') throw cursor.fail(open.start, 'ranges only allowed for vector selectors')
  if (expr.offsetMs !== 0) throw cursor.fail(open.start, 'no offset modifiers allowed before range')
  if (expr.at !== undefined) throw cursor.fail(open.start, 'no @ modifiers allowed before range')
  return {kind: 'range', selector: expr, rangeMs: range, pos: {start: expr.pos.start, end}}
}

/** A length of time above 0 inside of brackets, in milliseconds. */
function parseSpan(cursor: Cursor, context: string, expected: string): number {
  const {value, pos} = parseSignedDuration(cursor, context, expected)
  if ('+-*/%^'.includes(cursor.peek().text || ' ')) throw experimental(cursor, pos.start)
  if (value <= 0) throw cursor.fail(pos.start, 'duration must be greater than 0')
  return wholeMs(value)
}

/** Seconds as whole milliseconds, by way of Go's nanoseconds: 2.002 s are 2002 ms, whatever the product of the floats is. */
function wholeMs(seconds: number): number {
  return Math.trunc(Math.round(seconds * 1e9) / 1e6)
}

/** A number or duration in seconds that Go's nanoseconds can hold, behind any number of signs. */
function parseSignedDuration(cursor: Cursor, context: string, expected: string): NumberLiteral {
  const first = cursor.peek().start
  let last: number | undefined
  let factor = 1
  for (let sign; (sign = cursor.accept('operator', '+', '-')) !== undefined; last = sign.start) {
    if (sign.word === '-') factor = -factor
  }
  if (cursor.accept('punctuation', '(')) {
    throw experimental(cursor, cursor.nested(() => parseSignedDuration(cursor, context, expected)).pos.start)
  }
  const number = acceptNumber(cursor)
  if (number === undefined) throw cursor.unexpected(context, expected)
  const {start, end} = number.pos
  if (Math.abs(number.value) * 1000 > MAX_DURATION_MS) throw cursor.fail(last ?? start, 'duration out of range')
  return {...number, value: factor * number.value, pos: {start: first, end}}
}

function experimental(cursor: Cursor, offset: number) {
  return cursor.fail(offset, 'experimental duration expression is not enabled')
}

function withOffset(cursor: Cursor, expr: Expr): Expr {
  const {value, pos} = parseSignedDuration(cursor, 'offset', 'number or duration')
  const carrier = modifiersOf(expr)
  if (carrier === undefined) throw misplaced(cursor, expr, 'offset')
  if (carrier.offsetMs !== 0) throw cursor.fail(expr.pos.start, 'offset may not be set multiple times')
  return modify(expr, pos.end, {offsetMs: wholeMs(value) || 0})
}

/** Beyond int64's milliseconds, which Prometheus tests in seconds. */
const MAX_TIMESTAMP = 2 ** 63

function withTimestamp(cursor: Cursor, expr: Expr): Expr {
  const preset = cursor.accept('preprocessor', 'start', 'end')
  const context = '@'
  let at: number | 'start' | 'end'
  let end: number
  if (preset !== undefined) {
    cursor.expect('punctuation', '(', context, 'timestamp')
    end = cursor.expect('punctuation', ')', context, 'timestamp').end
    at = preset.word === 'start' ? 'start' : 'end'
  } else {
    const sign = cursor.accept('operator', '+', '-')
    const number = acceptNumber(cursor)
    if (number === undefined) throw cursor.unexpected(context, 'timestamp')
    const seconds = sign?.word === '-' ? -number.value : number.value
    if (!(Math.abs(seconds) < MAX_TIMESTAMP)) {
      throw cursor.fail(expr.pos.start, `timestamp out of bounds for @ modifier: ${fixed(seconds)}`)
    }
    end = number.pos.end
    at = Math.round(seconds * 1000)
  }
  const carrier = modifiersOf(expr)
  if (carrier === undefined) throw misplaced(cursor, expr, '@')
  if (carrier.at !== undefined) throw cursor.fail(expr.pos.start, '@ <timestamp> may not be set multiple times')
  return modify(expr, end, {at})
}

/** Go's %f. */
function fixed(value: number): string {
  if (Number.isNaN(value)) return 'NaN'
  if (!Number.isFinite(value)) return value > 0 ? '+Inf' : '-Inf'
  return `${BigInt(value)}.000000`
}

function misplaced(cursor: Cursor, expr: Expr, modifier: string) {
  const message = `${modifier} modifier must be preceded by an instant vector selector or range vector selector or a subquery`
  return cursor.fail(expr.pos.start, message)
}

function modifiersOf(expr: Expr): TimeModifiers | undefined {
  if (expr.kind === 'range') return expr.selector
  return expr.kind === 'selector' || expr.kind === 'subquery' ? expr : undefined
}

function modify(expr: Expr, end: number, change: Partial<TimeModifiers>): Expr {
  const pos = {start: expr.pos.start, end}
  if (expr.kind === 'range') return {...expr, pos, selector: {...expr.selector, ...change}}
  if (expr.kind === 'selector') return {...expr, ...change, pos}
  if (expr.kind === 'subquery') return {...expr, ...change, pos}
  return expr
}
