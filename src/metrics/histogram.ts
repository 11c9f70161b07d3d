import {addCells, clearCounts, createCounts, record, type HdrCounts} from './hdr-counts.ts'
import {boundsOf, bucketOf, HIGHEST_VALUE} from './hdr-layout.ts'
import {createHistogramSampler} from './histogram-sampler.ts'
import type {HistogramSeries} from './history.ts'
import type {Sampled, SeriesOptions} from './series.ts'
import {createSlotLog, type SlotTotals} from './slot-log.ts'

/** A histogram: everything since the start, what the open slot holds, and what each closed slot held. */
export interface Histogram extends HistogramSeries, Sampled {
  /** Everything since the start. */
  readonly total: HdrCounts
  /** Values are `1 / scale` units a bucket step. */
  readonly scale: number
  /** Counts one value of the series' unit. */
  observe(value: number): void
  /** Count, sum and extremes since a tick, open slot included. */
  since(tick: number): SlotTotals
  /** Adds the buckets counted since a tick to `into`. */
  collect(tick: number, into: HdrCounts): void
  /** Visits the slots since a tick that have values; the open one as the tick that will close it. */
  visitSince(tick: number, visit: (tick: number, count: number, sum: number) => void): void
  /** How many values did not fit into the layout and count in its first or last bucket; those that are no number count nowhere. */
  readonly clamped: number
}

/** What had been counted at a tick that a sliding window starts from; it moves on with the window. */
interface Cursor {
  tick: number
  readonly counts: HdrCounts
}

/**
 * @param scale bucket steps per unit
 * @param whole takes every value too: the histogram of all series together
 */
export function createHistogram(options: SeriesOptions, scale: number, whole?: Histogram): Histogram {
  const {name, instance, labels, isOther, axis, touch} = options
  const total = createCounts()
  const open = createCounts()
  const slots = createSlotLog()
  const sampler = createHistogramSampler(axis, total, open, slots)
  /** By the length of the window: one for each of the sliding windows that was looked at. */
  const cursors = new Map<number, Cursor>()
  let clamped = 0
  let isTouched = false

  function touchOnce(): void {
    if (isTouched) return
    isTouched = true
    touch(histogram)
  }

  /** What was there at `tick`: moved on from where the window started last time, or else all there is less what came after. */
  function countsAt(tick: number): HdrCounts {
    const length = (axis.closed ?? tick) - tick
    let cursor = cursors.get(length)
    if (cursor === undefined || cursor.tick > tick || cursor.tick < slots.forgottenUpTo) {
      cursor = {tick, counts: sampler.countsBefore(slots.after(tick))}
      cursors.set(length, cursor)
    } else {
      slots.addTo(cursor.counts, 1, slots.after(cursor.tick), slots.after(tick))
      cursor.tick = tick
    }
    return cursor.counts
  }

  const histogram: Histogram = {
    kind: 'histogram',
    name,
    instance,
    labels,
    isOther,
    bounds: boundsOf(scale),
    total,
    scale,
    observe(value) {
      const scaled = Math.round(value * scale)
      const kept = Math.max(0, Math.min(scaled, HIGHEST_VALUE))
      if (kept !== scaled) {
        clamped++
        if (Number.isNaN(value)) return
      }
      const bucket = bucketOf(kept)
      record(total, bucket, value)
      record(open, bucket, value)
      touchOnce()
      whole?.observe(value)
    },
    since(tick) {
      const totals = slots.totalsFrom(slots.after(tick))
      return {
        count: totals.count + open.count,
        sum: totals.sum + open.sum,
        min: Math.min(totals.min, open.min),
        max: Math.max(totals.max, open.max),
      }
    },
    collect(tick, into) {
      const from = slots.after(tick)
      // Whichever is shorter: to add up the slots of the window, or to take away what was there before it.
      if (slots.bytesFrom(from) < total.cells.length) {
        slots.addTo(into, 1, from, slots.length)
        addCells(into, open, 1)
      } else {
        addCells(into, total, 1)
        addCells(into, countsAt(tick), -1)
      }
    },
    visitSince(tick, visit) {
      slots.visitFrom(slots.after(tick), visit)
      if (open.count > 0) visit((axis.closed ?? -1) + 1, open.count, open.sum)
    },
    withdraw() {
      clearCounts(total)
      clearCounts(open)
      slots.clear()
      cursors.clear()
      sampler.clear()
    },
    get clamped() {
      return clamped
    },
    close(tick) {
      isTouched = false
      if (open.count === 0) return
      sampler.change(tick)
      slots.push(tick, open, tick - axis.kept)
      clearCounts(open)
    },
    startEpoch(tick) {
      clearCounts(open)
      slots.clear()
      cursors.clear()
      sampler.startEpoch(tick)
    },
    column: sampler.column,
    growth: sampler.growth,
    get changedAt() {
      return sampler.changedTick === undefined ? undefined : sampler.changedTick * axis.intervalMs
    },
  }
  return histogram
}
