import {printValue} from './go-print.ts'
import {goType, type GoValue} from './go-value.ts'

const MISSING = 'missing argument for comparison'
const INVALID = 'invalid type for comparison'

/** Go's eq: the first equals any of the others. Throws Go's message as a plain Error, which the executor puts into place. */
export function equal(first: GoValue, others: readonly GoValue[]): boolean {
  if (others.length === 0) throw new Error(MISSING)
  return others.some((other) => equals(first, other))
}

/** Go's lt; NaN is less than nothing. */
export function less(a: GoValue, b: GoValue): boolean {
  if (a === undefined || typeof a === 'object' || b === undefined || typeof b === 'object') throw new Error(INVALID)
  if (typeof a !== typeof b) throw incompatible(a, b)
  if (typeof a === 'boolean' || typeof b === 'boolean') throw new Error(INVALID)
  if (typeof a === 'string' || typeof b === 'string') return compareBytes(String(a), String(b)) < 0
  return a < b
}

/** Go's le, of which gt is the opposite: so NaN is greater than everything. */
export function lessOrEqual(a: GoValue, b: GoValue): boolean {
  return less(a, b) || equals(a, b)
}

function equals(a: GoValue, b: GoValue): boolean {
  if (a === undefined || b === undefined) return a === b
  if (goType(a) !== goType(b)) throw incompatible(a, b)
  if (typeof a !== 'object' || typeof b !== 'object') return a === b
  if (a.kind === 'map' || a.kind === 'slice') {
    throw new Error(`non-comparable type ${printValue(a)}: ${goType(a)}`)
  }
  return a === b
}

/** Go compares the bytes of UTF-8, which is the order of code points. */
function compareBytes(a: string, b: string): number {
  const left = [...a]
  const right = [...b]
  const at = left.findIndex((char, index) => char !== right[index])
  return at < 0 ? left.length - right.length : left[at]!.codePointAt(0)! - (right[at]?.codePointAt(0) ?? -1)
}

function incompatible(a: GoValue, b: GoValue): Error {
  return new Error(`incompatible types for comparison: ${goType(a)} and ${goType(b)}`)
}
