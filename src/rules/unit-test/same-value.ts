import {CUSTOM_SCHEMA, type Buckets, type NativeHistogram} from '../../promql/histogram/native.ts'
import {asOneRun} from './histogram-text.ts'

/** V8's exponential and logarithm differ from Go's in the last bits: so much is the same unless exactness is asked for. */
const TOLERANCE = 1e-12

/** Whether two values are the same: NaN is like NaN; floats may differ by rounding unless `isStrict`; histograms as promtool prints them. */
export function sameValue(a: number | NativeHistogram, b: number | NativeHistogram, isStrict: boolean): boolean {
  if (typeof a === 'number' || typeof b === 'number') {
    return typeof a === 'number' && typeof b === 'number' && sameNumber(a, b, isStrict)
  }
  return a.resetHint === b.resetHint && sameList(numbersOf(a), numbersOf(b), isStrict)
}

function sameNumber(a: number, b: number, isStrict: boolean): boolean {
  if (a === b || (Number.isNaN(a) && Number.isNaN(b))) return true
  return !isStrict && Math.abs(a - b) <= TOLERANCE * Math.max(Math.abs(a), Math.abs(b))
}

function sameList(a: readonly number[], b: readonly number[], isStrict: boolean): boolean {
  return a.length === b.length && a.every((value, i) => sameNumber(value, b[i]!, isStrict))
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
