import {barLimits, barsOf} from './bars.ts'
import {describe, fillPool, type Pool} from './distribution.ts'
import type {Histogram} from './histogram.ts'
import type {MetricsView} from './metrics-view.ts'
import {sinceStart, type Reach} from './window.ts'

/** What all loads together say. The pool is filled once for the start and once for the window. */
export function loadFigures(
  loads: readonly Histogram[],
  reach: Reach,
  pool: Pool,
): Pick<MetricsView, 'load' | 'loadHistogram'> {
  fillPool(pool, loads, sinceStart(reach))
  const limits = barLimits(pool)
  const start = {figures: describe(pool), bars: barsOf(pool, limits)}
  fillPool(pool, loads, reach)
  return {
    load: {window: describe(pool), start: start.figures},
    loadHistogram: {window: barsOf(pool, limits), start: start.bars},
  }
}
