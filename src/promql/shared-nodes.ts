import type {Expr} from './ast.ts'
import {frameOf} from './follow/live.ts'
import type {Frame} from './frame.ts'
import type {CompileNode, Node, VectorNode} from './node.ts'
import {printExpr} from './print.ts'

/**
 * Parts of several expressions by their text: what reads the same is compiled once and, in evaluations of one turn, evaluated once.
 * Remarks come up only the first time, so this is for callers that do not ask for them.
 */
export type SharedNodes = Map<string, Node>

/** Compiles a function call or an aggregation, or gives what was compiled for the same text. */
export function shareNode(expr: Expr, shared: SharedNodes, compile: CompileNode): Node {
  const text = printExpr(expr)
  let node = shared.get(text)
  if (node === undefined) {
    const compiled = compile(expr)
    node = compiled.type === 'vector' ? oncePerTurn(compiled) : compiled
    shared.set(text, node)
  }
  return node
}

function oncePerTurn(node: VectorNode): VectorNode {
  const {follow} = node
  let turn: object | undefined
  let frame: Frame | undefined
  return {
    type: 'vector',
    follow,
    evaluate(context) {
      if (context.turn === undefined) return node.evaluate(context)
      if (follow !== undefined) return frameOf(follow(context))
      if (turn !== context.turn || frame === undefined) {
        frame = node.evaluate(context)
        turn = context.turn
      }
      return frame
    },
  }
}
