import {extrapolation} from '../functions/extrapolate.ts'
import {createDraft, type HistogramDraft} from '../histogram/draft.ts'
import type {Feed} from '../querier.ts'

/**
 * The windows of the rows of a feed of histograms, in groups. Of a group only how many values it holds is kept, and how many of them are
 * low: mostly that is all one wants to know. The sum over its rows is put together when it is asked for.
 */
export interface ObservedWindows {
  /** The next calls are about the windows that end at a time. */
  slide(feed: Feed, end: number): void
  /** Another row, of a group. */
  append(group: number): void
  /** Counts anew what the windows hold; where the last ticks are not all known, what comes out is no good. */
  recount(): void
  /** Takes over what has come since the tick before, and what has gone. */
  advance(): void
  /** Groups of which the sum may be another one than at the tick before; the first `touchedCount` entries count. */
  touched: Int32Array
  touchedCount: number
  /** How many values a group holds. */
  countOf(group: number): number
  /** How many of them are in buckets before `firstHigh`. */
  lowOf(group: number): number
  /** Whether it has rows that are younger than the window, whose values weigh more than those of the others. */
  isUneven(group: number): boolean
  /** Visits the sums of groups, to the last bit as adding one row after the other gives them; each is good for the call. */
  sum(groups: readonly number[], visit: (group: number, sum: HistogramDraft) => void): void
}

/** Columns of the table of groups: values, low ones, until when it is uneven, the turn in which it was touched last, its place among those that are summed. */
const COUNT = 0
const LOW = 1
const UNEVEN_UNTIL = 2
const TOUCHED = 3
const ASKED = 4
const WIDTH = 5

/**
 * @param firstHigh the first bucket that is not low
 * @param bucketCount more than the index of any bucket
 */
