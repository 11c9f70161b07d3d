import type {Binary, BinaryOperator, Expr, SetOperator, Unary, VectorMatching} from './ast.ts'
import {check} from './check.ts'
import {createCursor, type Cursor} from './cursor.ts'
import {parseGrouping} from './parse-labels.ts'
import {parseModifiers} from './parse-modifier.ts'
import {parseOperand, startsExpr} from './parse-operand.ts'
import type {Token} from './token.ts'
import {typeOf} from './type-of.ts'

/** How tightly the binary operators bind, loosest first; `^` binds to the right, all others to the left. */
const PRECEDENCE: Readonly<Record<BinaryOperator, number>> = {
  or: 1,
  and: 2,
  unless: 2,
  '==': 3,
  '!=': 3,
  '<': 3,
  '>': 3,
  '<=': 3,
  '>=': 3,
  '+': 4,
  '-': 4,
  '*': 5,
  '/': 5,
  '%': 5,
  atan2: 5,
  '^': 6,
}

/** A sign binds like `*`, so `-2^2` is -(2^2). */
const UNARY_PRECEDENCE = PRECEDENCE['*']

/**
 * Parses and checks a PromQL expression of Prometheus 3.5. A mistake throws PlugmonError `bad-query` with Prometheus' text and place.
 * Experimental functions and duration expressions are refused by name. One thing that 3.5 accepts is refused here: a letter in place of
 * the colon of a subquery (`foo[5m x]`), an oversight that later versions mended.
 */
export function parseExpr(text: string): Expr {
  const cursor = createCursor(text)
  if (cursor.peek().kind === 'end') throw cursor.fail(0, 'no expression found in input')
  const expr = parseBinary(cursor, 0)
  if (cursor.peek().kind !== 'end') throw cursor.unexpected()
  check(expr, text)
  return expr
}

/** Operators that bind at least as tightly as `minimum`, around operands. */
function parseBinary(cursor: Cursor, minimum: number): Expr {
  return cursor.nested(() => {
    let lhs = parseUnary(cursor)
    for (;;) {
      const token = cursor.peek()
      const op = token.word as BinaryOperator
      const precedence = token.kind === 'operator' ? PRECEDENCE[op] : undefined
      if (precedence === undefined || precedence < minimum) return lhs
      cursor.take()
      const bool = cursor.accept('keyword', 'bool') !== undefined
      const matching = parseMatching(cursor)
      const rhs = parseBinary(cursor, op === '^' ? precedence : precedence + 1)
      lhs = binary(lhs, token, bool, matching, rhs)
    }
  })
}

function parseUnary(cursor: Cursor): Expr {
  const sign = cursor.accept('operator', '+', '-')
  if (sign === undefined) {
    return parseModifiers(
      cursor,
      parseOperand(cursor, (inner) => parseBinary(inner, 0)),
    )
  }
  const expr = parseBinary(cursor, UNARY_PRECEDENCE + 1)
  const pos = {start: sign.start, end: expr.pos.end}
  const op = sign.word as Unary['op']
  if (expr.kind === 'number') return {...expr, value: op === '-' ? -expr.value : expr.value, pos}
  return {kind: 'unary', op, expr, pos}
}

function binary(
  lhs: Expr,
  {word, start}: Token,
  bool: boolean,
  written: VectorMatching | undefined,
  rhs: Expr,
): Binary {
  const types = [typeOf(lhs), typeOf(rhs)]
  const op = word as BinaryOperator
  const common = {kind: 'binary', op, lhs, rhs, bool, opStart: start} as const
  const pos = {start: lhs.pos.start, end: rhs.pos.end}
  const type = types.every((side) => side === 'scalar') ? 'scalar' : 'vector'
  if (types.some((side) => side !== 'vector')) {
    // What was matched on is kept for the checker to refuse.
    return written?.labels.length ? {...common, type, matching: written, pos} : {...common, type, pos}
  }
  const matching = written ?? {card: 'one-to-one', on: false, labels: [], include: []}
  const isSet = isSetOperator(op) && matching.card === 'one-to-one'
  return {...common, type, matching: isSet ? {...matching, card: 'many-to-many'} : matching, pos}
}

/** `and`, `or` and `unless`, which match many with many. */
function isSetOperator(op: BinaryOperator): op is SetOperator {
  return op === 'and' || op === 'or' || op === 'unless'
}

function parseMatching(cursor: Cursor): VectorMatching | undefined {
  const matched = cursor.accept('keyword', 'on', 'ignoring')
  if (matched === undefined) return undefined
  const on = matched.word === 'on'
  const labels = parseGrouping(cursor)
  const group = cursor.accept('keyword', 'group_left', 'group_right')
  if (group === undefined) return {card: 'one-to-one', on, labels, include: []}
  const isBare = cursor.peek().text !== '(' && startsExpr(cursor.peek())
  const include = isBare ? [] : parseGrouping(cursor)
  return {card: group.word === 'group_left' ? 'many-to-one' : 'one-to-many', on, labels, include}
}
