import type {HdrCounts} from './hdr-counts.ts'

/** A distance between buckets takes at most 2 bytes, a count 8 of 7 bits. */
const MOST_BYTES = 10

let buffer = new Uint8Array(1_024)

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
    if (at + MOST_BYTES > buffer.length) {
      const larger = new Uint8Array(2 * buffer.length)
      larger.set(buffer)
      buffer = larger
    }
    const bucket = base + cell
    const distance = (bucket - previous) * 2
    previous = bucket
    at = count === 1 ? writeNumber(at, distance) : writeNumber(writeNumber(at, distance + 1), count)
  }
  return buffer.subarray(0, at)
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
