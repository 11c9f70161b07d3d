import type {Axis} from './axis.ts'
import type {FloatEnds} from './history.ts'

/** Room for so many changes at first: most series of a wide metric change once or twice. */
const FIRST_CAPACITY = 4

/**
 * What a number was at the ticks: a change a tick at which its sample differs from the one before, so that a tick costs nothing for a series
 * at rest. A plain record, since every counter and gauge has one.
 */
export interface Changes {
  /** Of each change the tick and the sample from there on; the first one is the first sample. */
  pairs: Float64Array
  count: number
  /** How many older ones were dropped. */
  dropped: number
  /** The time of the newest sample that is less than the one before it; -Infinity when none is. */
  fellAt: number
}

const NOTHING = new Float64Array(0)

/** No sample yet. */
export function createChanges(): Changes {
  return {pairs: NOTHING, count: 0, dropped: 0, fellAt: -Infinity}
}

/** The number was `value` at a tick, later than those before. Tells whether that is a change. */
export function note(axis: Axis, changes: Changes, tick: number, value: number): boolean {
  const {count} = changes
  if (count > 0) {
    const last = changes.pairs[2 * count - 1]!
    // Both zeros are one number, but not one sample.
    if (last === value && (value !== 0 || Object.is(last, value))) return false
    if (value < last) changes.fellAt = tick * axis.intervalMs
  }
  if (2 * count === changes.pairs.length) makeRoom(changes, tick - axis.kept)
  const {pairs} = changes
  const end = 2 * changes.count++
  pairs[end] = tick
  pairs[end + 1] = value
  return true
}

/** As FloatSeries.ends. */
export function endsOf(changes: Changes, intervalMs: number, afterMs: number): FloatEnds {
  const {pairs, count, fellAt} = changes
  const first = sampleAt(changes, Math.floor(afterMs / intervalMs) + 1)
  if (first === undefined) return {bornAt: NaN, first: NaN, last: NaN, fellAt}
  return {bornAt: pairs[0]! * intervalMs, first, last: pairs[2 * count - 1]!, fellAt}
}

/** The sample at a tick, or the first there is; undefined while there is none. */
export function sampleAt({pairs, count}: Changes, tick: number): number | undefined {
  if (count === 0) return undefined
  // From the end, where nearly all questions are about.
  let index = count - 1
  let step = 1
  while (index > 0 && pairs[2 * index]! > tick) {
    index = Math.max(0, index - step)
    step *= 2
  }
  for (step >>= 1; step > 0; step >>= 1) {
    if (index + step < count && pairs[2 * (index + step)]! <= tick) index += step
  }
  return pairs[2 * index + 1]
}

/** Forgets all samples. */
export function forgetChanges(changes: Changes): void {
  // One more, so that whoever has read them all sees it as well.
  changes.dropped += changes.count + 1
  changes.count = 0
  changes.fellAt = -Infinity
}

/** Drops the changes that were over before `tick`; where that is less than half of them, the room is doubled as well. */
function makeRoom(changes: Changes, tick: number): void {
  const {pairs, count} = changes
  let first = 0
  while (first + 1 < count && pairs[2 * (first + 1)]! <= tick) first++
  const capacity = 2 * first >= count && count > 0 ? pairs.length : Math.max(2 * FIRST_CAPACITY, 2 * pairs.length)
  const target = capacity === pairs.length ? pairs : new Float64Array(capacity)
  target.set(pairs.subarray(2 * first, 2 * count))
  changes.pairs = target
  changes.count -= first
  changes.dropped += first
}
