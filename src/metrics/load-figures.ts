import {barLimits, barsOf} from './bars.ts'
import {START} from './axis.ts'
import {describe, fillPool, type Pool} from './distribution.ts'
import type {Histogram} from './histogram.ts'
import type {MetricsView} from './metrics-view.ts'
import type {Frame} from './window.ts'

/** What all loads together say. The pool is filled once for the start and once for the window. */
export function loadFigures(
  loads: readonly Histogram[],
  {from}: Frame,
  pool: Pool,
): Pick<MetricsView, 'load' | 'loadHistogram'> {
  fillPool(pool, loads, START)
  const limits = barLimits(pool)
  const start = {figures: describe(pool), bars: barsOf(pool, limits)}
  fillPool(pool, loads, from)
  return {
    load: {window: describe(pool), start: start.figures},
    loadHistogram: {window: barsOf(pool, limits), start: start.bars},
  }
}