export function createObservedWindows(
  rangeMs: number,
  perSecond: boolean,
  firstHigh: number,
  bucketCount: number,
): ObservedWindows {
  let feed: Feed
  let [start, end, intervalMs] = [0, 0, 0]
  /** How many samples a full window has, and the time of the first of them: what comes after it is in the window. */
  let samples = 0
  let oldest = 0
  let factorSince = NaN
  let factor = NaN
  const groupOf: number[] = []
  /** By row: the time of its first sample, NaN while there is none, and how many values it holds. */
  const born: number[] = []
  const held: number[] = []
  const members: number[][] = []
  let groups = new Float64Array(16 * WIDTH)
  /** Groups that are uneven: they are touched at every tick. */
  let uneven: number[] = []
  let turn = 0
  let keys = new Float64Array(256)
  let keyCount = 0
  const draft = createDraft()

  function touch(group: number): void {
    const place = group * WIDTH + TOUCHED
    if (groups[place] === turn) return
    groups[place] = turn
    windows.touched[windows.touchedCount++] = group
  }

  function add(row: number, bucket: number, sign: 1 | -1): void {
    const group = groupOf[row]!
    const place = group * WIDTH
    held[row]! += sign
    groups[place + COUNT]! += sign
    if (bucket < firstHigh) groups[place + LOW]! += sign
    touch(group)
  }

  function enter(row: number, bucket: number): void {
    if (Number.isNaN(born[row])) {
      born[row] = end - intervalMs
      noteAge(row)
    }
    add(row, bucket, 1)
  }

  function leave(row: number, bucket: number): void {
    add(row, bucket, -1)
  }

  /** A row that is younger than a full window makes its group uneven until it is not. */
  function noteAge(row: number): void {
    if (!(born[row]! > oldest)) return
    const group = groupOf[row]!
    const place = group * WIDTH + UNEVEN_UNTIL
    if (!(groups[place]! > end)) uneven.push(group)
    groups[place] = Math.max(groups[place]!, born[row]! + (samples - 1) * intervalMs)
  }

  /** By what a value of a row counts: the same for nearly all. */
  function factorOf(row: number): number {
    const firstTime = Math.max(born[row]!, oldest)
    if (firstTime !== factorSince) {
      factorSince = firstTime
      factor = extrapolation({start, end}, firstTime, end, (end - firstTime) / intervalMs + 1, Infinity, perSecond)
    }
    return factor
  }

  /** Remembers a value of a group that is asked for, so that sorting brings together what is of one group, bucket and row. */
  function collect(row: number, bucket: number): void {
    const asked = groups[groupOf[row]! * WIDTH + ASKED]!
    if (asked === 0) return
    if (keyCount === keys.length) {
      const larger = new Float64Array(2 * keyCount)
      larger.set(keys)
      keys = larger
    }
    keys[keyCount++] = (asked * bucketCount + bucket) * groupOf.length + row
  }

  /** Sums the collected values from one on, which are of one group; gives the first one of another. */
  function sumFrom(first: number, asked: number): number {
    const rows = groupOf.length
    let at = first
    draft.length = 0
    for (; at < keyCount && Math.floor(keys[at]! / rows / bucketCount) === asked;) {
      const bucket = Math.floor(keys[at]! / rows) - asked * bucketCount
      let inBucket = 0
      for (; at < keyCount && Math.floor(keys[at]! / rows) - asked * bucketCount === bucket;) {
        const key = keys[at]!
        const before = at
        while (at < keyCount && keys[at] === key) at++
        inBucket += (at - before) * factorOf(key % rows)
      }
      push(bucket, inBucket)
    }
    return at
  }

  function push(bucket: number, inBucket: number): void {
    if (draft.length === draft.indexes.length) {
      const {indexes, counts} = draft
      draft.indexes = new Int32Array(2 * indexes.length)
      draft.indexes.set(indexes)
      draft.counts = new Float64Array(2 * counts.length)
      draft.counts.set(counts)
    }
    draft.indexes[draft.length] = bucket
    draft.counts[draft.length++] = inBucket
  }

  function countOver(group: number): number {
    let count = 0
    for (const row of members[group]!) if (held[row]! > 0) count += held[row]! * factorOf(row)
    return count
  }

  const windows: ObservedWindows = {
    touched: new Int32Array(16),
    touchedCount: 0,
    slide(from, to) {
      feed = from
      end = to
      start = end - rangeMs
      intervalMs = feed.intervalMs
      samples = Math.ceil(rangeMs / intervalMs)
      oldest = end - (samples - 1) * intervalMs
      factorSince = NaN
      turn++
      windows.touchedCount = 0
    },
    append(group) {
      const row = groupOf.push(group) - 1
      born.push(NaN)
      held.push(0)
      while (members.length <= group) members.push([])
      members[group]!.push(row)
      const {touched} = windows
      if (group < touched.length) return
      const capacity = 2 * group
      const [larger, list] = [new Float64Array(capacity * WIDTH), new Int32Array(capacity)]
      larger.set(groups)
      list.set(touched)
      groups = larger
      windows.touched = list
    },
    recount() {
      groups.fill(0)
      uneven = []
      for (let row = 0; row < groupOf.length; row++) {
        const {times, length} = feed.read(row, start)
        born[row] = length === 0 ? NaN : times[0]!
        held[row] = 0
        touch(groupOf[row]!)
        noteAge(row)
      }
      for (let ago = samples - 2; ago >= 0; ago--) feed.visitObserved(ago, enter)
    },
    advance() {
      for (const group of uneven) touch(group)
      feed.visitObserved(0, enter)
      feed.visitObserved(samples - 1, leave)
      uneven = uneven.filter((group) => groups[group * WIDTH + UNEVEN_UNTIL]! > end)
    },
    countOf: (group) => groups[group * WIDTH + COUNT]!,
    lowOf: (group) => groups[group * WIDTH + LOW]!,
    isUneven: (group) => groups[group * WIDTH + UNEVEN_UNTIL]! > end,
    sum(asked, visit) {
      asked.forEach((group, index) => (groups[group * WIDTH + ASKED] = index + 1))
      keyCount = 0
      for (let ago = samples - 2; ago >= 0; ago--) feed.visitObserved(ago, collect)
      keys.subarray(0, keyCount).sort()
      draft.bounds = feed.bounds!
      let at = 0
      asked.forEach((group, index) => {
        groups[group * WIDTH + ASKED] = 0
        at = sumFrom(at, index + 1)
        draft.count = countOver(group)
        draft.sum = 0
        visit(group, draft)
      })
    },
  }
  return windows
}
