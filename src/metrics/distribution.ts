import {START} from './axis.ts'
import {createCounts, type HdrCounts} from './hdr-counts.ts'
import {bucketOf, highestOf, lowestOf} from './hdr-layout.ts'
import {generationOf, type Histogram} from './histogram.ts'
import {hasForgotten, rowAfter} from './slot-reading.ts'
import type {Distribution, WindowedDistribution, WindowName} from '../figures.ts'
import {sinceStart, type Reach} from './window.ts'
import {createWindowLines, type WindowLines} from './window-lines.ts'
import {createWindowSums, type WindowSums} from './window-sums.ts'

/** The distribution without a value. */
export const NO_VALUES: Distribution = {count: 0, sum: 0}

/** Where the counts of several histograms of one unit are added up; used over and over, as it covers all octaves in use. */
export interface Pool extends HdrCounts {
  scale: number
  readonly lines: WindowLines
  readonly sums: WindowSums
  /** What was told last of the same list of histograms: between two views most plugins do nothing. */
  readonly told: WeakMap<readonly Histogram[], Partial<Record<WindowName, Told>>>
}

/** What a list of histograms was like when it was described. */
interface Told {
  readonly from: number
  readonly count: number
  readonly sum: number
  readonly generation: number
  readonly figures: Distribution
}

/** An empty pool. */
export function createPool(): Pool {
  const lines = createWindowLines()
  return {...createCounts(), scale: 1, lines, sums: createWindowSums(lines), told: new WeakMap()}
}

/** Fills the pool with what the histograms have counted in a window. */
export function fillPool(pool: Pool, histograms: readonly Histogram[], reach: Reach): void {
  pool.scale = histograms[0]?.scale ?? 1
  pool.sums.fill(pool, histograms, reach)
}

/**
 * Quantiles, given rising, by nearest rank, as HdrHistogram takes them: the least value that `q` of all are no greater than. It is
 * told as the middle of its bucket, within 0.4 % of the exact one, and never outside of what was seen. Undefined without values.
 */
export function quantiles(pool: Pool, wanted: readonly number[]): (number | undefined)[] {
  const {base, cells, count, min, max, scale} = pool
  const found: (number | undefined)[] = []
  let seen = 0
  let cell = -1
  for (const q of wanted) {
    // Less a hair, so that 0.9 of 10 is the 9th although the product of floats may be a little more.
    const rank = Math.max(1, Math.ceil(q * count - 1e-9))
    while (seen < rank && count > 0) seen += cells[++cell]!
    const middle = (lowestOf(base + cell) + highestOf(base + cell)) / 2 / scale
    found.push(count === 0 ? undefined : Math.max(min, Math.min(max, middle)))
  }
  return found
}

/** How many values are at most `limit`, give or take the width of a bucket. */
export function countUpTo(pool: Pool, limit: number): number {
  const end = Math.min(pool.cells.length, bucketOf(Math.round(limit * pool.scale)) + 1 - pool.base)
  let seen = 0
  for (let cell = 0; cell < end; cell++) seen += pool.cells[cell]!
  return seen
}

/** The figures of what is in the pool. */
export function describe(pool: Pool): Distribution {
  const {count, sum, min, max} = pool
  if (count === 0) return NO_VALUES
  const [p50, p90, p95, p99] = quantiles(pool, [0.5, 0.9, 0.95, 0.99])
  return {count, sum, min, mean: sum / count, p50, p90, p95, p99, max}
}

/** The figures of several histograms in a window and since the start. */
export function describeBoth(pool: Pool, histograms: readonly Histogram[], reach: Reach): WindowedDistribution {
  const start = describeIn(pool, histograms, sinceStart(reach))
  return {window: reach.from === START ? start : describeIn(pool, histograms, reach), start}
}

/** The figures of several histograms in a window. */
export function describeIn(pool: Pool, histograms: readonly Histogram[], reach: Reach): Distribution {
  const {window, from} = reach
  const generation = generationOf(histograms)
  let [count, sum] = [0, 0]
  for (const {total} of histograms) {
    count += total.count
    sum += total.sum
  }
  let own = pool.told.get(histograms)
  if (own === undefined) pool.told.set(histograms, (own = {}))
  const told = own[window]
  const isSame = told?.count === count && told.sum === sum && told.generation === generation
  if (isSame && (told.from === from || !hasLeft(histograms, told.from, from))) return told.figures
  fillPool(pool, histograms, reach)
  const figures = describe(pool)
  own[window] = {from, count, sum, generation, figures}
  return figures
}

/** Whether slots with values have gone out of a window since it began after another tick. */
function hasLeft(histograms: readonly Histogram[], before: number, from: number): boolean {
  return histograms.some(({slots}) => hasForgotten(slots, before) || rowAfter(slots, before) !== rowAfter(slots, from))
}
