import type {Axis} from './axis.ts'
import {createBucketTally, takeTally} from './bucket-tally.ts'
import {addCells, addToBucket, createCounts, type HdrCounts} from './hdr-counts.ts'
import type {HistogramColumn, HistogramGrowth, HistogramSample} from './history.ts'
import {rowAfter, tallySlots, totalsOf, visitBuckets} from './slot-reading.ts'
import {tickOf, type SlotLog} from './slot-table.ts'

/** Buckets in the remembered samples of one series, 16 bytes each: rules ask for the same range again at every tick. */
const BUCKETS_REMEMBERED = 2_048

/** What a histogram has recorded: all there is to tell its samples from. */
export interface Recorded {
  readonly axis: Axis
  /** Everything since the start. */
  readonly total: HdrCounts
  /** What each slot held, the open one too. */
  readonly slots: SlotLog
  /** The tick of its first sample, which is one before its first slot and empty, or where the epoch began; undefined while there is none. */
  readonly start: number | undefined
}

/** What a histogram held at past ticks, told from what it holds now and what each slot added. */
export interface HistogramSampler {
  /** The samples with afterMs < time <= upToMs. */
  column(afterMs: number, upToMs: number): HistogramColumn
}

const NO_SAMPLES: HistogramColumn = {times: new Float64Array(0), samples: []}

const tally = createBucketTally()

/** Writes what the sample of one tick has more than that of an earlier one, times a factor. */
export function growthBetween(
  {axis, slots}: Recorded,
  fromMs: number,
  toMs: number,
  factor: number,
  into: HistogramGrowth,
): void {
  const from = rowAfter(slots, fromMs / axis.intervalMs)
  const to = rowAfter(slots, Math.min(toMs / axis.intervalMs, axis.open - 1))
  const {count, sum} = tallySlots(slots, from, to, tally)
  takeTally(tally, factor, into)
  into.count = count * factor
  into.sum = sum * factor
}

/** The counts before the slots from a row on. */
function countsBefore({axis, slots, total}: Recorded, row: number): HdrCounts {
  const counts = createCounts()
  addCells(counts, total, 1)
  visitBuckets(slots, row, slots.end, (bucket, count) => addToBucket(counts, bucket, -count))
  const closedEnd = rowAfter(slots, axis.open - 1)
  const open = totalsOf(slots, closedEnd, slots.end)
  counts.sum = counts.count === 0 ? 0 : total.sum - open.sum - totalsOf(slots, row, closedEnd).sum
  return counts
}

/** Over a histogram, which it only reads; good until its history begins anew. */
export function createHistogramSampler(histogram: Recorded): HistogramSampler {
  const {axis, slots} = histogram
  /** By the tick from which they hold. */
  const remembered = new Map<number, HistogramSample>()
  let bucketsRemembered = 0

  /** The sample that holds from `tick` on, before the slots from a row on. */
  function sampleFrom(tick: number, row: number): HistogramSample {
    let sample = remembered.get(tick)
    if (sample !== undefined) return sample
    sample = toSample(countsBefore(histogram, row))
    remembered.set(tick, sample)
    bucketsRemembered += sample.indexes.length
    for (const [oldest, {indexes}] of remembered) {
      if (bucketsRemembered <= BUCKETS_REMEMBERED || oldest === tick) break
      remembered.delete(oldest)
      bucketsRemembered -= indexes.length
    }
    return sample
  }

  /** One for each tick from `from` to `to`, both inclusive. */
  function samplesBetween(from: number, to: number): HistogramSample[] {
    const samples: HistogramSample[] = []
    const first = rowAfter(slots, from)
    samples.push(
      sampleFrom(
        first === slots.first ? Math.max(histogram.start!, slots.forgottenUpTo) : tickOf(slots, first - 1),
        first,
      ),
    )
    for (let row = first; row < slots.end && tickOf(slots, row) <= to; row++) {
      const tick = tickOf(slots, row)
      const unchanged = samples.at(-1)!
      while (samples.length < tick - from) samples.push(unchanged)
      samples.push(sampleFrom(tick, row + 1))
    }
    const last = samples.at(-1)!
    while (samples.length <= to - from) samples.push(last)
    return samples
  }

  return {
    column(afterMs, upToMs) {
      const {start} = histogram
      const oldest =
        start === undefined || axis.closed === undefined ? Infinity : Math.max(start, axis.closed - axis.kept)
      const from = Math.max(oldest, Math.floor(afterMs / axis.intervalMs) + 1)
      const to = Math.min(axis.closed ?? -Infinity, Math.floor(upToMs / axis.intervalMs))
      if (!(from <= to)) return NO_SAMPLES
      let samples: readonly HistogramSample[] | undefined
      return {
        times: axis.timesFrom(oldest).subarray(from - oldest, to + 1 - oldest),
        get samples() {
          return (samples ??= samplesBetween(from, to))
        },
      }
    },
  }
}

function toSample({base, cells, count, sum}: HdrCounts): HistogramSample {
  const indexes: number[] = []
  const counts: number[] = []
  for (let cell = 0; cell < cells.length; cell++) {
    if (cells[cell] === 0) continue
    indexes.push(base + cell)
    counts.push(cells[cell]!)
  }
  return {count, sum, indexes, counts}
}
