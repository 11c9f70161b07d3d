import type {Axis} from './axis.ts'
import {clearCounts, createCounts, record as recordCount} from './hdr-counts.ts'
import {boundsOf, bucketOf, HIGHEST_VALUE} from './hdr-layout.ts'
import {createHistogramSampler, growthBetween, type HistogramSampler, type Recorded} from './histogram-sampler.ts'
import type {HistogramColumn, HistogramGrowth, HistogramSeries} from './history.ts'
import type {Sampled, SeriesOptions} from './series.ts'
import {addToSlot, clearSlots, setLastTick} from './slot-log.ts'
import {rowAfter, visitSlots} from './slot-reading.ts'
import {createSlotLog} from './slot-table.ts'

/**
 * A histogram: everything since the start, and what each slot held, the open one too. A plain record and functions, since thousands of
 * these live at a time.
 */
export interface Histogram extends HistogramSeries, Sampled, Recorded {
  readonly axis: Axis
  changedAt: number
  lives: number
  start: number | undefined
  /** Values are `1 / scale` units a bucket step. */
  readonly scale: number
  /** It has values of the open slot. */
  isOpen: boolean
  /** How many values did not fit into the layout and count in its first or last bucket; those that are no number count nowhere. */
  clamped: number
  /** Made when samples are asked for. */
  sampler: HistogramSampler | undefined
}

/** Slots are kept for so many ticks longer than is asked for: sums of a window move on only while what goes out of it is still there. */
const SPARE_TICKS = 4

/** The bucket of what is no number, which counts nowhere. */
export const NO_BUCKET = 0xffff

/** @param scale bucket steps per unit */
export function createHistogram(options: SeriesOptions, scale: number): Histogram {
  const {name, instance, labels, isOther, place, id, axis, log, flush} = options
  return {
    kind: 'histogram',
    isOpen: false,
    total: createCounts(),
    slots: createSlotLog(axis.pages),
    scale,
    log,
    axis,
    changedAt: -Infinity,
    clamped: 0,
    start: undefined,
    lives: 0,
    sampler: undefined,
    name,
    instance,
    labels,
    isOther,
    place,
    id,
    flush,
    bounds: boundsOf(scale),
    column: columnOf,
    growth: growthOf,
  }
}

function columnOf(this: Histogram, afterMs: number, upToMs: number): HistogramColumn {
  this.flush()
  return (this.sampler ??= createHistogramSampler(this)).column(afterMs, upToMs)
}

/** One function for all, as rules ask most of the histograms at every tick: a closure each would be as many more places in memory to look at. */
function growthOf(this: Histogram, fromMs: number, toMs: number, factor: number, into: HistogramGrowth): void {
  this.flush()
  growthBetween(this, fromMs, toMs, factor, into)
}

/** The bucket of a value of the series' unit; one that does not fit is counted as clamped. */
export function bucketFor(histogram: Histogram, value: number): number {
  const scaled = Math.round(value * histogram.scale)
  if (scaled >= 0 && scaled <= HIGHEST_VALUE) return bucketOf(scaled)
  histogram.clamped++
  return Number.isNaN(value) ? NO_BUCKET : bucketOf(Math.max(0, Math.min(scaled, HIGHEST_VALUE)))
}

/** The same of one that fits; NaN of others. */
export function fittingBucket(scale: number, value: number): number {
  const scaled = Math.round(value * scale)
  return scaled >= 0 && scaled <= HIGHEST_VALUE ? bucketOf(scaled) : NaN
}

/** Counts a value into the slot that ends at `tick`; slots come one after another. */
export function record(histogram: Histogram, tick: number, bucket: number, value: number): void {
  const {axis, slots, total} = histogram
  recordCount(total, bucket, value)
  addToSlot(slots, tick, axis.open - 1 - axis.kept - SPARE_TICKS, bucket, value)
}

/** A slot with values is over. The first one gives birth: the sample one tick before is empty. */
export function endSlot(histogram: Histogram, tick: number): void {
  histogram.changedAt = tick * histogram.axis.intervalMs
  histogram.start ??= tick - 1
}

/** The open slot is over, and ends at `tick`; what was withdrawn meanwhile has no values. */
export function endOpenSlot(histogram: Histogram, tick: number): void {
  const {slots, axis} = histogram
  histogram.isOpen = false
  if (slots.end === slots.first) return
  if (tick !== axis.open) setLastTick(slots, tick)
  endSlot(histogram, tick)
}

/** Visits the slots since a tick that have values; the open one as the tick that will close it. */
export function visitSince(
  {slots}: Histogram,
  tick: number,
  visit: (tick: number, count: number, sum: number) => void,
): void {
  visitSlots(slots, rowAfter(slots, tick), visit)
}

/** Rises when a histogram joins the list, or begins anew. */
export function generationOf(histograms: readonly Histogram[]): number {
  let generation = histograms.length
  for (const {lives} of histograms) generation += lives
  return generation
}

/** A higher rung has spoken: what was counted counts no more, and the series is born anew with the next value. */
export function withdrawHistogram(histogram: Histogram): void {
  clearCounts(histogram.total)
  forgetHistory(histogram)
  histogram.start = undefined
  histogram.changedAt = -Infinity
}

/** Empties the history, which begins again at `tick` with the value of now. */
export function restartHistogram(histogram: Histogram, tick: number): void {
  forgetHistory(histogram)
  histogram.start = tick
  histogram.changedAt = tick * histogram.axis.intervalMs
}

function forgetHistory(histogram: Histogram): void {
  clearSlots(histogram.slots)
  histogram.lives++
  histogram.sampler = undefined
}
