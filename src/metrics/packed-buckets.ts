import type {HdrCounts} from './hdr-counts.ts'

/** A distance between buckets takes at most 2 bytes, a count 8 of 7 bits. */
const MOST_BYTES = 10

let buffer = new Uint8Array(1_024)

let listed = new Uint16Array(1_024)

/**
 * The populated buckets in bytes: each as its distance from the one before, doubled, plus 1 where its count follows because it is not 1.
 * Numbers stand 7 bits a byte, low ones first. What it gives is good until the next call.
 */
export function packBuckets({base, cells}: HdrCounts): Uint8Array {
  let at = 0
  let previous = 0
  for (let cell = 0; cell < cells.length; cell++) {
    const count = cells[cell]!
    if (count === 0) continue
    at = writeBucket(at, base + cell - previous, count)
    previous = base + cell
  }
  return buffer.subarray(0, at)
}

/** The same of buckets that are listed as they came, 2 bytes each, the low one first. */
export function packListed(bytes: Uint8Array, start: number, end: number): Uint8Array {
  const length = (end - start) >> 1
  if (length > listed.length) listed = new Uint16Array(2 * length)
  for (let place = 0, at = start; at < end; at += 2) listed[place++] = bytes[at]! | (bytes[at + 1]! << 8)
  const sorted = listed.subarray(0, length).sort()
  let at = 0
  let previous = 0
  for (let place = 0; place < length;) {
    const bucket = sorted[place]!
    const first = place
    while (place < length && sorted[place] === bucket) place++
    at = writeBucket(at, bucket - previous, place - first)
    previous = bucket
  }
  return buffer.subarray(0, at)
}

function writeBucket(at: number, distance: number, count: number): number {
  if (at + MOST_BYTES > buffer.length) {
    const larger = new Uint8Array(2 * buffer.length)
    larger.set(buffer)
    buffer = larger
  }
  return count === 1 ? writeNumber(at, distance * 2) : writeNumber(writeNumber(at, distance * 2 + 1), count)
}

function writeNumber(at: number, value: number): number {
  // A count may be more than 32 bits wide, which shifts do not know of.
  for (; value > 127; value = Math.floor(value / 128)) buffer[at++] = (value % 128) + 128
  buffer[at++] = value
  return at
}

/** Visits packed buckets, lowest first. */
export function visitPacked(
  bytes: Uint8Array,
  start: number,
  end: number,
  visit: (bucket: number, count: number) => void,
): void {
  let bucket = 0
  let at = start
  while (at < end) {
    let word = bytes[at++]!
    if (word > 127) word = (word & 127) | (bytes[at++]! << 7)
    bucket += word >> 1
    let count = 1
    if ((word & 1) === 1) {
      count = 0
      for (let scale = 1, byte = 128; byte > 127; scale *= 128) {
        byte = bytes[at++]!
        count += (byte & 127) * scale
      }
    }
    visit(bucket, count)
  }
}

/** Adds packed buckets, times `sign`, to cells of which the first is that of bucket `base`. A call a bucket would cost a view of many histograms most of its time. */
export function addPacked(bytes: Uint8Array, start: number, end: number, {base, cells}: HdrCounts, sign: 1 | -1): void {
  let cell = -base
  let at = start
  while (at < end) {
    let word = bytes[at++]!
    if (word > 127) word = (word & 127) | (bytes[at++]! << 7)
    cell += word >> 1
    if ((word & 1) === 0) cells[cell]! += sign
    else {
      let count = 0
      for (let scale = 1, byte = 128; byte > 127; scale *= 128) {
        byte = bytes[at++]!
        count += (byte & 127) * scale
      }
      cells[cell]! += sign * count
    }
  }
}
