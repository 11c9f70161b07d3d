import {CUSTOM_SCHEMA, type Buckets, type NativeHistogram} from '../../promql/histogram/native.ts'
import {asOneRun} from './histogram-text.ts'

/** How floats are compared: exactly, to the neighbouring float (promtool's fuzzy_compare), or but for what V8 rounds unlike Go. */
export type Exactness = 'exact' | 'fuzzy' | 'tolerant'

/** V8's exponential and logarithm differ from Go's in the last bits: so much is the same where the comparison is tolerant. */
const TOLERANCE = 1e-12

/** Whether two values are the same: NaN is like NaN; histograms as promtool prints them. */
export function sameValue(a: number | NativeHistogram, b: number | NativeHistogram, exactness: Exactness): boolean {
  if (typeof a === 'number' || typeof b === 'number') {
    return typeof a === 'number' && typeof b === 'number' && sameNumber(a, b, exactness)
  }
  const [left, right] = [numbersOf(a), numbersOf(b)]
  const isSame = left.length === right.length && left.every((value, i) => sameNumber(value, right[i]!, exactness))
  return isSame && a.resetHint === b.resetHint
}

function sameNumber(a: number, b: number, exactness: Exactness): boolean {
  if (a === b || (Number.isNaN(a) && Number.isNaN(b))) return true
  switch (exactness) {
    case 'exact':
      return false
    case 'fuzzy':
      return areNeighbours(a, b)
    case 'tolerant':
      return Math.abs(a - b) <= TOLERANCE * Math.max(Math.abs(a), Math.abs(b))
  }
}

/** Floats of one sign are in the order of their bits, so neighbours differ by one there. */
function areNeighbours(a: number, b: number): boolean {
  const [left, right] = new BigInt64Array(Float64Array.of(a, b).buffer) as unknown as [bigint, bigint]
  return left - right === 1n || right - left === 1n
}

/** All that a histogram consists of, in one list; lengths stand before lists, so that equal lists are equal histograms. */
function numbersOf({
  schema,
  zeroThreshold,
  zeroCount,
  count,
  sum,
  customValues,
  positive,
  negative,
}: NativeHistogram): number[] {
  const side = (buckets: Buckets) => {
    const {offset, counts} = asOneRun(buckets)
    return [offset, counts.length, ...counts]
  }
  const zero = schema === CUSTOM_SCHEMA ? [] : [zeroThreshold, zeroCount]
  const scalars = [schema, ...zero, count, sum]
  return [...scalars, customValues.length, ...customValues, ...side(positive), ...side(negative)]
}
