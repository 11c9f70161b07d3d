import {expect, test} from 'vitest'
import type {Level} from '../../src/event.ts'
import {foldLevel, foldPythonNumber, foldSeverityNumber} from '../../src/decode/level.ts'

const CASES: [dialect: string, level: Level, values: (string | number)[]][] = [
  ['names', 'DEBUG', ['DEBUG', 'debug', 'Trace', 'VERBOSE', 'silly', 'FINE', 'FINEST', 'dbg', 'D']],
  ['names', 'INFO', ['INFO', 'info', 'INFO    ', 'notice', 'SUCCESS', 'Information', 'I']],
  ['names', 'WARNING', ['WARNING', 'WARN', 'warn', 'wrn', 'W']],
  ['names', 'ERROR', ['ERROR', 'err', 'SEVERE', 'E']],
  ['names', 'CRITICAL', ['CRITICAL', 'fatal', 'FTL', 'emerg', 'alert', 'panic', 'C']],
  ['pino', 'DEBUG', [10, 20]],
  ['pino', 'INFO', [30, 35, '30']],
  ['pino', 'WARNING', [40]],
  ['pino', 'ERROR', [50]],
  ['pino', 'CRITICAL', [60, 70]],
  ['syslog', 'CRITICAL', [0, 1, 2, '2']],
  ['syslog', 'ERROR', [3]],
  ['syslog', 'WARNING', [4]],
  ['syslog', 'INFO', [5, 6, '6']],
  ['syslog', 'DEBUG', [7]],
  ['logback', 'DEBUG', [5000, 10000]],
  ['logback', 'INFO', [20000]],
  ['logback', 'WARNING', [30000]],
  ['logback', 'ERROR', [40000]],
]

test.each(CASES)('%s: %s is %j', (_, level, values) => {
  expect(values.map(foldLevel)).toEqual(values.map(() => level))
})

test.each([
  [''],
  ['Server'],
  ['loaded'],
  [-1],
  [NaN],
  [Infinity],
  ['1e400'],
  [null],
  [undefined],
  [{}],
  ['x'.repeat(100)],
])('%j is no level', (value) => {
  expect(foldLevel(value)).toBeUndefined()
})

test('numbers whose meaning the field tells', () => {
  expect([1, 8, 9, 12, 13, 17, 21, 24].map(foldSeverityNumber)).toEqual([
    'DEBUG',
    'DEBUG',
    'INFO',
    'INFO',
    'WARNING',
    'ERROR',
    'CRITICAL',
    'CRITICAL',
  ])
  expect([10, 20, 30, 40, 50].map(foldPythonNumber)).toEqual(['DEBUG', 'INFO', 'WARNING', 'ERROR', 'CRITICAL'])
})
