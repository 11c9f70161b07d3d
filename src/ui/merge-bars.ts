import type {Bar} from '../snapshot.ts'

/** At most `most` bars, neighbours put together two and two, three and three …; the last stays open to infinity. */
export function mergeBars(bars: readonly Bar[], most: number): readonly Bar[] {
  const size = Math.ceil(bars.length / Math.max(1, most))
  if (size <= 1) return bars
  const merged: Bar[] = []
  // From the end, so that what is over the last limit is mixed with little else.
  for (let end = bars.length; end > 0; end -= size) {
    const group = bars.slice(Math.max(0, end - size), end)
    merged.unshift({upTo: group.at(-1)?.upTo ?? Infinity, count: group.reduce((sum, {count}) => sum + count, 0)})
  }
  return merged
}
