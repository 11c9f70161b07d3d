import fc from 'fast-check'
import {expect, test} from 'vitest'
import {addToTally, createBucketTally, takeTally, type BucketRoom} from '../../src/metrics/bucket-tally.ts'
import {BUCKET_COUNT} from '../../src/metrics/hdr-layout.ts'
import {packBuckets, visitPacked} from '../../src/metrics/packed-buckets.ts'
import {addToSlot, clearSlots, setLastTick} from '../../src/metrics/slot-log.ts'
import {rowAfter, tallySlots, totalsOf, visitBuckets, visitSlots} from '../../src/metrics/slot-reading.ts'
import {createSlotPages} from '../../src/metrics/slot-pages.ts'
import {createSlotLog, tickOf, type SlotLog} from '../../src/metrics/slot-table.ts'

const bucket = fc.oneof(fc.integer({min: 0, max: BUCKET_COUNT - 1}), fc.integer({min: 1_000, max: 1_100}))
/** Most have a few values, some many. */
const slot = fc.oneof(
  {weight: 3, arbitrary: fc.array(bucket, {minLength: 1, maxLength: 12})},
  fc.array(bucket, {minLength: 1, maxLength: 400}),
)

function tallyOf(buckets: readonly number[]): Map<number, number> {
  const tally = new Map<number, number>()
  for (const each of buckets) tally.set(each, (tally.get(each) ?? 0) + 1)
  return tally
}

/** Populated buckets by rising index, and how many values each holds times a factor. */
function columnsOf(buckets: readonly number[], factor: number): {indexes: number[]; counts: number[]} {
  const sorted = [...tallyOf(buckets)].sort(([a], [b]) => a - b)
  return {indexes: sorted.map(([each]) => each), counts: sorted.map(([, count]) => count * factor)}
}

const tally = createBucketTally()
const room: BucketRoom = {length: 0, indexes: new Int32Array(1), counts: new Float64Array(1)}

function taken(factor: number): {indexes: number[]; counts: number[]} {
  takeTally(tally, factor, room)
  return {indexes: [...room.indexes.subarray(0, room.length)], counts: [...room.counts.subarray(0, room.length)]}
}

function visited(log: SlotLog, from: number, to: number): Map<number, number> {
  const tally = new Map<number, number>()
  visitBuckets(log, from, to, (each, count) => tally.set(each, (tally.get(each) ?? 0) + count))
  return tally
}

function push(log: SlotLog, tick: number, buckets: readonly number[], keepAfter: number): void {
  for (const each of buckets) addToSlot(log, tick, keepAfter, each, each)
}

test('what was counted comes back, whatever was forgotten before', () => {
  fc.assert(
    fc.property(fc.array(slot, {minLength: 1, maxLength: 60}), fc.integer({min: 1, max: 20}), (slots, kept) => {
      const log = createSlotLog(createSlotPages())
      slots.forEach((buckets, tick) => push(log, tick, buckets, tick - kept))
      expect(log.end - log.first).toBe(Math.min(kept, slots.length))
      for (const back of [1, Math.ceil(kept / 2), kept]) {
        const after = slots.length - 1 - back
        const expected = slots.slice(Math.max(0, after + 1)).flat()
        const from = rowAfter(log, after)
        expect(visited(log, from, log.end)).toEqual(tallyOf(expected))
        const {count, sum} = tallySlots(log, from, log.end, tally)
        expect([count, sum]).toEqual([expected.length, expected.reduce((total, value) => total + value, 0)])
        expect(taken(1)).toEqual(columnsOf(expected, 1))
        expect(totalsOf(log, from, log.end)).toEqual({
          count: expected.length,
          sum: expected.reduce((sum, value) => sum + value, 0),
          min: Math.min(...expected),
          max: Math.max(...expected),
        })
      }
      clearSlots(log)
      push(log, 1_000, [7], 0)
      expect(visited(log, log.first, log.end)).toEqual(new Map([[7, 1]]))
    }),
  )
})

test('slots without values are not there, and others are found by their tick', () => {
  const log = createSlotLog(createSlotPages())
  push(log, 10, [5], 0)
  push(log, 17, [6, 6], 0)
  expect([9, 10, 16, 17].map((tick) => rowAfter(log, tick))).toEqual([0, 1, 1, 2])
  expect([0, 1].map((row) => tickOf(log, row))).toEqual([10, 17])
  const seen: unknown[] = []
  visitSlots(log, 0, (...slot) => seen.push(slot))
  expect(seen).toEqual([
    [10, 1, 5],
    [17, 2, 12],
  ])
})

test('a slot that would be forgotten at once is', () => {
  const log = createSlotLog(createSlotPages())
  push(log, 5, [3, 4], 5)
  expect([log.end - log.first, log.forgottenUpTo]).toEqual([0, 5])
})

test('a slot may end at another tick than it was to', () => {
  const log = createSlotLog(createSlotPages())
  for (const buckets of [[3], Array<number>(20).fill(4)]) {
    clearSlots(log)
    for (const each of buckets) addToSlot(log, 0, -1, each, each)
    setLastTick(log, 99)
    expect(tickOf(log, log.end - 1)).toBe(99)
  }
})

test('packed buckets come back, counts beyond 32 bits too', () => {
  const counts = fc.array(fc.oneof(fc.constant(0), fc.constant(1), fc.integer({min: 2, max: 300}), fc.maxSafeNat()), {
    maxLength: 600,
  })
  fc.assert(
    fc.property(counts, fc.integer({min: 0, max: 40}), (cells, octave) => {
      const base = octave * 128
      const packed = packBuckets({base, cells: Float64Array.from(cells), count: 1, sum: 0, min: 0, max: 0}).slice()
      const found = new Map<number, number>()
      visitPacked(Uint8Array.of(9, 9, ...packed, 9), 2, (each, count) =>
        found.set(each, (found.get(each) ?? 0) + count),
      )
      expect([...found]).toEqual(
        cells.map((count, cell) => [base + cell, count] as const).filter(([, count]) => count > 0),
      )
    }),
  )
})

test('a tally gives populated buckets by rising index, times a factor, and is empty afterwards', () => {
  fc.assert(
    fc.property(fc.array(bucket, {maxLength: 50}), (buckets) => {
      for (const each of buckets) addToTally(tally, each, 2)
      expect(taken(0.1)).toEqual(columnsOf(buckets, 2 * 0.1))
      expect(taken(1)).toEqual({indexes: [], counts: []})
    }),
  )
})
