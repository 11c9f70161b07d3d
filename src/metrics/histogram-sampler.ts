import type {Axis} from './axis.ts'
import {addCells, type HdrCounts} from './hdr-counts.ts'
import type {HistogramColumn, HistogramSample} from './history.ts'
import type {SlotLog} from './slot-log.ts'

/** Buckets in the remembered samples of one series, 16 bytes each: rules ask for the same range again at every tick. */
const BUCKETS_REMEMBERED = 2_048

/** What a histogram held at past ticks, told from what it holds now and what each slot added. */
export interface HistogramSampler {
  /** The counts before the slots from `position` on. */
  countsBefore(position: number): HdrCounts
  /** The slot that ends at `tick` has values. The first such slot gives birth: the sample one tick before is empty. */
  change(tick: number): void
  /** The first sample is what there is now, at `tick`. */
  startEpoch(tick: number): void
  clear(): void
  /** The samples with afterMs < time <= upToMs. */
  column(afterMs: number, upToMs: number): HistogramColumn
  /** What the sample of one tick has more than that of an earlier one. */
  growth(fromMs: number, toMs: number): HistogramSample
  readonly changedTick: number | undefined
}

/** Over the counts of a histogram, which it only reads. */
export function createHistogramSampler(
  axis: Axis,
  total: HdrCounts,
  open: HdrCounts,
  slots: SlotLog,
): HistogramSampler {
  let start: number | undefined
  let changedTick: number | undefined
  /** By the tick from which they hold. */
  const remembered = new Map<number, HistogramSample>()
  let bucketsRemembered = 0

  function countsBefore(position: number): HdrCounts {
    const counts = {...total, cells: total.cells.slice()}
    addCells(counts, open, -1)
    slots.addTo(counts, -1, position, slots.length)
    counts.sum = counts.count === 0 ? 0 : total.sum - open.sum - slots.totalsFrom(position).sum
    return counts
  }

  function restart(tick: number | undefined): void {
    start = tick
    changedTick = tick
    remembered.clear()
    bucketsRemembered = 0
  }

  /** The sample that holds from `tick` on, before the slots from `position` on. */
  function sampleFrom(tick: number, position: number): HistogramSample {
    let sample = remembered.get(tick)
    if (sample !== undefined) return sample
    sample = toSample(countsBefore(position))
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
    const first = slots.after(from)
    samples.push(sampleFrom(first === 0 ? Math.max(start!, slots.forgottenUpTo) : slots.tickAt(first - 1), first))
    for (let position = first; position < slots.length && slots.tickAt(position) <= to; position++) {
      const tick = slots.tickAt(position)
      const unchanged = samples.at(-1)!
      while (samples.length < tick - from) samples.push(unchanged)
      samples.push(sampleFrom(tick, position + 1))
    }
    const last = samples.at(-1)!
    while (samples.length <= to - from) samples.push(last)
    return samples
  }

  return {
    countsBefore,
    change(tick) {
      start ??= tick - 1
      changedTick = tick
    },
    startEpoch: restart,
    clear: () => restart(undefined),
    column(afterMs, upToMs) {
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
    growth(fromMs, toMs) {
      return slots.gather(slots.after(fromMs / axis.intervalMs), slots.after(toMs / axis.intervalMs))
    },
    get changedTick() {
      return changedTick
    },
  }
}

const NO_SAMPLES: HistogramColumn = {times: new Float64Array(0), samples: []}

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
