import {compileAggregate} from './aggregate.ts'
import type {Expr} from './ast.ts'
import {compileBinary, compileUnary} from './binary.ts'
import {compileCall} from './compile-call.ts'
import {asVector, type Node} from './node.ts'
import {compileMatrixSelector, compileSubquery} from './range-vector.ts'
import {compileSelector} from './select.ts'

/** An expression that is ready to be evaluated, again and again. */
export interface Compiled {
  readonly expr: Expr
  /** The text that it was parsed from, for the places in remarks. */
  readonly source: string
  readonly root: Node
}

/** Compiles a checked expression. Throws bad-query for what only shows here: a pattern or a label name in a function's string. */
export function compile(expr: Expr, source: string): Compiled {
  return {expr, source, root: compileNode(expr)}
}

function compileNode(expr: Expr): Node {
  switch (expr.kind) {
    case 'number':
      return {type: 'scalar', evaluate: ({axis}) => new Float64Array(axis.count).fill(expr.value)}
    case 'string':
      return {type: 'string', value: expr.value}
    case 'selector':
      return compileSelector(expr)
    case 'range':
      return compileMatrixSelector(expr)
    case 'subquery':
      return compileSubquery(expr, asVector(compileNode(expr.expr)))
    case 'paren':
      return compileNode(expr.expr)
    case 'unary':
      return compileUnary(expr.op, compileNode(expr.expr))
    case 'binary':
      return compileBinary(expr, compileNode(expr.lhs), compileNode(expr.rhs))
    case 'aggregate':
      return compileAggregate(expr, compileNode)
    case 'call':
      return compileCall(expr, compileNode)
  }
}
