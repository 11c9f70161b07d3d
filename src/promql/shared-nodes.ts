import type {Expr} from './ast.ts'
import type {Context} from './context.ts'
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
  let known: {readonly context: Context; readonly frame: Frame} | undefined
  return {
    type: 'vector',
    evaluate(context) {
      if (context.turn === undefined) return node.evaluate(context)
      if (known === undefined || !isSameTurn(known.context, context)) known = {context, frame: node.evaluate(context)}
      return known.frame
    },
  }
}

/** A subquery evaluates at other instants, and `@ start()` depends on the ends of the query. */
function isSameTurn(a: Context, b: Context): boolean {
  return (
    a.turn === b.turn &&
    a.querier === b.querier &&
    a.axis.start === b.axis.start &&
    a.axis.stepMs === b.axis.stepMs &&
    a.axis.count === b.axis.count &&
    a.queryStart === b.queryStart &&
    a.queryEnd === b.queryEnd
  )
}
