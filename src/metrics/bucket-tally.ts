import {BUCKET_COUNT} from './hdr-layout.ts'

/** Populated buckets by rising index, and how many values each holds. */
interface Buckets {
  readonly indexes: readonly number[]
  readonly counts: readonly number[]
}

/** Adds up a few buckets in any order. There is one cell a bucket and one bit a cell, so that nothing is sorted and only what was used is looked at. */
export interface BucketTally {
  add(bucket: number, count: number): void
  /** What was added since the last call. */
  take(): Buckets
}

/** An empty tally; it is meant to be used over and over. */
export function createBucketTally(): BucketTally {
  const cells = new Float64Array(BUCKET_COUNT)
  const used = new Uint32Array((BUCKET_COUNT >> 5) + 1)
  let firstWord = used.length
  let lastWord = -1
  let distinct = 0

  return {
    add(bucket, count) {
      const before = cells[bucket]!
      cells[bucket] = before + count
      if (before !== 0) return
      distinct++
      const word = bucket >> 5
      if (word < firstWord) firstWord = word
      if (word > lastWord) lastWord = word
      used[word]! |= 1 << (bucket & 31)
    },
    take() {
      const indexes = new Array<number>(distinct)
      const counts = new Array<number>(distinct)
      let place = 0
      for (let word = firstWord; word <= lastWord; word++) {
        for (let bits = used[word]!; bits !== 0; bits &= bits - 1) {
          const bucket = (word << 5) + 31 - Math.clz32(bits & -bits)
          indexes[place] = bucket
          counts[place++] = cells[bucket]!
          cells[bucket] = 0
        }
        used[word] = 0
      }
      firstWord = used.length
      lastWord = -1
      distinct = 0
      return {indexes, counts}
    },
  }
}
