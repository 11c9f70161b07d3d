import type {Annotations} from './annotations.ts'
import type {Span} from './ast.ts'
import type {Context} from './context.ts'
import type {NativeHistogram} from './histogram/native.ts'
import {labelValue, METRIC_NAME} from './labels.ts'
import type {RangeRow} from './range-row.ts'

/** What a range function sees of one series at one step. One object serves all windows: nothing of it may be kept. */
export interface Window {
  row: RangeRow
  /** Floats: indexes `from` (inclusive) to `to` (exclusive) of the row's times and values. */
  from: number
  to: number
  /** Histograms: the same for the row's histograms. */
  histogramsFrom: number
  histogramsTo: number
  /** The range's left (exclusive) and right (inclusive) end, in milliseconds. */
  start: number
  end: number
  /** The instant of the step, in milliseconds. */
  at: number
  step: number
  readonly annotations: Annotations
  /** Where the range stands in the expression. */
  readonly pos: Span
}

/** A function of one window, which holds at least one sample; undefined gives no sample. */
export type RangeFunction = (window: Window) => number | NativeHistogram | undefined

/** How many floats are in the window. */
export function floatCount({from, to}: Window): number {
  return to - from
}

/** How many histograms are in the window. */
export function histogramCount({histogramsFrom, histogramsTo}: Window): number {
  return histogramsTo - histogramsFrom
}

/** Remarks that a window holds both floats and histograms. */
export function warnMixed({annotations, row, pos}: Window): undefined {
  const name = labelValue(row.labels, METRIC_NAME)
  annotations.warn(`encountered a mix of histograms and floats for metric name ${JSON.stringify(name)}`, pos)
}

/** Remarks that histograms among floats were left out, when there are any. */
export function informIgnored(window: Window): void {
  if (histogramCount(window) === 0) return
  const name = labelValue(window.row.labels, METRIC_NAME)
  const text = `ignored histograms in a range containing both floats and histograms for metric name`
  window.annotations.inform(`${text} ${JSON.stringify(name)}`, window.pos)
}

/** A window over nothing yet. */
export function createWindow(row: RangeRow, {annotations}: Context, pos: Span): Window {
  return {
    row,
    from: 0,
    to: 0,
    histogramsFrom: 0,
    histogramsTo: 0,
    start: 0,
    end: 0,
    at: 0,
    step: 0,
    annotations,
    pos,
  }
}
