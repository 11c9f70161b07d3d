import {expect, test} from 'vitest'
import {nextReadBytes} from '../../src/source/read-size.ts'

const KIB = 1_024

test.each([
  {name: 'more for who is fast', bytes: 64 * KIB, tookMs: 0.5, next: 128 * KIB},
  {name: 'up to a bound', bytes: 256 * KIB, tookMs: 1, next: 256 * KIB},
  {name: 'the same for who is neither', bytes: 128 * KIB, tookMs: 4, next: 128 * KIB},
  {name: 'less for who is slow', bytes: 256 * KIB, tookMs: 10, next: 128 * KIB},
  {name: 'down to a bound', bytes: 64 * KIB, tookMs: 400, next: 64 * KIB},
])('$name', ({bytes, tookMs, next}) => {
  expect(nextReadBytes(bytes, tookMs)).toBe(next)
})
