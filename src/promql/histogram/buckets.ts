import {NO_BUCKETS, type Buckets} from './native.ts'

/** `a + sign * b`, bucket by bucket; buckets of `b` below `fromIndex` are left out. */
export function addBuckets(a: Buckets, b: Buckets, sign: 1 | -1, fromIndex: number): Buckets {
  const indexes: number[] = []
  const counts: number[] = []
  let i = 0
  let j = 0
  while (j < b.indexes.length && b.indexes[j]! < fromIndex) j++
  if (j === b.indexes.length) return a
  while (i < a.indexes.length || j < b.indexes.length) {
    const left = i < a.indexes.length ? a.indexes[i]! : Infinity
    const right = j < b.indexes.length ? b.indexes[j]! : Infinity
    indexes.push(Math.min(left, right))
    counts.push((left <= right ? a.counts[i++]! : 0) + (right <= left ? sign * b.counts[j++]! : 0))
  }
  return {indexes, counts}
}

/** Merges buckets into those of a schema that is coarser by `levels`. */
export function coarsenBuckets(buckets: Buckets, levels: number): Buckets {
  if (levels === 0) return buckets
  const indexes: number[] = []
  const counts: number[] = []
  for (let i = 0; i < buckets.indexes.length; i++) {
    const index = ((buckets.indexes[i]! - 1) >> levels) + 1
    if (indexes[indexes.length - 1] === index) counts[counts.length - 1]! += buckets.counts[i]!
    else {
      indexes.push(index)
      counts.push(buckets.counts[i]!)
    }
  }
  return {indexes, counts}
}

/** Drops the buckets without observations. */
export function compactBuckets(buckets: Buckets): Buckets {
  if (!buckets.counts.includes(0)) return buckets
  const populated = buckets.counts.map((count) => count !== 0)
  return {
    indexes: buckets.indexes.filter((_, i) => populated[i]),
    counts: buckets.counts.filter((_, i) => populated[i]),
  }
}

/** The buckets from `fromIndex` on. */
export function bucketsFrom(buckets: Buckets, fromIndex: number): Buckets {
  const at = buckets.indexes.findIndex((index) => index >= fromIndex)
  if (at === 0) return buckets
  return at < 0 ? NO_BUCKETS : {indexes: buckets.indexes.slice(at), counts: buckets.counts.slice(at)}
}

/** Every count through a function. */
export function mapCounts(buckets: Buckets, change: (count: number) => number): Buckets {
  return {indexes: buckets.indexes, counts: buckets.counts.map(change)}
}

/** Whether some bucket of `previous` has lost observations in `current`. */
export function haveFewer(current: Buckets, previous: Buckets): boolean {
  let i = 0
  for (let j = 0; j < previous.indexes.length; j++) {
    const index = previous.indexes[j]!
    while (i < current.indexes.length && current.indexes[i]! < index) i++
    const count = current.indexes[i] === index ? current.counts[i]! : 0
    if (count < previous.counts[j]!) return true
  }
  return false
}
