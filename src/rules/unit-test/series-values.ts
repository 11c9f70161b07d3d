import {addHistograms, incompatibility, subtractHistograms} from '../../promql/histogram/arithmetic.ts'
import type {NativeHistogram} from '../../promql/histogram/native.ts'
import {parseFloatText} from '../../promql/parse-float.ts'
import {parseHistogram} from './histogram-text.ts'
import {notationError} from './metric-text.ts'

/** One sample of a series: a value, or the marker that it is gone. */
export type SeriesValue = number | NativeHistogram | 'stale'

/** Takes the sample at so many intervals from the start. */
type TakeValue = (index: number, value: SeriesValue) => void

/** Samples of one series that a test may ask for; a typing error must not fill the memory. */
const MAX_VALUES = 10_000_000

const NUMBER = String.raw`(?:\d+\.?\d*(?:e[+-]?\d+)?|\.\d+(?:e[+-]?\d+)?|inf|nan)`
const GAPS = /_(?:x(\d+))?(?=\s|$)/y
const STALE = /stale(?=\s|$)/y
const FLOATS = new RegExp(String.raw`([+-]?${NUMBER})(?:([+-]${NUMBER})(?=x))?(?:x(\d+))?(?=\s|$)`, 'iy')
const HISTOGRAMS = /\{\{(.*?)\}\}(?:([+-])\{\{(.*?)\}\}(?=x))?(?:x(\d+))?(?=\s|$)/sy
const SPACE = /\s*/y

/** Reads `1 2+3x4 _x2 stale {{sum:1 count:1}}x3`, Prometheus' notation of a series' values. Throws bad-test. */
export function readSeriesValues(text: string, take: TakeValue): void {
  let at = 0
  let index = 0
  let taken = 0

  function match(pattern: RegExp): RegExpExecArray | undefined {
    pattern.lastIndex = at
    const found = pattern.exec(text)
    if (found === null) return undefined
    at = pattern.lastIndex
    return found
  }

  function repeat<T extends SeriesValue>(first: T, times: number, next: (value: T) => T): void {
    taken += times + 1
    if (taken > MAX_VALUES) throw notationError(`more than ${MAX_VALUES} values in one series`)
    for (let value = first, left = times; ; value = next(value), left--) {
      take(index++, value)
      if (left === 0) return
    }
  }

  for (match(SPACE); at < text.length; match(SPACE)) {
    let found: RegExpExecArray | undefined
    if ((found = match(GAPS)) !== undefined) index += Number(found[1] ?? 1)
    else if (match(STALE) !== undefined) take(index++, 'stale')
    else if ((found = match(FLOATS)) !== undefined) {
      const step = parseFloatText(found[2] ?? '0')!
      repeat(parseFloatText(found[1]!)!, Number(found[3] ?? 0), (value) => value + step)
    } else if ((found = match(HISTOGRAMS)) !== undefined) {
      const [, first = '', sign, second = '', times = '0'] = found
      const step = parseHistogram(second)
      repeat(parseHistogram(first), Number(times), (value) => (sign === undefined ? value : combine(value, step, sign)))
    } else throw notationError(`unexpected ${JSON.stringify(text.slice(at, at + 20))} in series values`)
  }
}

function combine(value: NativeHistogram, step: NativeHistogram, sign: string): NativeHistogram {
  if (value.schema > step.schema) {
    throw notationError(`error combining histograms: cannot merge from schema ${step.schema} to ${value.schema}`)
  }
  if (incompatibility(value, step) !== undefined) {
    throw notationError('error combining histograms: they have different bucket layouts')
  }
  return sign === '+' ? addHistograms(value, step) : subtractHistograms(value, step)
}
