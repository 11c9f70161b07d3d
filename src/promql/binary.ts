import type {Binary} from './ast.ts'
import {createFrame, getCell, setCell, withoutNames, type Frame} from './frame.ts'
import {multiplyHistogram} from './histogram/arithmetic.ts'
import {compileMatch} from './match.ts'
import {asScalar, asVector, type Node, type ScalarNode, type VectorNode} from './node.ts'
import {isComparison, sampleOperator, scalarOperator} from './operator.ts'
import {compileSet} from './set-operator.ts'

/** A binary operation between two compiled sides. */
export function compileBinary(binary: Binary, lhs: Node, rhs: Node): Node {
  const {op} = binary
  if (lhs.type === 'scalar' && rhs.type === 'scalar') return betweenScalars(scalarOperator(op), lhs, rhs)
  if (rhs.type === 'scalar') return withScalar(binary, asVector(lhs), rhs, false)
  if (lhs.type === 'scalar') return withScalar(binary, asVector(rhs), asScalar(lhs), true)
  if (op === 'and' || op === 'or' || op === 'unless') return compileSet(binary, asVector(lhs), asVector(rhs))
  return compileMatch(binary, asVector(lhs), asVector(rhs))
}

function betweenScalars(operate: (lhs: number, rhs: number) => number, lhs: ScalarNode, rhs: ScalarNode): ScalarNode {
  return {
    type: 'scalar',
    evaluate(context) {
      const right = rhs.evaluate(context)
      return lhs.evaluate(context).map((value, step) => operate(value, right[step]!))
    },
  }
}

/** A comparison keeps the vector's value, on whichever side it stands; arithmetic and `bool` drop the name. */
function withScalar({op, bool, pos}: Binary, vector: VectorNode, scalar: ScalarNode, swapped: boolean): VectorNode {
  const operate = sampleOperator(op, bool, pos)
  const isFilter = isComparison(op) && !bool
  return {
    type: 'vector',
    evaluate(context) {
      const values = scalar.evaluate(context)
      const frame = vector.evaluate(context)
      const result: Frame = createFrame(frame.labels, frame.steps)
      for (let cell = 0; cell < frame.kinds.length; cell++) {
        const value = getCell(frame, cell)
        if (value === undefined) continue
        const other = values[cell % frame.steps]!
        const outcome = swapped
          ? operate(other, value, context.annotations)
          : operate(value, other, context.annotations)
        setCell(result, cell, isFilter && outcome !== undefined ? value : outcome)
      }
      return isFilter ? result : withoutNames(result)
    },
  }
}

/** A sign before a scalar or a vector; a minus drops the name. */
export function compileUnary(op: '+' | '-', operand: Node): Node {
  if (op === '+') return operand
  if (operand.type === 'scalar') {
    return {type: 'scalar', evaluate: (context) => operand.evaluate(context).map((value) => -value)}
  }
  const vector = asVector(operand)
  return {
    type: 'vector',
    evaluate(context) {
      const frame = vector.evaluate(context)
      const negated = createFrame(frame.labels, frame.steps)
      for (let cell = 0; cell < frame.kinds.length; cell++) {
        const value = getCell(frame, cell)
        setCell(
          negated,
          cell,
          typeof value === 'object' ? multiplyHistogram(value, -1) : value === undefined ? undefined : -value,
        )
      }
      return withoutNames(negated)
    },
  }
}
