import {compileAggregate} from './aggregate.ts'
import type {Expr} from './ast.ts'
import {compileBinary, compileUnary} from './binary.ts'
import {compileCall} from './compile-call.ts'
import {asVector, type CompileNode, type Node} from './node.ts'
import {compileMatrixSelector, compileSubquery} from './range-vector.ts'
import {compileSelector} from './select.ts'
import {shareNode, type SharedNodes} from './shared-nodes.ts'

/** An expression that is ready to be evaluated, again and again. */
export interface Compiled {
  readonly expr: Expr
  /** The text that it was parsed from, for the places in remarks. */
  readonly source: string
  readonly root: Node
}

/**
 * Compiles a checked expression. Throws bad-query for what only shows here: a pattern or a label name in a function's string.
 * Expressions that are compiled with the same `shared` have their parts in common.
 */
export function compile(expr: Expr, source: string, shared?: SharedNodes): Compiled {
  return {expr, source, root: createCompiler(shared)(expr)}
}

function createCompiler(shared: SharedNodes | undefined): CompileNode {
  const compilePart: CompileNode = (expr) =>
    shared !== undefined && (expr.kind === 'aggregate' || expr.kind === 'call')
      ? shareNode(expr, shared, compileNode)
      : compileNode(expr)

  function compileNode(expr: Expr): Node {
    switch (expr.kind) {
      case 'number':
        return {
          type: 'scalar',
          evaluate: ({axis}) => new Float64Array(axis.count).fill(expr.value),
          constant: expr.value,
        }
      case 'string':
        return {type: 'string', value: expr.value}
      case 'selector':
        return compileSelector(expr)
      case 'range':
        return compileMatrixSelector(expr)
      case 'subquery':
        return compileSubquery(expr, asVector(compilePart(expr.expr)))
      case 'paren':
        return compilePart(expr.expr)
      case 'unary':
        return compileUnary(expr.op, compilePart(expr.expr))
      case 'binary':
        return compileBinary(expr, compilePart(expr.lhs), compilePart(expr.rhs))
      case 'aggregate':
        return compileAggregate(expr, compilePart)
      case 'call':
        return compileCall(expr, compilePart)
    }
  }

  return compilePart
}
