import type {Bar} from '../figures.ts'

/**
 * At most `most` bars (but at least one): empty ones at the ends go, then the neighbours with the fewest values are put together. A
 * boundary in `kept` stays as long as others can go. Empty when nothing was counted.
 */
export function mergeBars(bars: readonly Bar[], most: number, kept: readonly number[]): readonly Bar[] {
  const first = bars.findIndex(({count}) => count > 0)
  const merged = first < 0 ? [] : bars.slice(first, bars.findLastIndex(({count}) => count > 0) + 1)
  while (merged.length > Math.max(1, most)) {
    let best = 0
    let bestCost = Infinity
    for (let index = 0; index + 1 < merged.length; index++) {
      const left = merged[index]
      const right = merged[index + 1]
      if (!left || !right) continue
      const cost = left.count + right.count + (kept.includes(left.upTo) ? KEPT_COST : 0)
      if (cost < bestCost) [best, bestCost] = [index, cost]
    }
    const [left, right] = merged.slice(best, best + 2)
    if (left && right) merged.splice(best, 2, {upTo: right.upTo, count: left.count + right.count})
  }
  return merged
}

/** More than any number of values. */
const KEPT_COST = 1e15
