import {BUCKET_COUNT} from './hdr-layout.ts'

/** Room for populated buckets by rising index, and for how many values each holds; it grows as is needed. */
export interface BucketRoom {
  /** How many entries count. */
  length: number
  indexes: Int32Array
  counts: Float64Array
}

/**
 * Adds up a few buckets in any order. There is one cell a bucket and one bit a cell, so that nothing is sorted and only what was used is
 * looked at. A plain record, since rules add to it what every histogram got at every tick.
 */
export interface BucketTally {
  readonly cells: Float64Array
  readonly used: Uint32Array
  /** Where there are bits in use, at most. */
  firstWord: number
  lastWord: number
  distinct: number
}

/** An empty tally; it is meant to be used over and over. */
export function createBucketTally(): BucketTally {
  const used = new Uint32Array((BUCKET_COUNT >> 5) + 1)
  return {cells: new Float64Array(BUCKET_COUNT), used, firstWord: used.length, lastWord: -1, distinct: 0}
}

/** Adds a count above 0 to a bucket. */
export function addToTally(tally: BucketTally, bucket: number, count: number): void {
  const {cells, used} = tally
  const before = cells[bucket]!
  cells[bucket] = before + count
  if (before !== 0) return
  const word = bucket >> 5
  if (word < tally.firstWord) tally.firstWord = word
  if (word > tally.lastWord) tally.lastWord = word
  used[word]! |= 1 << (bucket & 31)
  tally.distinct++
}

/** Gives what was added since the last call, every count times a factor. */
export function takeTally(tally: BucketTally, factor: number, into: BucketRoom): void {
  const {cells, used, firstWord, lastWord, distinct} = tally
  if (into.indexes.length < distinct) {
    into.indexes = new Int32Array(2 * distinct)
    into.counts = new Float64Array(2 * distinct)
  }
  const {indexes, counts} = into
  let place = 0
  for (let word = firstWord; word <= lastWord; word++) {
    for (let bits = used[word]!; bits !== 0; bits &= bits - 1) {
      const bucket = (word << 5) + 31 - Math.clz32(bits & -bits)
      indexes[place] = bucket
      counts[place++] = cells[bucket]! * factor
      cells[bucket] = 0
    }
    used[word] = 0
  }
  into.length = place
  tally.firstWord = used.length
  tally.lastWord = -1
  tally.distinct = 0
}
