import fc from 'fast-check'
import * as hdr from 'hdr-histogram-js'
import {describe, expect, test} from 'vitest'
import {addCells, addToBucket, clearCounts, createCounts, record} from '../../src/metrics/hdr-counts.ts'
import {BUCKET_COUNT, boundsOf, bucketOf, highestOf, HIGHEST_VALUE, lowestOf} from '../../src/metrics/hdr-layout.ts'

const oracle = hdr.build({
  lowestDiscernibleValue: 1,
  highestTrackableValue: HIGHEST_VALUE,
  numberOfSignificantValueDigits: 2,
}) as unknown as hdr.Histogram & {countsArrayIndex(value: number): number}

const wholeNumber = fc.oneof(
  fc.integer({min: 0, max: 2_000}),
  fc.integer({min: 0, max: 2 ** 31 - 1}),
  fc.maxSafeNat(),
  fc.integer({min: 0, max: 53}).map((bits) => Math.min(HIGHEST_VALUE, 2 ** bits)),
)

describe('layout', () => {
  test('is that of hdr-histogram-js', () => {
    fc.assert(
      fc.property(wholeNumber, (value) => {
        expect(bucketOf(value)).toBe(oracle.countsArrayIndex(value))
      }),
      {numRuns: 2_000},
    )
  })

  test('a bucket holds the values between its bounds, and is narrow', () => {
    fc.assert(
      fc.property(wholeNumber, (value) => {
        const bucket = bucketOf(value)
        expect(lowestOf(bucket)).toBeLessThanOrEqual(value)
        expect(highestOf(bucket)).toBeGreaterThanOrEqual(value)
        const middle = (lowestOf(bucket) + highestOf(bucket)) / 2
        expect(Math.abs(middle - value)).toBeLessThanOrEqual(value * 0.004)
      }),
    )
  })

  test('bounds rise, and are one array for one scale', () => {
    const bounds = boundsOf(1e6)
    expect(bounds).toHaveLength(BUCKET_COUNT)
    expect(bounds).toBe(boundsOf(1e6))
    expect(bounds.every((bound, i) => i === 0 || bound > bounds[i - 1]!)).toBe(true)
    expect(bounds[1]).toBe(0.000001)
  })
})

describe('counts', () => {
  test('bucket for bucket those of hdr-histogram-js', () => {
    fc.assert(
      fc.property(fc.array(wholeNumber, {maxLength: 50}), (values) => {
        const counts = createCounts()
        for (const value of values) record(counts, bucketOf(value), value)
        const expected = new Map<number, number>()
        for (const value of values) {
          const bucket = oracle.countsArrayIndex(value)
          expected.set(bucket, (expected.get(bucket) ?? 0) + 1)
        }
        const found = new Map([...counts.cells].map((count, cell) => [counts.base + cell, count] as const))
        for (const [bucket, count] of found) if (count === 0) found.delete(bucket)
        expect(found).toEqual(expected)
        expect(counts.count).toBe(values.length)
        if (values.length > 0) {
          expect([counts.min, counts.max]).toEqual([Math.min(...values), Math.max(...values)])
        }
      }),
    )
  })

  test('what is added and taken away again leaves nothing', () => {
    const [a, b] = [createCounts(), createCounts()]
    for (const value of [3, 300, 30_000_000]) record(a, bucketOf(value), value)
    for (const value of [5_000, 7, 300]) record(b, bucketOf(value), value)
    addCells(a, b, 1)
    expect(a.count).toBe(6)
    expect(a.cells[bucketOf(300) - a.base]).toBe(2)
    addCells(a, b, -1)
    expect([...a.cells].reduce((sum, count) => sum + count, 0)).toBe(3)
  })

  test('a cell does not wrap at 32 bits', () => {
    const counts = createCounts()
    addToBucket(counts, 1_000, 2 ** 32 - 1)
    addToBucket(counts, 1_000, 1)
    addToBucket(counts, 2_000, 5)
    expect(counts.cells[1_000 - counts.base]).toBe(2 ** 32)
    expect(counts.cells[2_000 - counts.base]).toBe(5)
  })

  test('clearing forgets everything', () => {
    const counts = createCounts()
    record(counts, 7, 7)
    clearCounts(counts)
    expect(counts).toMatchObject({count: 0, sum: 0, min: Infinity, max: -Infinity})
    expect(counts.cells.every((count) => count === 0)).toBe(true)
  })
})
