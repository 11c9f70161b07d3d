import type {Aggregate, Binary, Expr, Matcher, TimeModifiers, VectorSelector} from './ast.ts'
import {formatDuration} from './duration.ts'
import {AGGREGATION_PARAMETERS} from './functions.ts'
import {formatNumber} from './number.ts'
import {labelName, quote} from './quote.ts'

/** An expression as Prometheus prints it: what parses to the same tree again, with single spaces and sorted matchers. */
export function printExpr(expr: Expr): string {
  switch (expr.kind) {
    case 'number':
      return expr.isDuration ? formatDuration(Math.round(expr.value * 1000)) : formatNumber(expr.value)
    case 'string':
      return quote(expr.value)
    case 'selector':
      return printSelector(expr) + printModifiers(expr)
    case 'range':
      return `${printSelector(expr.selector)}[${formatDuration(expr.rangeMs)}]${printModifiers(expr.selector)}`
    case 'subquery': {
      const step = expr.stepMs === 0 ? '' : formatDuration(expr.stepMs)
      return `${printExpr(expr.expr)}[${formatDuration(expr.rangeMs)}:${step}]${printModifiers(expr)}`
    }
    case 'paren':
      return `(${printExpr(expr.expr)})`
    case 'unary':
      return expr.op + printExpr(expr.expr)
    case 'binary':
      return `${printExpr(expr.lhs)} ${printOperator(expr)} ${printExpr(expr.rhs)}`
    case 'aggregate':
      return printAggregate(expr)
    case 'call':
      return `${expr.func}(${expr.args.map(printExpr).join(', ')})`
  }
}

/** A matcher as it stands in braces: `job=~"a|b"`. */
export function printMatcher({name, op, value}: Matcher): string {
  return labelName(name) + op + quote(value)
}

function printSelector({name, matchers}: VectorSelector): string {
  const inBraces = matchers
    .filter((matcher) => !(name !== '' && matcher.name === '__name__' && matcher.op === '=' && matcher.value === name))
    .map(printMatcher)
  if (inBraces.length === 0) return name
  return `${name}{${inBraces.sort((a, b) => (a < b ? -1 : 1)).join(',')}}`
}

function printModifiers({offsetMs, at}: TimeModifiers): string {
  const time = at === undefined ? '' : ` @ ${typeof at === 'number' ? (at / 1000).toFixed(3) : `${at}()`}`
  return offsetMs === 0 ? time : `${time} offset ${formatDuration(offsetMs)}`
}

function list(labels: readonly string[]): string {
  return `(${labels.map(labelName).join(', ')})`
}

function printOperator({op, bool, matching}: Binary): string {
  let text: string = bool ? `${op} bool` : op
  if (matching === undefined) return text
  const {card, on, labels, include} = matching
  const isGrouped = card === 'many-to-one' || card === 'one-to-many'
  if (labels.length > 0 || on || isGrouped) text += ` ${on ? 'on' : 'ignoring'} ${list(labels)}`
  if (isGrouped) text += ` group_${card === 'many-to-one' ? 'left' : 'right'} ${list(include)}`
  return text
}

function printAggregate({op, without, grouping, param, expr}: Aggregate): string {
  const isGrouped = without || grouping.length > 0
  const modifier = isGrouped ? ` ${without ? 'without' : 'by'} ${list(grouping)} ` : ''
  const first = AGGREGATION_PARAMETERS.has(op) ? `${printExpr(param!)}, ` : ''
  return `${op}${modifier}(${first}${printExpr(expr)})`
}
