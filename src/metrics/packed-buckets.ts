import type {HdrCounts} from './hdr-counts.ts'

/*
 * The buckets of values, lowest first, as distances from one to the next: 0 is the same bucket again. A byte is two distances below NEAR,
 * or one; far ones take a byte more. At a hundred values a slot, that is about two thirds of a byte a value.
 */
const NEAR = 13
/** One distance. */
const SINGLE = NEAR * NEAR
/** One that takes another byte. */
const FAR = 230
const FIRST_FAR = FAR - SINGLE
/** The same bucket again, as often as the number says that follows, 7 bits a byte, low ones first. */
const AGAIN = 254
const NO_MORE = 255

/** So many of the same bucket are written as a number: fewer are shorter as distances. */
const MANY = 5

/** What a bucket takes at most: its distance, with one that waits, many times 0 or a number of 8 bytes. */
const MOST_BYTES = 12

/** What counts have room for at most: every bucket populated. The end is one more. */
let buffer = new Uint8Array(1_024)
let written = 0
/** A near distance that waits for another; -1 when none does. */
let waiting = -1

let listed = new Uint16Array(1_024)

/** The populated buckets in bytes. What it gives is good until the next call. */
export function packBuckets({base, cells}: HdrCounts): Uint8Array {
  let previous = 0
  for (let cell = 0; cell < cells.length; cell++) {
    const count = cells[cell]!
    if (count === 0) continue
    writeBucket(base + cell - previous, count)
    previous = base + cell
  }
  return finish()
}

/** The same of buckets that are listed as they came, 2 bytes each, the low one first. */
export function packListed(bytes: Uint8Array, start: number, end: number): Uint8Array {
  const length = (end - start) >> 1
  if (length > listed.length) listed = new Uint16Array(2 * length)
  for (let place = 0, at = start; at < end; at += 2) listed[place++] = bytes[at]! | (bytes[at + 1]! << 8)
  const sorted = listed.subarray(0, length).sort()
  let previous = 0
  for (let place = 0; place < length;) {
    const bucket = sorted[place]!
    const first = place
    while (place < length && sorted[place] === bucket) place++
    writeBucket(bucket - previous, place - first)
    previous = bucket
  }
  return finish()
}

function writeBucket(distance: number, count: number): void {
  if (written + MOST_BYTES > buffer.length) {
    const larger = new Uint8Array(2 * buffer.length)
    larger.set(buffer)
    buffer = larger
  }
  writeDistance(distance)
  if (count <= MANY) for (let more = 1; more < count; more++) writeDistance(0)
  else {
    writeWaiting()
    buffer[written++] = AGAIN
    writeNumber(count - 1)
  }
}

function writeDistance(distance: number): void {
  if (distance >= NEAR) {
    writeWaiting()
    writeSingle(distance)
  } else if (waiting < 0) waiting = distance
  else {
    buffer[written++] = waiting * NEAR + distance
    waiting = -1
  }
}

function writeWaiting(): void {
  if (waiting < 0) return
  writeSingle(waiting)
  waiting = -1
}

function writeSingle(distance: number): void {
  if (distance < FIRST_FAR) buffer[written++] = SINGLE + distance
  else {
    buffer[written++] = FAR + ((distance - FIRST_FAR) >> 8)
    buffer[written++] = distance - FIRST_FAR
  }
}

function writeNumber(number: number): void {
  let value = number
  // A count may be more than 32 bits wide, which shifts do not know of.
  for (; value > 127; value = Math.floor(value / 128)) buffer[written++] = (value % 128) + 128
  buffer[written++] = value
}

function finish(): Uint8Array {
  writeWaiting()
  buffer[written++] = NO_MORE
  const packed = buffer.subarray(0, written)
  written = 0
  return packed
}

/** Visits packed buckets, lowest first, some of them more than once. */
export function visitPacked(bytes: Uint8Array, start: number, visit: (bucket: number, count: number) => void): void {
  let bucket = 0
  let at = start
  for (;;) {
    const code = bytes[at++]!
    if (code < SINGLE) {
      const near = nearOf(code)
      visit((bucket += near), 1)
      visit((bucket += code - NEAR * near), 1)
    } else if (code < FAR) visit((bucket += code - SINGLE), 1)
    else if (code < AGAIN) visit((bucket += FIRST_FAR + ((code - FAR) << 8) + bytes[at++]!), 1)
    else if (code === AGAIN) {
      let count = 0
      for (let scale = 1, byte = 128; byte > 127; scale *= 128) {
        byte = bytes[at++]!
        count += (byte & 127) * scale
      }
      visit(bucket, count)
    } else return
  }
}

/** Adds packed buckets, times `sign`, to cells of which the first is that of bucket `base`. A call a bucket would cost a view of many histograms most of its time. */
export function addPacked(bytes: Uint8Array, start: number, {base, cells}: HdrCounts, sign: 1 | -1): void {
  let cell = -base
  let at = start
  for (;;) {
    const code = bytes[at++]!
    if (code < SINGLE) {
      const near = nearOf(code)
      cell += near
      cells[cell]! += sign
      cell += code - NEAR * near
      cells[cell]! += sign
    } else if (code < FAR) {
      cell += code - SINGLE
      cells[cell]! += sign
    } else if (code < AGAIN) {
      cell += FIRST_FAR + ((code - FAR) << 8) + bytes[at++]!
      cells[cell]! += sign
    } else if (code === AGAIN) {
      let count = 0
      for (let scale = 1, byte = 128; byte > 127; scale *= 128) {
        byte = bytes[at++]!
        count += (byte & 127) * scale
      }
      cells[cell]! += sign * count
    } else return
  }
}

/** The first of two distances: a 13th of the byte, as whole numbers below 169 are divided fastest. */
function nearOf(code: number): number {
  return (code * 79) >> 10
}
