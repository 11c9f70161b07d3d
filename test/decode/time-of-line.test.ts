import {expect, test} from 'vitest'
import {createTimeOfLine} from '../../src/decode/time-of-line.ts'

const AT = Date.UTC(2026, 10, 22, 10, 47, 49, 159)
const ISO = '2026-11-22T10:47:49.159Z'

test.each([
  {line: `{"v":1,"type":"gap","lost":1,"time":"${ISO}"}`, time: AT},
  {line: `{"level":30,"time":${AT},"msg":"x"}`, time: AT},
  {line: `{"log":"anything\\n","stream":"stdout","time":"${ISO}"}`, time: undefined},
  {line: `{"log":"INFO:a:b\\n","stream":"stdout","time":"${ISO}"}`, time: AT},
  {line: '2026-11-22 10:47:49,159 - a - INFO - m', time: AT},
  {line: `ts=${ISO} level=info msg=x`, time: AT},
  {line: `${ISO} stdout F INFO:a:b`, time: AT},
  {line: 'INFO:a:b', time: undefined},
  {line: '  File "x.py", line 1', time: undefined},
  {line: '{"v":1,"type":"gap","lost":1}', time: undefined},
  {line: `{"v":1,"type":"gap","time":"${ISO}"}`, time: undefined},
  {line: '{"v":1,"ty', time: undefined},
  {line: '', time: undefined},
])('$line', ({line, time}) => {
  expect(createTimeOfLine()(Buffer.from(line))).toBe(time)
})

test('in the zone of the options', () => {
  const timeOfLine = createTimeOfLine({zone: () => 60})
  expect(timeOfLine(Buffer.from('2026-11-22 11:47:49,159 - a - INFO - m'))).toBe(AT)
})
