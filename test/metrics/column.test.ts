import fc from 'fast-check'
import {expect, test} from 'vitest'
import {createAxis} from '../../src/metrics/axis.ts'
import {createColumn, readColumn, sample, sampleAt} from '../../src/metrics/column.ts'

test('holds the last ticks of a number that was sampled only when it changed', () => {
  const steps = fc.array(fc.record({wait: fc.integer({min: 1, max: 40}), value: fc.integer({min: 0, max: 3})}), {
    minLength: 1,
    maxLength: 40,
  })
  fc.assert(
    fc.property(steps, fc.boolean(), (sampled, readsOften) => {
      const axis = createAxis(10, 150)
      const column = createColumn()
      const expected: number[] = []
      let tick = 100
      for (const {wait, value} of sampled) {
        // Each value holds for `wait` ticks.
        sample(axis, column, tick, value)
        for (let i = 0; i < wait; i++) expected.push(value)
        axis.closed = tick + wait - 1
        tick += wait
        if (readsOften) readColumn(axis, column)
      }
      const {times, values, length} = readColumn(axis, column)
      expect(length).toBeGreaterThanOrEqual(Math.min(expected.length, axis.kept))
      expect([...values.subarray(0, length)]).toEqual(expected.slice(-length))
      expect(times[length - 1]).toBe((tick - 1) * 10)
      expect(times[0]).toBe((tick - length) * 10)
      expect(values.length).toBeLessThanOrEqual(2 * axis.kept)
      for (let back = 1; back <= Math.min(length, axis.kept); back++) {
        expect(sampleAt(column, tick - back)).toBe(expected.at(-back))
      }
    }),
  )
})

test('tells whether a sample differs from the one before', () => {
  const axis = createAxis(10, 100)
  const column = createColumn()
  const samples: [tick: number, value: number][] = [
    [5, 1],
    [6, 1],
    [9, 2],
    [11, 2],
  ]
  expect(samples.map(([tick, value]) => sample(axis, column, tick, value))).toEqual([true, false, true, false])
  expect(sampleAt(column, 8)).toBe(1)
  expect(column.fellAt).toBe(-Infinity)
  sample(axis, column, 12, 1)
  expect(column.fellAt).toBe(120)
})
