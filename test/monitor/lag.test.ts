import {expect, test} from 'vitest'
import {createLag} from '../../src/monitor/lag.ts'

/** Milliseconds. */
test('the host is as far behind as the event that came latest', () => {
  const lag = createLag()
  expect([lag.hostTime(100), lag.latestMs]).toEqual([undefined, undefined])
  lag.observe(90, 100)
  lag.observe(104, 105)
  expect([lag.hostTime(110), lag.latestMs]).toEqual([100, 1])
})

test('an event from the future does not put the host ahead of the wall clock', () => {
  const lag = createLag()
  lag.observe(500, 100)
  expect(lag.hostTime(110)).toBe(110)
})

test('a lag is forgotten after a while', () => {
  const lag = createLag()
  lag.observe(0, 1_000)
  for (let at = 2_000; at < 200_000; at += 10_000) lag.observe(at, at)
  expect(lag.hostTime(200_000)).toBe(200_000)
})

test('after a jump only what came since counts', () => {
  const lag = createLag()
  lag.restart(0, 1_000)
  expect(lag.hostTime(1_000)).toBeUndefined()
  lag.observe(0, 1_000)
  lag.restart(990, 1_000)
  expect(lag.hostTime(2_000)).toBe(1_990)
  lag.restart(10, 1_000)
  expect(lag.hostTime(2_000)).toBe(1_010)
})
