import {START} from './axis.ts'
import {addCells, createCounts, type HdrCounts} from './hdr-counts.ts'
import {bucketOf, highestOf, lowestOf} from './hdr-layout.ts'
import {collectSince, totalsSince, type Histogram} from './histogram.ts'
import type {Distribution, WindowedDistribution} from '../figures.ts'

/** The distribution without a value. */
export const NO_VALUES: Distribution = {count: 0, sum: 0}

/** Where the counts of several histograms of one unit are added up; used over and over, as it covers all octaves in use. */
export interface Pool extends HdrCounts {
  scale: number
  /** What was told last of the same list of histograms: between two views most plugins do nothing. */
  readonly told: WeakMap<readonly Histogram[], Told>
}

interface Told {
  readonly tick: number
  readonly count: number
  readonly sum: number
  readonly figures: WindowedDistribution
}

/** An empty pool. */
export function createPool(): Pool {
  return {...createCounts(), scale: 1, told: new WeakMap()}
}

/** Fills the pool with what the histograms have counted since a tick, or since the START. */
export function fillPool(pool: Pool, histograms: readonly Histogram[], tick: number): void {
  pool.cells.fill(0)
  Object.assign(pool, {count: 0, min: Infinity, max: -Infinity})
  let sum = 0
  for (const histogram of histograms) {
    const totals = tick === START ? histogram.total : totalsSince(histogram, tick)
    if (totals.count === 0) continue
    pool.scale = histogram.scale
    sum += totals.sum
    pool.min = Math.min(pool.min, totals.min)
    pool.max = Math.max(pool.max, totals.max)
    if (tick === START) addCells(pool, histogram.total, 1)
    else collectSince(histogram, tick, pool)
  }
  pool.sum = sum
}

/**
 * Quantiles, given rising, by nearest rank, as HdrHistogram takes them: the least value that `q` of all are no greater than. It is
 * told as the middle of its bucket, within 0.4 % of the exact one, and never outside of what was seen. Undefined without values.
 */
export function quantiles(pool: Pool, wanted: readonly number[]): (number | undefined)[] {
  const {base, cells, count, min, max, scale} = pool
  let seen = 0
  let cell = -1
  return wanted.map((q) => {
    if (count === 0) return undefined
    // Less a hair, so that 0.9 of 10 is the 9th although the product of floats may be a little more.
    const rank = Math.max(1, Math.ceil(q * count - 1e-9))
    while (seen < rank) seen += cells[++cell]!
    const middle = (lowestOf(base + cell) + highestOf(base + cell)) / 2 / scale
    return Math.max(min, Math.min(max, middle))
  })
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

/** The figures of several histograms since a tick and since the start. */
export function describeBoth(pool: Pool, histograms: readonly Histogram[], tick: number): WindowedDistribution {
  let count = 0
  let sum = 0
  for (const {total} of histograms) {
    count += total.count
    sum += total.sum
  }
  const told = pool.told.get(histograms)
  const isSame = told?.count === count && told.sum === sum
  if (isSame && told.tick === tick) return told.figures
  const start = isSame ? told.figures.start : describeSince(pool, histograms, START)
  const figures = {window: tick === START ? start : describeSince(pool, histograms, tick), start}
  pool.told.set(histograms, {tick, count, sum, figures})
  return figures
}

function describeSince(pool: Pool, histograms: readonly Histogram[], tick: number): Distribution {
  fillPool(pool, histograms, tick)
  return describe(pool)
}
