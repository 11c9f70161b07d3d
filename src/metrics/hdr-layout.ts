/**
 * HdrHistogram's bucket layout for 2 significant digits and a lowest value of 1: the whole numbers below 256 have a bucket each, and
 * every octave above is cut into 128. A bucket is thus at most 1/128 of its values wide, and its middle within 0.4 % of each of them.
 * Index for index the same as `countsArrayIndex` of hdr-histogram-js, which a property test compares.
 */

/** Buckets in an octave, as a power of two. */
export const OCTAVE_BITS = 7

/** Values beyond this are counted in the last bucket: 104 days in nanoseconds, 8 PiB in bytes. */
export const HIGHEST_VALUE = Number.MAX_SAFE_INTEGER

/** How many buckets there are. */
export const BUCKET_COUNT = bucketOf(HIGHEST_VALUE) + 1

/** The bucket of a whole number from 0 to HIGHEST_VALUE. */
export function bucketOf(value: number): number {
  if (value < 256) return value
  if (value < 2 ** 32) {
    const shift = 24 - Math.clz32(value)
    return (shift << OCTAVE_BITS) + (value >>> shift)
  }
  // Beyond 32 bits the shift takes two steps.
  const high = Math.floor(value / 2 ** 25)
  const shift = 24 - Math.clz32(high)
  return ((25 + shift) << OCTAVE_BITS) + (high >>> shift)
}

/** The lowest value of a bucket. */
export function lowestOf(bucket: number): number {
  if (bucket < 256) return bucket
  const shift = (bucket >> OCTAVE_BITS) - 1
  return (bucket - (shift << OCTAVE_BITS)) * 2 ** shift
}

/** The highest value of a bucket. */
export function highestOf(bucket: number): number {
  return lowestOf(bucket + 1) - 1
}

const boundsByScale = new Map<number, readonly number[]>()

/** The highest values of all buckets divided by `scale`: always the same array for the same scale. */
export function boundsOf(scale: number): readonly number[] {
  let bounds = boundsByScale.get(scale)
  if (bounds === undefined) {
    bounds = Array.from({length: BUCKET_COUNT}, (_, bucket) => highestOf(bucket) / scale)
    boundsByScale.set(scale, bounds)
  }
  return bounds
}
