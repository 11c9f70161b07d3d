import fc from 'fast-check'
import {describe, expect, test} from 'vitest'
import {formatDuration, parseDuration} from '../../src/promql/duration.ts'

describe('durations', () => {
  test.each([
    ['0', 0, '0s'],
    ['0s', 0, '0s'],
    ['90s', 90_000, '1m30s'],
    ['5m', 300_000, '5m'],
    ['1h30m', 5_400_000, '1h30m'],
    ['1d2h3m4s5ms', 93_784_005, '1d2h3m4s5ms'],
    ['7d', 604_800_000, '1w'],
    ['90d', 7_776_000_000, '90d'],
    ['1y', 31_536_000_000, '1y'],
    ['1y5d', 31_968_000_000, '370d'],
  ])('%s', (text, ms, printed) => {
    expect([parseDuration(text), formatDuration(ms)]).toEqual([ms, printed])
  })

  test.each([
    ['', 'empty duration string'],
    ['5', 'not a valid duration string: "5"'],
    ['m', 'not a valid duration string: "m"'],
    ['-5m', 'not a valid duration string: "-5m"'],
    ['5m5', 'not a valid duration string: "5m5"'],
    ['5m1h', 'not a valid duration string: "5m1h"'],
    ['5m5m', 'not a valid duration string: "5m5m"'],
    ['1x', 'unknown unit "x" in duration "1x"'],
    ['1.5h', 'unknown unit "." in duration "1.5h"'],
    ['5 m', 'unknown unit " m" in duration "5 m"'],
    ['300y', 'duration out of range'],
  ])('%s is none', (text, message) => {
    expect(() => parseDuration(text)).toThrow(message)
  })

  test('what is printed reads as the same', () => {
    fc.assert(fc.property(fc.nat(2 ** 31), (ms) => parseDuration(formatDuration(ms)) === ms))
  })

  test('below zero has a sign', () => {
    expect(formatDuration(-90_000)).toBe('-1m30s')
  })
})
