import type {NativeHistogram} from './histogram/native.ts'
import {NO_LABELS, type Labels} from './labels.ts'

/** The samples of one series that the ranges of all steps cut out of, floats and histograms apart and without stale markers. */
export interface RangeRow {
  readonly labels: Labels
  readonly times: Float64Array
  readonly values: Float64Array
  readonly length: number
  /** As that of the series. */
  readonly fellAt?: number | undefined
  readonly histogramTimes: Float64Array
  readonly histograms: readonly NativeHistogram[]
  /** As that of the series. */
  readonly growth?: ((from: number, to: number) => NativeHistogram) | undefined
}

/** Stands for a series that has one number throughout the range. */
export const RESTING: RangeRow = {
  labels: NO_LABELS,
  times: new Float64Array(0),
  values: new Float64Array(0),
  length: 0,
  histogramTimes: new Float64Array(0),
  histograms: [],
}

/** A range vector at every step: the samples with `ends[step] - rangeMs < time <= ends[step]` of each row. */
export interface RangeVector {
  readonly rows: readonly RangeRow[]
  /** Those of the rows, as a list that is the same for the same series. */
  readonly labels: readonly Labels[]
  readonly ends: Float64Array
  readonly rangeMs: number
}
