import {PlugmonError} from '../errors.ts'
import type {Binary} from './ast.ts'
import type {Context} from './context.ts'
import {followBoth} from './follow/follow-both.ts'
import {ABSENT, areUnique, createFrame, getCell, mergeEqualRows, setCell, type Frame} from './frame.ts'
import {formatLabelSet, type Labels} from './labels.ts'
import {followerOf, type VectorNode} from './node.ts'
import {isComparison, sampleOperator} from './operator.ts'
import {createPairing, type Pair} from './pairing.ts'
import {createSignature} from './signature.ts'

/** Arithmetic and comparison between two vectors: every sample of the many side with its only partner on the one side. */
export function compileMatch(binary: Binary, lhs: VectorNode, rhs: VectorNode): VectorNode {
  const {op, bool, pos} = binary
  const matching = binary.matching!
  const isSwapped = matching.card === 'one-to-many'
  const operate = sampleOperator(op, bool, pos)
  const signature = createSignature(matching)
  const pairing = createPairing(matching, signature, bool ? 'dropped-last' : isComparison(op) ? 'kept' : 'dropped')

  function operatePair(pair: Pair, row: number, result: Frame, many: Frame, one: Frame, context: Context): void {
    const {steps} = many
    for (let step = 0; step < steps; step++) {
      const manyValue = getCell(many, pair.many * steps + step)
      const oneValue = getCell(one, pair.one * steps + step)
      if (manyValue === undefined || oneValue === undefined) continue
      const value = isSwapped
        ? operate(oneValue, manyValue, context.annotations)
        : operate(manyValue, oneValue, context.annotations)
      setCell(result, row * steps + step, value)
    }
  }

  function combine(left: Frame, right: Frame, context: Context): Frame {
    const [many, one] = isSwapped ? [right, left] : [left, right]
    const {pairs, labels, duplicates, rivals} = pairing(many.labels)(one.labels)
    refuseDuplicates(many, one, duplicates, isSwapped ? 'left' : 'right', signature)
    const result = createFrame(labels, many.steps)
    pairs.forEach((pair, row) => operatePair(pair, row, result, many, one, context))
    refuseRivals(rivals, result, matching.card === 'one-to-one')
    return areUnique(labels) ? result : mergeEqualRows(result)
  }

  return {
    type: 'vector',
    evaluate: (context) => combine(lhs.evaluate(context), rhs.evaluate(context), context),
    follow: followBoth(followerOf(lhs), followerOf(rhs), combine),
  }
}

/** Two samples of the one side with the same signature at one step are an error, wherever the many side has samples at all. */
function refuseDuplicates(
  many: Frame,
  {labels, steps, kinds}: Frame,
  duplicates: readonly (readonly number[])[],
  side: 'left' | 'right',
  signature: (labels: Labels) => Labels,
): void {
  for (const rows of duplicates) {
    for (let step = 0; step < steps; step++) {
      const [first, second] = rows.filter((row) => kinds[row * steps + step] !== ABSENT)
      if (second === undefined || !many.labels.some((_, row) => many.kinds[row * steps + step] !== ABSENT)) continue
      const [a, b] = [labels[first!]!, labels[second]!]
      const group = formatLabelSet(signature(b))
      throw new PlugmonError(
        'bad-query',
        `found duplicate series for the match group ${group} on the ${side} hand-side of the operation: ` +
          `[${formatLabelSet(b)}, ${formatLabelSet(a)}];` +
          'many-to-many matching not allowed: matching labels must be unique on one side',
      )
    }
  }
}

/** Two results with one signature at one step are an error: one to one in any case, else when their labels are the same. */
function refuseRivals(rivals: readonly (readonly number[])[], {steps, kinds}: Frame, isOneToOne: boolean): void {
  for (const rows of rivals) {
    for (let step = 0; step < steps; step++) {
      if (rows.filter((row) => kinds[row * steps + step] !== ABSENT).length < 2) continue
      const why = isOneToOne
        ? 'many-to-one matching must be explicit (group_left/group_right)'
        : 'grouping labels must ensure unique matches'
      throw new PlugmonError('bad-query', `multiple matches for labels: ${why}`)
    }
  }
}
