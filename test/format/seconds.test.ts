import {expect, test} from 'vitest'
import {formatAge, formatSeconds} from '../../src/format/seconds.ts'

test.each([
  [undefined, '—'],
  [NaN, '—'],
  [0, '0 ms'],
  [4e-7, '<1 µs'],
  [0.00085, '850 µs'],
  [0.0009996, '1.0 ms'],
  [0.001, '1 ms'],
  [0.007, '7 ms'],
  [0.0012, '1.2 ms'],
  [0.072, '72 ms'],
  [0.3414, '341 ms'],
  [0.9994, '999 ms'],
  [0.9996, '1.0 s'],
  [1.9, '1.9 s'],
  [2, '2 s'],
  [42.4, '42 s'],
  [59.6, '1m 00s'],
  [125, '2m 05s'],
  [3599.6, '1h 00m'],
  [3840, '1h 04m'],
  [86_400 * 3 + 7200, '3d 02h'],
  [-0.072, '-72 ms'],
])('formatSeconds(%s) is %s', (seconds, text) => expect(formatSeconds(seconds)).toBe(text))

test.each([
  [undefined, '—'],
  [-5000, '0.0 s'],
  [300, '0.3 s'],
  [9960, '9 s'],
  [42_900, '42 s'],
  [59_999, '59 s'],
  [12.5 * 60_000, '12m'],
  [3 * 3_600_000, '3h'],
  [47.9 * 3_600_000, '47h'],
  [5 * 86_400_000, '5d'],
])('formatAge(%s) is %s', (age, text) => expect(formatAge(age)).toBe(text))
