import fc from 'fast-check'
import {expect, test} from 'vitest'
import {createAxis} from '../../src/metrics/axis.ts'
import {createColumn} from '../../src/metrics/column.ts'

test('holds the last ticks of a number that was sampled only when it changed', () => {
  const steps = fc.array(fc.record({wait: fc.integer({min: 1, max: 40}), value: fc.integer({min: 0, max: 3})}), {
    minLength: 1,
    maxLength: 40,
  })
  fc.assert(
    fc.property(steps, fc.boolean(), (sampled, readsOften) => {
      const axis = createAxis(10, 150)
      const column = createColumn(axis)
      const expected: number[] = []
      let tick = 100
      for (const {wait, value} of sampled) {
        // Each value holds for `wait` ticks.
        column.sample(tick, value)
        for (let i = 0; i < wait; i++) expected.push(value)
        axis.closed = tick + wait - 1
        tick += wait
        if (readsOften) column.read()
      }
      const {times, values, length} = column.read()
      expect(length).toBeGreaterThanOrEqual(Math.min(expected.length, axis.kept))
      expect([...values.subarray(0, length)]).toEqual(expected.slice(-length))
      expect(times[length - 1]).toBe((tick - 1) * 10)
      expect(times[0]).toBe((tick - length) * 10)
      expect(values.length).toBeLessThanOrEqual(2 * axis.kept)
      for (let back = 1; back <= Math.min(length, axis.kept); back++) {
        expect(column.at(tick - back)).toBe(expected.at(-back))
      }
    }),
  )
})

test('knows when it changed', () => {
  const column = createColumn(createAxis(10, 100))
  expect(column.changedTick).toBeUndefined()
  column.sample(5, 1)
  column.sample(6, 1)
  column.sample(9, 2)
  column.sample(11, 2)
  expect(column.changedTick).toBe(9)
  expect(column.at(8)).toBe(1)
})
