import type {Binary} from './ast.ts'
import {followBoth} from './follow/follow-both.ts'
import {ABSENT, createFrame, getCell, mergeEqualRows, setCell, type Frame} from './frame.ts'
import type {Labels} from './labels.ts'
import {memoize} from './memoize.ts'
import {followerOf, type VectorNode} from './node.ts'
import {createSignature} from './signature.ts'

/** The rows of one side by their signatures, which are numbered. */
interface Signatures {
  readonly numbers: ReadonlyMap<string, number>
  readonly numberOf: Int32Array
}

/** and, or, unless: samples of one side are kept by whether the other has one with the same signature at that step. */
export function compileSet(binary: Binary, lhs: VectorNode, rhs: VectorNode): VectorNode {
  const {op} = binary
  const signature = createSignature(binary.matching!)
  const signaturesOf = memoize((labels: readonly Labels[]) => numberSignatures(labels, signature))
  /** For each row of one side the number of its signature on the other, -1 where it is not there. */
  const partnersOf = memoize((other: readonly Labels[]) =>
    memoize((labels: readonly Labels[]) => {
      const {numbers} = signaturesOf(other)
      return Int32Array.from(labels, (row) => numbers.get(signature(row).key) ?? -1)
    }),
  )

  function keepWhere(frame: Frame, other: Frame, wanted: boolean): Frame {
    const {steps} = frame
    const present = presence(other, signaturesOf(other.labels))
    const partners = partnersOf(other.labels)(frame.labels)
    const kinds = frame.kinds.slice()
    for (let row = 0, cell = 0; row < partners.length; row++) {
      const base = partners[row]! * steps
      for (let step = 0; step < steps; step++, cell++) {
        const isPresent = base >= 0 && present[base + step] !== ABSENT
        if (isPresent !== wanted) kinds[cell] = ABSENT
      }
    }
    return {...frame, kinds}
  }

  function combine(left: Frame, right: Frame): Frame {
    return op === 'or' ? concatenate(left, keepWhere(right, left, false)) : keepWhere(left, right, op === 'and')
  }

  return {
    type: 'vector',
    evaluate: (context) => combine(lhs.evaluate(context), rhs.evaluate(context)),
    follow: followBoth(followerOf(lhs), followerOf(rhs), combine),
  }
}

function numberSignatures(labels: readonly Labels[], signature: (labels: Labels) => Labels): Signatures {
  const numbers = new Map<string, number>()
  const numberOf = Int32Array.from(labels, (row) => {
    const {key} = signature(row)
    const number = numbers.get(key) ?? numbers.size
    numbers.set(key, number)
    return number
  })
  return {numbers, numberOf}
}

/** For each signature and step whether some row has a sample. */
function presence({steps, kinds}: Frame, {numbers, numberOf}: Signatures): Uint8Array {
  const present = new Uint8Array(numbers.size * steps)
  for (let row = 0, cell = 0; row < numberOf.length; row++) {
    const base = numberOf[row]! * steps
    for (let step = 0; step < steps; step++, cell++) present[base + step]! |= kinds[cell]!
  }
  return present
}

function concatenate(first: Frame, second: Frame): Frame {
  const {steps} = first
  const result = createFrame([...first.labels, ...second.labels], steps)
  const offset = first.kinds.length
  for (let cell = 0; cell < offset; cell++) setCell(result, cell, getCell(first, cell))
  for (let cell = 0; cell < second.kinds.length; cell++) setCell(result, offset + cell, getCell(second, cell))
  return mergeEqualRows(result)
}
