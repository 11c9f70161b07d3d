import {expect, test} from 'vitest'
import {logTime} from '../../../src/decode/time/log-time.ts'
import {UTC} from '../../../src/decode/time/zone.ts'

test.each([
  {name: 'seconds', value: 1795344469, ms: 1795344469000},
  {name: 'seconds with a fraction', value: 1795344469.25, ms: 1795344469250},
  {name: 'milliseconds', value: 1795344469338, ms: 1795344469338},
  {name: 'microseconds', value: 1795344469338051, ms: 1795344469338.051},
  {name: 'nanoseconds', value: 1795344469338051000, ms: 1795344469338.051},
  {name: 'milliseconds as a string', value: '1795344437663', ms: 1795344437663},
  {name: 'the journal', value: '1795344000250000', ms: 1795344000250},
  {name: 'ISO', value: '2026-11-22T10:47:49.338051Z', ms: 1795344469338.051},
  {name: 'Python asctime', value: '2026-11-22 10:47:49,183', ms: 1795344469183},
  {name: 'American, 12 hours', value: '11/22/2026 10:47:49 PM', ms: 1795344469000 + 12 * 3_600_000},
  {name: 'American, midnight', value: '11/22/2026 12:47:49 AM', ms: 1795344469000 - 10 * 3_600_000},
  {name: 'American, 24 hours', value: '11/22/2026 10:47:49', ms: 1795344469000},
  {name: 'log4j2 instant', value: {epochSecond: 1795344469, nanoOfSecond: 338051000}, ms: 1795344469338.051},
  {name: 'Google', value: {seconds: '1795344469', nanos: 5e8}, ms: 1795344469500},
])('$name', ({value, ms}) => {
  expect(logTime(value, UTC)).toBeCloseTo(ms, 2)
})

test.each([[null], [undefined], [true], [''], ['soon'], [-1], [Infinity], [NaN], [{}], [[]], [1e25]])(
  '%j is no time',
  (value) => {
    expect(logTime(value, UTC)).toBeNaN()
  },
)
