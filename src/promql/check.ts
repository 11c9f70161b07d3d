import type {Aggregate, Binary, Call, Expr, ValueType, VectorSelector} from './ast.ts'
import {MAX_DEPTH} from './cursor.ts'
import {AGGREGATION_PARAMETERS, FUNCTIONS} from './functions.ts'
import {parseError} from './parse-error.ts'
import {printExpr} from './print.ts'
import {quote} from './quote.ts'
import {compileLabelPattern} from './regexp.ts'
import {nameOfType, typeOf} from './type-of.ts'

const COMPARISONS = new Set<string>(['==', '!=', '<', '>', '<=', '>='])
const SETS = new Set<string>(['and', 'or', 'unless'])

/** Checks the types of a parsed expression, in the order in which Prometheus does; the first mistake throws. */
export function check(expr: Expr, text: string): void {
  checkNode(expr, text, 0)
}

function checkNode(expr: Expr, text: string, depth: number): ValueType {
  const fail: Fail = (offset, message, cure) => parseError(text, offset, message, cure)
  if (depth > MAX_DEPTH) throw fail(expr.pos.start, `nested deeper than ${MAX_DEPTH} levels`)
  const inner = (child: Expr) => checkNode(child, text, depth + 1)
  switch (expr.kind) {
    case 'number':
    case 'string':
      break
    case 'selector':
      checkSelector(expr, fail)
      break
    case 'range':
      inner(expr.selector)
      break
    case 'paren':
      inner(expr.expr)
      break
    case 'unary': {
      const type = inner(expr.expr)
      if (type !== 'scalar' && type !== 'vector') {
        const message = 'unary expression only allowed on expressions of type scalar or instant vector, got'
        throw fail(expr.pos.start, `${message} ${quote(nameOfType(type))}`)
      }
      break
    }
    case 'subquery': {
      const type = inner(expr.expr)
      if (type !== 'vector')
        throw fail(expr.pos.start, `subquery is only allowed on instant vector, got ${type} instead`)
      break
    }
    case 'aggregate':
      checkAggregate(expr, inner, fail)
      break
    case 'binary':
      checkBinary(expr, inner, fail)
      break
    case 'call':
      checkCall(expr, inner, fail)
      break
  }
  return typeOf(expr)
}

type Inner = (child: Expr) => ValueType
type Fail = (offset: number, message: string, cure?: string) => Error

function checkSelector({name, matchers, pos}: VectorSelector, fail: Fail): void {
  if (name !== '') {
    const second = matchers.slice(0, -1).find((matcher) => matcher.name === '__name__')
    if (second !== undefined) {
      throw fail(pos.start, `metric name must not be set twice: ${quote(name)} or ${quote(second.value)}`)
    }
    return
  }
  const selects = matchers.some(({op, value}) => {
    if (op === '=' || op === '!=') return (op === '=') === (value !== '')
    return compileLabelPattern(value).test('') !== (op === '=~')
  })
  if (!selects) throw fail(pos.start, 'vector selector must contain at least one non-empty matcher')
}

function checkAggregate({op, expr, param}: Aggregate, inner: Inner, fail: Fail): void {
  const expect = (child: Expr, wanted: ValueType, context: string) => {
    const type = inner(child)
    if (type === wanted) return
    throw fail(child.pos.start, `expected type ${nameOfType(wanted)} in ${context}, got ${nameOfType(type)}`)
  }
  expect(expr, 'vector', 'aggregation expression')
  const wanted = AGGREGATION_PARAMETERS.get(op)
  if (wanted !== undefined) expect(param!, wanted, 'aggregation parameter')
}

function checkBinary({op, lhs, rhs, bool, opStart, matching, pos}: Binary, inner: Inner, fail: Fail): void {
  const left = inner(lhs)
  const right = inner(rhs)
  if (bool && !COMPARISONS.has(op)) throw fail(opStart, 'bool modifier can only be used on comparison operators')
  if (COMPARISONS.has(op) && !bool && left === 'scalar' && right === 'scalar') {
    throw fail(opStart, 'comparisons between scalars must use BOOL modifier')
  }
  const twice = matching?.on === true && matching.labels.find((label) => matching.include.includes(label))
  if (typeof twice === 'string') {
    throw fail(opStart, `label ${quote(twice)} must not occur in ON and GROUP clause at once`)
  }
  for (const [side, type] of [
    [lhs, left],
    [rhs, right],
  ] as const) {
    if (type === 'scalar' || type === 'vector') continue
    throw fail(side.pos.start, 'binary expression must contain only scalar and instant vector types')
  }
  const scalar = left === 'scalar' || right === 'scalar'
  if (scalar && matching !== undefined) {
    throw fail(pos.start, 'vector matching only allowed between instant vectors')
  }
  if (!SETS.has(op)) return
  if (scalar) throw fail(pos.start, `set operator ${quote(op)} not allowed in binary scalar expression`)
  if (matching?.card !== 'many-to-many') throw fail(pos.start, `no grouping allowed for ${quote(op)} operation`)
}

function checkCall({func, args, pos}: Call, inner: Inner, fail: Fail): void {
  const {args: types, variadic} = FUNCTIONS.get(func)!
  const given = `argument(s) in call to ${quote(func)}, got ${args.length}`
  const least = variadic === 0 ? types.length : types.length - 1
  const most = variadic < 0 ? Infinity : least + variadic
  if (variadic === 0 && args.length !== least) throw fail(pos.start, `expected ${least} ${given}`)
  if (args.length < least) throw fail(pos.start, `expected at least ${least} ${given}`)
  if (args.length > most) throw fail(pos.start, `expected at most ${most} ${given}`)
  args.forEach((arg, index) => {
    const wanted = types[Math.min(index, types.length - 1)]!
    const type = inner(arg)
    if (type === wanted) return
    const message = `expected type ${nameOfType(wanted)} in call to function ${quote(func)}, got ${nameOfType(type)}`
    const isBare = wanted === 'matrix' && arg.kind === 'selector'
    throw fail(arg.pos.start, message, isBare ? `Give it a range: ${printExpr(arg)}[5m].` : undefined)
  })
}
