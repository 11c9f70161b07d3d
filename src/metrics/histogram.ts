import type {Axis} from './axis.ts'
import {addCells, addToBucket, clearCounts, createCounts, record as recordCount, type HdrCounts} from './hdr-counts.ts'
import {boundsOf, bucketOf, HIGHEST_VALUE} from './hdr-layout.ts'
import {
  countsBefore,
  createHistogramSampler,
  growthBetween,
  type HistogramSampler,
  type Recorded,
} from './histogram-sampler.ts'
import type {HistogramColumn, HistogramGrowth, HistogramSeries} from './history.ts'
import type {Sampled, SeriesOptions} from './series.ts'
import {
  addToSlot,
  bytesFrom,
  clearSlots,
  createSlotLog,
  rowAfter,
  setLastTick,
  totalsOf,
  visitBuckets,
  visitSlots,
  type SlotTotals,
} from './slot-log.ts'

/**
 * A histogram: everything since the start, and what each slot held, the open one too. A plain record and functions, since thousands of
 * these live at a time.
 */
export interface Histogram extends HistogramSeries, Sampled, Recorded {
  readonly axis: Axis
  changedAt: number
  start: number | undefined
  /** Values are `1 / scale` units a bucket step. */
  readonly scale: number
  /** It has values of the open slot. */
  isOpen: boolean
  /** How many values did not fit into the layout and count in its first or last bucket; those that are no number count nowhere. */
  clamped: number
  /** By the length of the window: one for each of the sliding windows that was looked at. */
  readonly cursors: Map<number, Cursor>
  /** Made when samples are asked for. */
  sampler: HistogramSampler | undefined
}

/** The bucket of what is no number, which counts nowhere. */
export const NO_BUCKET = 0xffff

/** In the time that it takes to read a byte of a slot, so many cells of all counts can be added. */
const CELLS_PER_BYTE = 8

/** What had been counted at a tick that a sliding window starts from; it moves on with the window. */
interface Cursor {
  tick: number
  readonly counts: HdrCounts
}

/** @param scale bucket steps per unit */
export function createHistogram(options: SeriesOptions, scale: number): Histogram {
  const {name, instance, labels, isOther, place, id, axis, changed, flush} = options
  return {
    kind: 'histogram',
    isOpen: false,
    total: createCounts(),
    slots: createSlotLog(),
    scale,
    changed,
    axis,
    changedAt: -Infinity,
    clamped: 0,
    start: undefined,
    cursors: new Map(),
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

/** Counts a value into the slot that ends at `tick`; slots come one after another. */
export function record(histogram: Histogram, tick: number, bucket: number, value: number): void {
  const {axis, slots, total} = histogram
  recordCount(total, bucket, value)
  addToSlot(slots, tick, axis.open - 1 - axis.kept, bucket, value)
}

/** A slot with values is over. The first one gives birth: the sample one tick before is empty. False when that was known already. */
export function endSlot(histogram: Histogram, tick: number): boolean {
  const at = tick * histogram.axis.intervalMs
  if (histogram.changedAt === at) return false
  histogram.changedAt = at
  histogram.start ??= tick - 1
  return true
}

/** The open slot is over, and ends at `tick`. False when it has no values: what was withdrawn meanwhile has none. */
export function endOpenSlot(histogram: Histogram, tick: number): boolean {
  const {slots, axis} = histogram
  histogram.isOpen = false
  if (slots.end === slots.first) return false
  if (tick !== axis.open) setLastTick(slots, tick)
  return endSlot(histogram, tick)
}

/** Count, sum and extremes since a tick, open slot included. */
export function totalsSince({slots}: Histogram, tick: number): SlotTotals {
  return totalsOf(slots, rowAfter(slots, tick), slots.end)
}

/** Adds the buckets counted since a tick to `into`. */
export function collectSince(histogram: Histogram, tick: number, into: HdrCounts): void {
  const {slots, total} = histogram
  const from = rowAfter(slots, tick)
  // Whichever is shorter: to add up the slots of the window, or to take away what was there before it.
  if (bytesFrom(slots, from) * CELLS_PER_BYTE < total.cells.length) {
    visitBuckets(slots, from, slots.end, (bucket, amount) => addToBucket(into, bucket, amount))
  } else {
    addCells(into, total, 1)
    addCells(into, countsAt(histogram, tick), -1)
  }
}

/** Visits the slots since a tick that have values; the open one as the tick that will close it. */
export function visitSince(
  {slots}: Histogram,
  tick: number,
  visit: (tick: number, count: number, sum: number) => void,
): void {
  visitSlots(slots, rowAfter(slots, tick), visit)
}

/** What was there at `tick`: moved on from where the window started last time, or else all there is less what came after. */
function countsAt(histogram: Histogram, tick: number): HdrCounts {
  const {axis, slots, cursors} = histogram
  const length = (axis.closed ?? tick) - tick
  let cursor = cursors.get(length)
  if (cursor === undefined || cursor.tick > tick || cursor.tick < slots.forgottenUpTo) {
    cursor = {tick, counts: countsBefore(histogram, rowAfter(slots, tick))}
    cursors.set(length, cursor)
  } else {
    const {counts} = cursor
    visitBuckets(slots, rowAfter(slots, cursor.tick), rowAfter(slots, tick), (bucket, amount) =>
      addToBucket(counts, bucket, amount),
    )
    cursor.tick = tick
  }
  return cursor.counts
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
  histogram.cursors.clear()
  histogram.sampler = undefined
}
