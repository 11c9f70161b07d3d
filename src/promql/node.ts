import type {Expr, Span} from './ast.ts'
import type {Context} from './context.ts'
import type {Frame} from './frame.ts'
import type {RangeVector} from './range-row.ts'

/** A compiled expression: what it gives over all steps of the context's axis at once. */
export type Node = ScalarNode | VectorNode | MatrixNode | StringNode

export interface ScalarNode {
  readonly type: 'scalar'
  /** One value a step. */
  evaluate(context: Context): Float64Array
}

export interface VectorNode {
  readonly type: 'vector'
  evaluate(context: Context): Frame
}

export interface MatrixNode {
  readonly type: 'matrix'
  readonly pos: Span
  /** @param mayRest the caller knows the answer for series that rest, and takes RESTING for their rows */
  evaluate(context: Context, mayRest?: boolean): RangeVector
}

interface StringNode {
  readonly type: 'string'
  readonly value: string
}

/** Compiles a part of an expression; handed to the parts so that they need not know each other. */
export type CompileNode = (expr: Expr) => Node

/** The same, where the checker has made sure that it is a scalar. */
export function asScalar(node: Node): ScalarNode {
  if (node.type !== 'scalar') throw new Error(`expected a scalar, got a ${node.type}`)
  return node
}

/** The same, where the checker has made sure that it is an instant vector. */
export function asVector(node: Node): VectorNode {
  if (node.type !== 'vector') throw new Error(`expected an instant vector, got a ${node.type}`)
  return node
}

/** The same, where the checker has made sure that it is a range vector. */
export function asMatrix(node: Node): MatrixNode {
  if (node.type !== 'matrix') throw new Error(`expected a range vector, got a ${node.type}`)
  return node
}

/** The same, where the checker has made sure that it is a string. */
export function asString(node: Node): string {
  if (node.type !== 'string') throw new Error(`expected a string, got a ${node.type}`)
  return node.value
}
