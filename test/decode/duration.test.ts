import {expect, test} from 'vitest'
import {parseDurationMs} from '../../src/decode/duration.ts'

test.each([
  ['48ms', 48],
  ['0.02 seconds', 20],
  ['290.796µs', 0.290796],
  ['290.796μs', 0.290796],
  ['12us', 0.012],
  ['7ns', 7e-6],
  ['1.23s', 1230],
  ['1.23 sec', 1230],
  ['1 second', 1000],
  ['1m2.5s', 62_500],
  ['2h', 7_200_000],
  ['1h 5 minutes', 3_900_000],
  ['15 milliseconds', 15],
])('%s', (text, ms) => {
  expect(parseDurationMs(text)).toBeCloseTo(ms, 9)
})

test.each(['', 'ms', '12', '12 parsecs', '1s?', '-1s', '1.s'])('%j is no duration', (text) => {
  expect(parseDurationMs(text)).toBeNaN()
})
