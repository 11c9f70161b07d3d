import fc from 'fast-check'
import {expect, test} from 'vitest'
import {createAxis} from '../../src/metrics/axis.ts'
import {createChanges, endsOf, forgetChanges, note, sampleAt} from '../../src/metrics/changes.ts'
import {createColumn, readColumn} from '../../src/metrics/column.ts'

test('holds the last ticks of a number that was sampled only when it changed', () => {
  const steps = fc.array(fc.record({wait: fc.integer({min: 1, max: 40}), value: fc.integer({min: 0, max: 3})}), {
    minLength: 1,
    maxLength: 40,
  })
  fc.assert(
    fc.property(steps, fc.boolean(), (sampled, readsOften) => {
      const axis = createAxis(10, 150)
      const changes = createChanges()
      const column = createColumn()
      const expected: number[] = []
      let tick = 100
      for (const {wait, value} of sampled) {
        // Each value holds for `wait` ticks.
        note(axis, changes, tick, value)
        for (let i = 0; i < wait; i++) expected.push(value)
        axis.closed = tick + wait - 1
        tick += wait
        if (readsOften) readColumn(axis, changes, column)
      }
      const {times, values, length} = readColumn(axis, changes, column)
      expect(length).toBeGreaterThanOrEqual(Math.min(expected.length, axis.kept))
      expect([...values.subarray(0, length)]).toEqual(expected.slice(-length))
      expect(times[length - 1]).toBe((tick - 1) * 10)
      expect(times[0]).toBe((tick - length) * 10)
      expect(values.length).toBeLessThanOrEqual(2 * axis.kept)
      expect(changes.pairs.length).toBeLessThanOrEqual(8 * axis.kept)
      for (let back = 1; back <= Math.min(length, axis.kept); back++) {
        expect(sampleAt(changes, tick - back)).toBe(expected.at(-back))
        const {first, last} = endsOf(changes, 10, (tick - back) * 10 - 5)
        expect([first, last]).toEqual([expected.at(-back), expected.at(-1)])
      }
    }),
  )
})

test('tells whether a sample differs from the one before', () => {
  const axis = createAxis(10, 100)
  const changes = createChanges()
  const samples: [tick: number, value: number][] = [
    [5, 1],
    [6, 1],
    [9, 2],
    [11, 2],
  ]
  expect(samples.map(([tick, value]) => note(axis, changes, tick, value))).toEqual([true, false, true, false])
  expect(sampleAt(changes, 8)).toBe(1)
  expect(changes.fellAt).toBe(-Infinity)
  note(axis, changes, 12, 1)
  expect(changes.fellAt).toBe(120)
  expect(endsOf(changes, 10, 85)).toEqual({bornAt: 50, first: 2, last: 1, fellAt: 120})
})

test('what was forgotten is in no column that was read before', () => {
  const axis = createAxis(10, 1_000)
  const changes = createChanges()
  const column = createColumn()
  note(axis, changes, 1, 5)
  note(axis, changes, 2, 6)
  axis.closed = 3
  expect([...readColumn(axis, changes, column).values.subarray(0, column.length)]).toEqual([5, 6, 6])
  forgetChanges(changes)
  note(axis, changes, 5, 1)
  axis.closed = 6
  const {times, length, values} = readColumn(axis, changes, column)
  expect([...values.subarray(0, length)]).toEqual([1, 1])
  expect(times[0]).toBe(50)
})
