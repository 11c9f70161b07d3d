import fc from 'fast-check'
import {expect, test} from 'vitest'
import {addToSlot, clearSlots} from '../../src/metrics/slot-log.ts'
import {clearSlotPages, createSlotPages} from '../../src/metrics/slot-pages.ts'
import {hasForgotten, rowAfter, totalsOf, visitBuckets} from '../../src/metrics/slot-reading.ts'
import {createSlotLog, type SlotLog} from '../../src/metrics/slot-table.ts'

const VALUES = 600

/** The values of a slot: the same ones for the same seed and tick. */
function valuesOf(seed: number, tick: number): number[] {
  const length = 17 + ((seed * 31 + tick * 7) % VALUES)
  return Array.from({length}, (_, index) => 900 + ((seed + tick * 13 + index * index) % 1_700))
}

function countsAfter(log: SlotLog, tick: number): Map<number, number> {
  const counts = new Map<number, number>()
  visitBuckets(log, rowAfter(log, tick), log.end, (bucket, count) =>
    counts.set(bucket, (counts.get(bucket) ?? 0) + count),
  )
  return counts
}

function tallied(values: readonly number[]): Map<number, number> {
  const counts = new Map<number, number>()
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1)
  return counts
}

function ticksBetween(after: number, upTo: number): number[] {
  return Array.from({length: Math.max(0, upTo - after)}, (_, index) => after + 1 + index)
}

test('logs that share pages keep each their own, and pages are used again when all of their slots are forgotten', () => {
  fc.assert(
    fc.property(fc.integer({min: 20, max: 60}), fc.integer({min: 1, max: 5}), (kept, seed) => {
      const pages = createSlotPages()
      const logs = [0, 1, 2].map((place) => ({log: createSlotLog(pages), seed: seed + place, every: place + 1}))
      const quiet = createSlotLog(pages)
      for (const value of [...valuesOf(9, 1), ...valuesOf(9, 2)]) addToSlot(quiet, 1, -Infinity, value, value)
      addToSlot(quiet, 2, -Infinity, 7, 7)
      const last = 400
      for (let tick = 3; tick <= last; tick++) {
        for (const {log, seed: own, every} of logs) {
          if (tick % every > 0) continue
          for (const value of valuesOf(own, tick)) addToSlot(log, tick, tick - kept, value, value)
        }
      }
      for (const {log, seed: own, every} of logs) {
        const ticks = (after: number) => ticksBetween(after, last).filter((tick) => tick % every === 0)
        for (const after of [last - 1, last - (kept >> 1), last - kept + 1]) {
          const values = ticks(after).flatMap((tick) => valuesOf(own, tick))
          expect(countsAfter(log, after)).toEqual(tallied(values))
          expect(totalsOf(log, rowAfter(log, after), log.end).count).toBe(values.length)
        }
      }
      // Three slots of some hundred bytes a tick: what is kept takes a few pages, and the one that is written to.
      expect(pages.pages.length).toBeLessThanOrEqual(3 + (kept * 3 * VALUES) / 65_536)
      // Who has nothing written for long has no slots any more, though nobody has told it.
      expect(hasForgotten(quiet, 1)).toBe(true)
      expect(rowAfter(quiet, -Infinity)).toBe(quiet.end)
    }),
    {numRuns: 5},
  )
})

test('after a jump of the clock, pages begin anew', () => {
  const pages = createSlotPages()
  const log = createSlotLog(pages)
  const write = (tick: number) => {
    for (const value of valuesOf(1, tick)) addToSlot(log, tick, tick - 5, value, value)
  }
  for (let tick = 1_000; tick < 3_000; tick++) write(tick)
  expect(pages.forgottenUpTo).toBeGreaterThan(1_000)
  clearSlots(log)
  clearSlotPages(pages)
  for (let tick = 0; tick < 4; tick++) write(tick)
  expect(countsAfter(log, 0)).toEqual(tallied([1, 2, 3].flatMap((tick) => valuesOf(1, tick))))
})
