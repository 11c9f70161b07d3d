import fc from 'fast-check'
import {expect, test} from 'vitest'
import {createCounts, record, type HdrCounts} from '../../src/metrics/hdr-counts.ts'
import {BUCKET_COUNT} from '../../src/metrics/hdr-layout.ts'
import {createSlotLog} from '../../src/metrics/slot-log.ts'

const bucket = fc.oneof(fc.integer({min: 0, max: BUCKET_COUNT - 1}), fc.integer({min: 1_000, max: 1_100}))
const slot = fc.array(bucket, {minLength: 1, maxLength: 400})

function countsOf(buckets: readonly number[]): HdrCounts {
  const counts = createCounts()
  for (const each of buckets) record(counts, each, each)
  return counts
}

function populated({base, cells}: HdrCounts): Map<number, number> {
  return new Map([...cells].map((count, cell) => [base + cell, count] as const).filter(([, count]) => count !== 0))
}

test('what was pushed comes back, whatever was forgotten before', () => {
  fc.assert(
    fc.property(fc.array(slot, {minLength: 1, maxLength: 60}), fc.integer({min: 1, max: 20}), (slots, kept) => {
      const log = createSlotLog()
      slots.forEach((buckets, tick) => log.push(tick, countsOf(buckets), tick - kept))
      expect(log.length).toBe(Math.min(kept, slots.length))
      for (const back of [1, Math.ceil(kept / 2), kept]) {
        const after = slots.length - 1 - back
        const expected = slots.slice(Math.max(0, after + 1))
        const sum = createCounts()
        log.addTo(sum, 1, log.after(after), log.length)
        expect(populated(sum)).toEqual(populated(countsOf(expected.flat())))
        const totals = log.totalsFrom(log.after(after))
        expect(totals).toMatchObject({
          count: expected.flat().length,
          min: Math.min(...expected.flat()),
          max: Math.max(...expected.flat()),
        })
      }
    }),
  )
})

test('slots without values are not there, and others are found by their tick', () => {
  const log = createSlotLog()
  log.push(10, countsOf([5]), 0)
  log.push(17, countsOf([6, 6]), 0)
  expect([log.after(9), log.after(10), log.after(16), log.after(17)]).toEqual([0, 1, 1, 2])
  const seen: unknown[] = []
  log.visitFrom(0, (...slot) => seen.push(slot))
  expect(seen).toEqual([
    [10, 1, 5],
    [17, 2, 12],
  ])
})

test('large counts keep their value', () => {
  const log = createSlotLog()
  const counts = createCounts()
  record(counts, 500, 1)
  counts.cells[500 - counts.base] = 3_000_000_000
  log.push(1, counts, 0)
  const sum = createCounts()
  log.addTo(sum, 1, 0, 1)
  expect(populated(sum)).toEqual(new Map([[500, 3_000_000_000]]))
})
