import type {Axis} from './axis.ts'
import {addCells, addToBucket, clearCounts, createCounts, record, type HdrCounts} from './hdr-counts.ts'
import {boundsOf, bucketOf, HIGHEST_VALUE} from './hdr-layout.ts'
import {
  countsBefore,
  createHistogramSampler,
  growthBetween,
  type HistogramSampler,
  type Recorded,
} from './histogram-sampler.ts'
import type {HistogramSeries} from './history.ts'
import type {Sampled, SeriesOptions} from './series.ts'
import {
  addToSlot,
  bytesFrom,
  clearSlots,
  closeSlot,
  createSlotLog,
  rowAfter,
  totalsOf,
  visitBuckets,
  visitSlots,
  type SlotTotals,
} from './slot-log.ts'

/**
 * A histogram: everything since the start, and what each slot held, the open one too. A plain record and functions, since thousands of
 * these live at a time and observing is the innermost loop.
 */
export interface Histogram extends HistogramSeries, Sampled, Recorded {
  readonly axis: Axis
  changedAt: number
  start: number | undefined
  /** Values are `1 / scale` units a bucket step. */
  readonly scale: number
  /** Takes every value too: the histogram of all series together. */
  readonly whole: Histogram | undefined
  /** How many values did not fit into the layout and count in its first or last bucket; those that are no number count nowhere. */
  clamped: number
  /** By the length of the window: one for each of the sliding windows that was looked at. */
  readonly cursors: Map<number, Cursor>
  /** Made when samples are asked for. */
  sampler: HistogramSampler | undefined
}

/** What had been counted at a tick that a sliding window starts from; it moves on with the window. */
interface Cursor {
  tick: number
  readonly counts: HdrCounts
}

/** @param scale bucket steps per unit */
export function createHistogram(options: SeriesOptions, scale: number, whole?: Histogram): Histogram {
  const {name, instance, labels, isOther, place, axis, touched, changed} = options
  const histogram: Histogram = {
    kind: 'histogram',
    isTouched: false,
    total: createCounts(),
    slots: createSlotLog(),
    scale,
    whole,
    touched,
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
    bounds: boundsOf(scale),
    column: (afterMs, upToMs) => (histogram.sampler ??= createHistogramSampler(histogram)).column(afterMs, upToMs),
    growth: (fromMs, toMs) => growthBetween(histogram, fromMs, toMs),
  }
  return histogram
}

/** Counts one value of the series' unit. */
export function observe(histogram: Histogram, value: number): void {
  const scaled = Math.round(value * histogram.scale)
  const kept = Math.max(0, Math.min(scaled, HIGHEST_VALUE))
  if (kept !== scaled) {
    histogram.clamped++
    if (Number.isNaN(value)) return
  }
  const bucket = bucketOf(kept)
  count(histogram, bucket, value)
  if (histogram.whole !== undefined) count(histogram.whole, bucket, value)
}

function count(histogram: Histogram, bucket: number, value: number): void {
  const {axis, slots, total} = histogram
  record(total, bucket, value)
  addToSlot(slots, axis.open, axis.open - 1 - axis.kept, bucket, value)
  if (histogram.isTouched) return
  histogram.isTouched = true
  histogram.touched.push(histogram)
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
  if (bytesFrom(slots, from) < total.cells.length) {
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

/** The slot that ends at `tick` is over. The first such slot gives birth: the sample one tick before is empty. */
export function closeHistogram(histogram: Histogram, tick: number): void {
  histogram.isTouched = false
  const {slots, axis} = histogram
  // What was withdrawn has been touched, but has no slot.
  if (slots.end === slots.first) return
  closeSlot(slots, tick)
  histogram.start ??= tick - 1
  histogram.changedAt = tick * axis.intervalMs
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
