import type {Binary} from './ast.ts'
import {ABSENT, createFrame, getCell, mergeEqualRows, setCell, type Frame} from './frame.ts'
import type {Labels} from './labels.ts'
import type {VectorNode} from './node.ts'
import {createSignature} from './signature.ts'

/** and, or, unless: samples of one side are kept by whether the other has one with the same signature at that step. */
export function compileSet(binary: Binary, lhs: VectorNode, rhs: VectorNode): VectorNode {
  const {op} = binary
  const signature = createSignature(binary.matching!)
  return {
    type: 'vector',
    evaluate(context) {
      const left = lhs.evaluate(context)
      const right = rhs.evaluate(context)
      if (op === 'or') return concatenate(left, keepWhere(right, presence(left, signature), signature, false))
      return keepWhere(left, presence(right, signature), signature, op === 'and')
    },
  }
}

/** For each signature the steps at which some row has a sample. */
function presence({labels, steps, kinds}: Frame, signature: (labels: Labels) => Labels): Map<string, Uint8Array> {
  const present = new Map<string, Uint8Array>()
  labels.forEach((row, index) => {
    const {key} = signature(row)
    let there = present.get(key)
    if (there === undefined) present.set(key, (there = new Uint8Array(steps)))
    for (let step = 0; step < steps; step++) there[step]! |= kinds[index * steps + step]!
  })
  return present
}

function keepWhere(
  frame: Frame,
  present: Map<string, Uint8Array>,
  signature: (labels: Labels) => Labels,
  wanted: boolean,
): Frame {
  const {labels, steps} = frame
  const kinds = frame.kinds.slice()
  labels.forEach((row, index) => {
    const there = present.get(signature(row).key)
    for (let step = 0; step < steps; step++) {
      if (((there?.[step] ?? ABSENT) !== ABSENT) !== wanted) kinds[index * steps + step] = ABSENT
    }
  })
  return {...frame, kinds}
}

function concatenate(first: Frame, second: Frame): Frame {
  const {steps} = first
  const result = createFrame([...first.labels, ...second.labels], steps)
  const offset = first.kinds.length
  for (let cell = 0; cell < offset; cell++) setCell(result, cell, getCell(first, cell))
  for (let cell = 0; cell < second.kinds.length; cell++) setCell(result, offset + cell, getCell(second, cell))
  return mergeEqualRows(result)
}
