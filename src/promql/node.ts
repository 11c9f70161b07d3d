import type {Expr, MatrixSelector, Span} from './ast.ts'
import type {Context} from './context.ts'
import {followPlainly, type Follower} from './follow/live.ts'
import type {Frame} from './frame.ts'
import type {RangeVector} from './range-row.ts'

/** A compiled expression: what it gives over all steps of the context's axis at once. */
export type Node = ScalarNode | VectorNode | MatrixNode | StringNode

export interface ScalarNode {
  readonly type: 'scalar'
  /** One value a step. */
  evaluate(context: Context): Float64Array
  /** Where it is the same at every step of every context. */
  readonly constant?: number | undefined
}

export interface VectorNode {
  readonly type: 'vector'
  evaluate(context: Context): Frame
  /** Where results can be kept from turn to turn: the same at one step, in turns. Absent: only `evaluate` serves. */
  readonly follow?: Follower | undefined
}

export interface MatrixNode {
  readonly type: 'matrix'
  readonly pos: Span
  /** What it reads, when it is no subquery. */
  readonly selector?: MatrixSelector
  evaluate(context: Context): RangeVector
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

/** The follower of a part; where it has none, it is evaluated plainly at every turn. */
export function followerOf(node: VectorNode): Follower {
  return node.follow ?? followPlainly(node.evaluate)
}
