import {expect, test} from 'vitest'
import {nextReadBytes} from '../../src/source/read-size.ts'

const KIB = 1_024

test.each([
  {name: 'more for who is fast', bytes: 256 * KIB, tookMs: 1, next: 512 * KIB},
  {name: 'up to a bound', bytes: 1_024 * KIB, tookMs: 1, next: 1_024 * KIB},
  {name: 'the same for who is neither', bytes: 512 * KIB, tookMs: 15, next: 512 * KIB},
  {name: 'less for who is slow', bytes: 1_024 * KIB, tookMs: 40, next: 512 * KIB},
  {name: 'down to a bound', bytes: 256 * KIB, tookMs: 400, next: 256 * KIB},
])('$name', ({bytes, tookMs, next}) => {
  expect(nextReadBytes(bytes, tookMs)).toBe(next)
})
