import {countUpTo, quantiles, type Pool} from './distribution.ts'
import type {Bar} from '../figures.ts'

/** Bars with a limit; one more takes what is above. */
const LIMITED_BARS = 9

/** Limits of 1, 2 and 5 times a power of ten, a microsecond to some days. */
const LIMITS = Array.from({length: 36}, (_, i) => Number(`${[1, 2, 5][i % 3]!}e${Math.floor(i / 3) - 6}`))

/** Where the bars end: at the first limit that 99 % of all values are no greater than, so that one straggler moves nothing. */
export function barLimits(start: Pool): readonly number[] {
  const [p99 = 0] = quantiles(start, [0.99])
  const top = LIMITS.findIndex((limit) => limit >= p99)
  const end = Math.max(LIMITED_BARS, (top < 0 ? LIMITS.length - 1 : top) + 1)
  return LIMITS.slice(end - LIMITED_BARS, end)
}

/** What is in the pool as bars, empty ones included; no bars without values. */
export function barsOf(pool: Pool, limits: readonly number[]): Bar[] {
  if (pool.count === 0) return []
  let before = 0
  return [...limits, Infinity].map((upTo) => {
    const seen = upTo === Infinity ? pool.count : countUpTo(pool, upTo)
    const count = seen - before
    before = seen
    return {upTo, count}
  })
}
