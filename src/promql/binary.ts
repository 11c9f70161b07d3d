import type {Annotations} from './annotations.ts'
import type {Binary} from './ast.ts'
import {followHighQuantile} from './follow/follow-high-quantile.ts'
import {followRows} from './follow/follow-rows.ts'
import {followScalars} from './follow/follow-scalar.ts'
import {valueOf, type Live} from './follow/live.ts'
import {createFrame, getCell, setCell, withoutNames, type Frame} from './frame.ts'
import {multiplyHistogram} from './histogram/arithmetic.ts'
import {highQuantileOf} from './high-quantile.ts'
import type {NativeHistogram} from './histogram/native.ts'
import {dropMetadata} from './labels.ts'
import {compileMatch} from './match.ts'
import {asScalar, asVector, followerOf, type Node, type ScalarNode, type VectorNode} from './node.ts'
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
function withScalar(binary: Binary, vector: VectorNode, scalar: ScalarNode, swapped: boolean): VectorNode {
  const {op, bool, pos} = binary
  const operate = sampleOperator(op, bool, pos)
  const isFilter = isComparison(op) && !bool

  function calculate(value: number | NativeHistogram, other: number, annotations: Annotations) {
    const outcome = swapped ? operate(other, value, annotations) : operate(value, other, annotations)
    return isFilter && outcome !== undefined ? value : outcome
  }

  const node: VectorNode = {
    type: 'vector',
    evaluate(context) {
      const values = scalar.evaluate(context)
      const frame = vector.evaluate(context)
      const result: Frame = createFrame(frame.labels, frame.steps)
      for (let cell = 0; cell < frame.kinds.length; cell++) {
        const value = getCell(frame, cell)
        if (value === undefined) continue
        setCell(result, cell, calculate(value, values[cell % frame.steps]!, context.annotations))
      }
      return isFilter ? result : withoutNames(result)
    },
  }
  const scalars = followScalars([scalar])
  const follow = followRows({
    operand: followerOf(vector),
    bind(context) {
      const {values, isOther} = scalars(context)
      const [other] = values
      const apply = (operand: Live, row: number) => {
        const value = valueOf(operand, row)
        return value === undefined ? undefined : calculate(value, other!, context.annotations)
      }
      return {apply, isOther}
    },
    withoutName: isFilter ? undefined : dropMetadata,
    evaluate: node.evaluate,
  })
  const high = highQuantileOf(binary)
  return {...node, follow: high === undefined ? follow : followHighQuantile(high, follow)}
}

/** A sign before a scalar or a vector; a minus drops the name. */
export function compileUnary(op: '+' | '-', operand: Node): Node {
  if (op === '+') return operand
  if (operand.type === 'scalar') {
    return {type: 'scalar', evaluate: (context) => operand.evaluate(context).map((value) => -value)}
  }
  const vector = asVector(operand)
  const node: VectorNode = {
    type: 'vector',
    evaluate(context) {
      const frame = vector.evaluate(context)
      const negated = createFrame(frame.labels, frame.steps)
      for (let cell = 0; cell < frame.kinds.length; cell++) setCell(negated, cell, negate(getCell(frame, cell)))
      return withoutNames(negated)
    },
  }
  const follow = followRows({
    operand: followerOf(vector),
    bind: () => ({apply: (of, row) => negate(valueOf(of, row)), isOther: false}),
    withoutName: dropMetadata,
    evaluate: node.evaluate,
  })
  return {...node, follow}
}

function negate(value: number | NativeHistogram | undefined): number | NativeHistogram | undefined {
  if (typeof value === 'number') return -value
  return value && multiplyHistogram(value, -1)
}
