import fc from 'fast-check'
import {expect, test} from 'vitest'
import {createCounts, makeRoom, record, type HdrCounts} from '../../src/metrics/hdr-counts.ts'
import {packBuckets, packListed} from '../../src/metrics/packed-buckets.ts'
import {addToSlot} from '../../src/metrics/slot-log.ts'
import {addSlots, rowAfter, visitBuckets} from '../../src/metrics/slot-reading.ts'
import {createSlotPages} from '../../src/metrics/slot-pages.ts'
import {createSlotLog} from '../../src/metrics/slot-table.ts'

const bucket = fc.oneof(fc.integer({min: 0, max: 5_000}), fc.integer({min: 1_000, max: 1_100}))
/** Few values, which stay as they came; more, which are packed when the next slot begins; and so many that they are counted. */
const slot = fc.oneof(
  {weight: 4, arbitrary: fc.array(bucket, {minLength: 1, maxLength: 40})},
  {weight: 2, arbitrary: fc.array(bucket, {minLength: 30, maxLength: 300})},
  fc.tuple(bucket, fc.integer({min: 1_000, max: 1_100})).map(([each, times]) => Array<number>(times).fill(each)),
)

function countsOf(buckets: readonly number[]): HdrCounts {
  const counts = createCounts()
  for (const each of buckets) record(counts, each, each)
  return counts
}

function populated({base, cells}: HdrCounts): Map<number, number> {
  return new Map([...cells].map((count, cell) => [base + cell, count] as const).filter(([, count]) => count !== 0))
}

test('slots that are added and taken away again are as those that are visited one by one', () => {
  fc.assert(
    fc.property(fc.array(slot, {minLength: 1, maxLength: 12}), fc.nat(12), fc.nat(12), (slots, one, other) => {
      const log = createSlotLog(createSlotPages())
      slots.forEach((buckets, tick) => {
        for (const each of buckets) addToSlot(log, tick, -1, each, each)
      })
      const [from, to] = [one, other].sort((a, b) => a - b).map((tick) => rowAfter(log, tick - 1))
      const all = countsOf(slots.flat())
      const sum = createCounts()
      makeRoom(sum, all)
      addSlots(log, from!, to!, sum, 1)
      const visited = new Map<number, number>()
      visitBuckets(log, from!, to!, (each, count) => visited.set(each, (visited.get(each) ?? 0) + count))
      const expected = slots.slice(one < other ? one : other, one < other ? other : one).flat()
      expect(populated(sum)).toEqual(populated(countsOf(expected)))
      expect(populated(sum)).toEqual(new Map([...visited].sort(([a], [b]) => a - b)))
      expect(sum.count).toBe(expected.length)
      addSlots(log, from!, to!, sum, -1)
      expect([populated(sum).size, sum.count]).toEqual([0, 0])
    }),
  )
})

test('buckets are packed alike, listed or counted', () => {
  fc.assert(
    fc.property(fc.array(bucket, {maxLength: 1_500}), (buckets) => {
      const bytes = Uint8Array.from([7, ...buckets.flatMap((each) => [each & 255, each >> 8]), 7])
      const packed = packListed(bytes, 1, bytes.length - 1).slice()
      expect(packed).toEqual(packBuckets(countsOf(buckets)).slice())
    }),
  )
})
