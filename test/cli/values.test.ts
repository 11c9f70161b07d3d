import {expect, test} from 'vitest'
import {readBoolean, readChoice, readCount, readDuration, readInstant} from '../../src/cli/values.ts'

test.each([
  {text: '30s', ms: 30_000},
  {text: '1h30m', ms: 5_400_000},
  {text: '250ms', ms: 250},
  {text: '0', ms: 0},
  {text: '2d', ms: 172_800_000},
])('the duration $text', ({text, ms}) => {
  expect(readDuration(text)).toBe(ms)
})

test.each(['', '5', 'm', '5 m', '-5m', '5mm', '1h 5'])('"%s" is no duration', (text) => {
  expect(() => readDuration(text)).toThrow('is not a duration: write 500ms, 30s, 5m')
})

test.each([
  {text: '1h', instant: {agoMs: 3_600_000}},
  {text: '2026-11-22T10:42:07Z', instant: {atMs: 1_795_344_127_000}},
  {text: '2026-11-22T10:42:07.5+01:00', instant: {atMs: 1_795_340_527_500}},
  {text: '2026-11-22', instant: {atMs: 1_795_305_600_000}},
  {text: '2026-11-22 10:42:07Z', instant: {atMs: 1_795_344_127_000}},
])('the instant $text', ({text, instant}) => {
  expect(readInstant(text)).toEqual(instant)
})

test('what is no time says how to write one', () => {
  expect(() => readInstant('yesterday')).toThrow('write a duration back from the newest event (1h) or 2026-')
  expect(() => readInstant('2026-13-41')).toThrow('is no time')
})

test('choices, booleans and counts say what they want', () => {
  expect(readChoice('a', 'b')('b')).toBe('b')
  expect(() => readChoice('a', 'b')('c')).toThrow('"c" is not one of a, b')
  expect([readBoolean('yes'), readBoolean('0'), readBoolean('')]).toEqual([true, false, false])
  expect(() => readBoolean('perhaps')).toThrow('neither true nor false')
  expect(readCount(1)('12')).toBe(12)
  expect(() => readCount(1)('0')).toThrow('at least 1')
})
