import {PlugmonError} from '../errors.ts'
import type {Binary} from './ast.ts'
import type {Context} from './context.ts'
import {ABSENT, createFrame, getCell, mergeEqualRows, setCell, type Frame} from './frame.ts'
import {formatLabelSet, type Labels} from './labels.ts'
import type {VectorNode} from './node.ts'
import {isComparison, sampleOperator} from './operator.ts'
import {createResultLabels, createSignature} from './signature.ts'

/** Rows of one side by the key of their signature. */
type Rows = Map<string, number[]>

/** A result row: which row of the many side meets which of the one side. */
interface Pair {
  readonly many: number
  readonly one: number
  readonly labels: Labels
  /** The key of the signature that brought them together. */
  readonly key: string
}

/** Arithmetic and comparison between two vectors: every sample of the many side with its only partner on the one side. */
export function compileMatch(binary: Binary, lhs: VectorNode, rhs: VectorNode): VectorNode {
  const {op, bool, pos} = binary
  const matching = binary.matching!
  const isSwapped = matching.card === 'one-to-many'
  const operate = sampleOperator(op, bool, pos)
  const signature = createSignature(matching)
  const resultLabels = createResultLabels(matching, bool ? 'dropped-last' : isComparison(op) ? 'kept' : 'dropped')

  return {
    type: 'vector',
    evaluate(context) {
      const left = lhs.evaluate(context)
      const right = rhs.evaluate(context)
      const [many, one] = isSwapped ? [right, left] : [left, right]
      const ones = rowsBySignature(one, signature)
      refuseDuplicates(many, one, ones, isSwapped ? 'left' : 'right', signature)
      const pairs = pairUp(many, one, ones, signature, resultLabels)
      const result = createFrame(
        pairs.map(({labels}) => labels),
        many.steps,
      )
      pairs.forEach((pair, row) => operatePair(pair, row, result, many, one, context))
      refuseMultiple(pairs, result, matching.card === 'one-to-one')
      return mergeEqualRows(result)
    },
  }

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
}

function rowsBySignature(frame: Frame, signature: (labels: Labels) => Labels): Rows {
  const rows: Rows = new Map()
  frame.labels.forEach((labels, row) => {
    const {key} = signature(labels)
    const same = rows.get(key)
    if (same === undefined) rows.set(key, [row])
    else same.push(row)
  })
  return rows
}

function pairUp(
  many: Frame,
  one: Frame,
  ones: Rows,
  signature: (labels: Labels) => Labels,
  resultLabels: (many: Labels, one: Labels) => Labels,
): Pair[] {
  const pairs: Pair[] = []
  many.labels.forEach((labels, row) => {
    const {key} = signature(labels)
    for (const partner of ones.get(key) ?? []) {
      pairs.push({many: row, one: partner, labels: resultLabels(labels, one.labels[partner]!), key})
    }
  })
  return pairs
}

/** Two samples of the one side with the same signature at one step are an error, wherever the many side has samples at all. */
function refuseDuplicates(
  many: Frame,
  one: Frame,
  ones: Rows,
  side: 'left' | 'right',
  signature: (labels: Labels) => Labels,
): void {
  const {steps} = one
  for (const rows of ones.values()) {
    if (rows.length === 1) continue
    for (let step = 0; step < steps; step++) {
      const present = rows.filter((row) => one.kinds[row * steps + step] !== ABSENT)
      if (present.length < 2 || !many.labels.some((_, row) => many.kinds[row * steps + step] !== ABSENT)) continue
      const [first, second] = present.map((row) => one.labels[row]!) as [Labels, Labels]
      throw new PlugmonError(
        'bad-query',
        `found duplicate series for the match group ${formatLabelSet(signature(second))} on the ${side} hand-side of the operation: ` +
          `[${formatLabelSet(second)}, ${formatLabelSet(first)}];many-to-many matching not allowed: matching labels must be unique on one side`,
      )
    }
  }
}

/** Two results with one signature at one step: an error one to one, else only when their labels are the same. */
function refuseMultiple(pairs: readonly Pair[], {steps, kinds}: Frame, isOneToOne: boolean): void {
  const rows = new Map<string, number[]>()
  pairs.forEach(({key, labels}, row) => {
    const identity = isOneToOne ? key : `${key}\n${labels.key}`
    const same = rows.get(identity)
    if (same === undefined) rows.set(identity, [row])
    else same.push(row)
  })
  for (const same of rows.values()) {
    if (same.length === 1) continue
    for (let step = 0; step < steps; step++) {
      if (same.filter((row) => kinds[row * steps + step] !== ABSENT).length < 2) continue
      const why = isOneToOne
        ? 'many-to-one matching must be explicit (group_left/group_right)'
        : 'grouping labels must ensure unique matches'
      throw new PlugmonError('bad-query', `multiple matches for labels: ${why}`)
    }
  }
}
