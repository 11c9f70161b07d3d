import type {Expr, ValueType} from './ast.ts'
import {FUNCTIONS} from './functions.ts'

/** The type of what an expression gives. */
export function typeOf(expr: Expr): ValueType {
  switch (expr.kind) {
    case 'number':
      return 'scalar'
    case 'string':
      return 'string'
    case 'selector':
    case 'aggregate':
      return 'vector'
    case 'range':
    case 'subquery':
      return 'matrix'
    case 'binary':
      return expr.type
    case 'paren':
    case 'unary':
      return typeOf(expr.expr)
    case 'call':
      return FUNCTIONS.get(expr.func)!.returns
  }
}

/** The type's name in messages. */
export function nameOfType(type: ValueType): string {
  switch (type) {
    case 'vector':
      return 'instant vector'
    case 'matrix':
      return 'range vector'
    case 'scalar':
    case 'string':
      return type
  }
}
