import {visitSince, type Histogram} from './histogram.ts'
import type {Rates} from '../figures.ts'
import type {Registry} from './registry.ts'
import {growthSince, valueAt, type Scalar} from './scalar.ts'
import type {Frame, Groups} from './window.ts'

/** How much several counters have grown since a tick. */
export function sumSince(counters: readonly Scalar[], tick: number): number {
  let sum = 0
  for (const counter of counters) sum += growthSince(counter, tick)
  return sum
}

/** The rates over all plugins. */
export function ratesOf(registry: Registry, frame: Frame): Rates {
  const counters = (name: string) => registry.wholes(name) as readonly Scalar[]
  const groups = frame.longLine
  const errors = counters('plugin_errors')
  return {
    errorsPerMinute: sumSince(errors, frame.from) / frame.minutes,
    failuresPerHour: sumSince(counters('plugin_load_failures'), frame.hourFrom) / frame.hours,
    changesPerHour: sumSince(counters('plugin_state_changes'), frame.hourFrom) / frame.hours,
    errors: growthByGroup(errors, groups),
    loadMean: meansByGroup(registry.wholes('plugin_load_time') as readonly Histogram[], groups),
    slotSeconds: (groups.size * registry.axis.intervalMs) / 1000,
  }
}

function growthByGroup(counters: readonly Scalar[], {from, count, endOf}: Groups): number[] {
  const growth = new Array<number>(count).fill(0)
  for (const counter of counters) {
    if (growthSince(counter, from) === 0) continue
    let before = valueAt(counter, from)
    for (let index = 0; index < count; index++) {
      const after = index === count - 1 ? counter.value : valueAt(counter, endOf(index))
      growth[index]! += after - before
      before = after
    }
  }
  return growth
}

function meansByGroup(histograms: readonly Histogram[], groups: Groups): (number | undefined)[] {
  const sums = new Array<number>(groups.count).fill(0)
  const counts = new Array<number>(groups.count).fill(0)
  for (const histogram of histograms) {
    let index = 0
    visitSince(histogram, groups.from, (tick, count, sum) => {
      while (tick > groups.endOf(index)) index++
      counts[index]! += count
      sums[index]! += sum
    })
  }
  return sums.map((sum, index) => (counts[index] === 0 ? undefined : sum / counts[index]!))
}
