import {describe, expect, test} from 'vitest'
import {createDecoder} from '../../../src/decode/create-decoder.ts'
import {expectSame, FOREIGN, RECEIVED_AT} from './expect-same.ts'
import {blockOf, mutant, randomFrom} from './mutants.ts'

/** More of them for a run by hand: PLUGMON_MUTANTS=500000. */
const MUTANTS = Number(process.env['PLUGMON_MUTANTS'] ?? 3_000)
const T = '2026-11-22T10:47:49.159Z'
const TRACE = 'Traceback (most recent call last):\n  File "x.py", line 1, in f\nKeyError: \'config\''

/** Records whose fields the scanner finds, and does not judge. */
const SHORT: readonly object[] = [
  {level: 30, time: 1_795_344_437_640, pid: 1, hostname: 'h', plugin_name: 'auth', msg: "Plugin 'auth' loaded in 5ms"},
  {
    level: 50,
    time: 1_795_344_437_640.5,
    err: {type: 'TypeError', message: 'no', stack: 'TypeError: no\n    at f'},
    msg: 'x',
  },
  {asctime: '2026-11-22 10:47:49,159', levelname: 'ERROR', name: 'pj', message: 'm', exc_info: TRACE},
  {event: 'Plugin "ü" loaded', level: 'critical', timestamp: 1_795_344_437.25, plugin: 'auth', exception: TRACE},
  {'@level': 'debug', '@message': 'using plugin', '@module': 'host.client', '@timestamp': T, version: 1, args: ['./x']},
  {
    timestamp: T,
    level: 'INFO',
    fields: {message: 'in a span', plugin: 'auth'},
    target: 'host::loader',
    spans: [{a: []}],
  },
  {level: 'info', ts: -1, message: '', service: 'backstage', plugin: 'catalog', type: 'initialization'},
  {'@timestamp': T, 'log.level': 'warn', message: 'of ecs', log: {level: 'debug', logger: 'a.b'}, 'error.type': 'E'},
  {MESSAGE: [104, 105], PRIORITY: '6', __REALTIME_TIMESTAMP: '1795344000250000', SYSLOG_IDENTIFIER: 'host'},
  {MESSAGE: 'WARNING:root:wrapped', PRIORITY: '6', __REALTIME_TIMESTAMP: '1795344000250000', _TRANSPORT: 'stdout'},
  {time: T, message: 'INFO:root:shipped'},
  {
    time: T,
    level: 'INFO',
    msg: 'tab\t"quoted" \\ \u0001 漢字 🎉',
    logger: 'lögger',
    labels: {plugin_id: 'deep', tags: {name: 'n'}},
  },
  {log: '2026-11-22 10:47:49,159 - a.b - INFO - Scanning directory: /plugins\n', stream: 'stdout', time: T},
  {log: '{"level":30,"time":1795344437640,"msg":"in Docker"}\n', stream: 'stderr', time: T},
  {log: 'a part of ', stream: 'stderr', time: T},
]
/** Records that it reads: their messages are known to no rule and name no plugin. */
const SCANNED: readonly object[] = [
  {level: 30, time: 1_795_344_437_640, pid: 1, hostname: 'h', reqId: 'r-1', req: {method: 'GET'}, msg: 'request done'},
  {
    level: 50,
    time: 1_795_344_437_640.5,
    err: {type: 'TypeError', message: 'no', stack: 'TypeError: no\n  at f'},
    msg: 'x',
  },
  {level: 60, time: 5, err: {message: 'no', name: 'E', exc_type: 'F', code: {a: 1}}, plugin_name: 'auth', msg: 'hook'},
  {name: 'app', hostname: 'h', pid: 1, level: 40, msg: 'bunyan', time: T, v: 0},
  {asctime: '2026-11-22 10:47:49,159', levelname: 'ERROR', name: 'pj', message: 'm', error_type: 'KeyError', lineno: 1},
  {asctime: '2026-11-22 10:47:49.123456789', levelname: 'Warning', name: 'pj', plugin: 'ü', message: '漢字 🎉 "q"'},
  {event: 'hook run', level: 'critical', timestamp: 1_795_344_437.25, plugin: 'auth', logger: 'a "b"'},
  {'@level': 'debug', '@message': 'plug in', '@module': 'host.client', '@timestamp': T, version: 1, args: ['./x', {}]},
  {timestamp: T, level: 'INFO', fields: {message: 'in a span', plugin: 'auth'}, target: 'host::loader', spans: [[]]},
  {level: 'info', ts: 1_795_344_437.64, logger: 'l', caller: 'a/b.go:7', msg: 'zap', plugin: 'p', error: 'open /x: E'},
  {level: 'warn', message: 'winston', service: 'b', plugin: 'p', timestamp: '2026-11-22 10:47:49+05:30', type: 'init'},
  {'@timestamp': T, 'log.level': 'warn', message: 'of ecs', log: {level: 'debug', logger: 'a.b'}, 'error.type': 'E'},
  {'@timestamp': T, 'log.level': 'ERROR', message: 'of ecs', 'error.type': 'E', 'error.stack_trace': 'E: x\n\tat f'},
  {'@t': T, '@l': 'Warning', '@mt': 'Message of {x}', SourceContext: 'a.B', attributes: {data: {plugin_id: 'deep'}}},
  {
    MESSAGE: 'hi',
    PRIORITY: '6',
    __REALTIME_TIMESTAMP: '1795344000250000',
    SYSLOG_IDENTIFIER: 'h',
    _TRANSPORT: 'journal',
  },
  {
    timeMillis: 1_795_344_437_640,
    level: 'Fatal',
    loggerName: 'l',
    message: 'log4j2',
    thrown: null,
    err: {},
    logger: '',
  },
]
/** Lines that are left to JSON.parse, or are none of a log. */
const LONG: readonly object[] = [
  {record: {time: {timestamp: 1_795_344_437.25}, level: {name: 'SUCCESS'}, message: 'loguru'}, text: 'x'},
  {type: 'bye', reason: 'x'},
  {type: 'custom', v: 1, level: 'info', message: 'm'},
  {MESSAGE: '{"level":30,"msg":"json"}', __REALTIME_TIMESTAMP: '1795344000250000'},
  {a: 1},
]
const ESCAPED_BRACE =
  '{"MESSAGE":"\\u007b\\"level\\":30,\\"msg\\":\\"json\\"}","__REALTIME_TIMESTAMP":"1795344000250000"}'
const dense = (object: object) => JSON.stringify(object)
const spaced = (object: object) => JSON.stringify(object, null, 1).replace(/\n\s*/g, ' ')
const ascii = (object: object) =>
  JSON.stringify(object).replace(/[\u0080-\uffff]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`)
const LINES = [
  ...[...SHORT, ...SCANNED, ...LONG].flatMap((object) => [dense(object), spaced(object), ascii(object)]),
  ESCAPED_BRACE,
  '  continued',
  'INFO:root:text',
  '{"level":30,"time":1,"msg":"a","msg":"b"}',
  '{"level":30,"time":1,"m\\u0073g":"b"}',
]

test('the scanner reads those that are nothing but records, however they are spaced', () => {
  const decoder = createDecoder({scanFromBytes: 0})
  decoder.decode(FOREIGN, 1, RECEIVED_AT)
  const lines = SCANNED.flatMap((object) => [dense(object), spaced(object)])
  // The first time it is learned that no rule knows their messages.
  decoder.decode(Buffer.from(lines.join('\n')), 2, RECEIVED_AT)
  const batch = decoder.decode(Buffer.from(lines.join('\n')), 2, RECEIVED_AT)
  expect(batch.length).toBe(lines.length)
  expect(lines.filter((_, index) => batch.at(index) !== batch.at(0))).toStrictEqual([])
})

describe('it says what JSON.parse and the roles of the fields say', () => {
  test.each(LINES.map((line) => ({line})))('of the line $line', ({line}) => {
    expectSame([Buffer.from(`${line}\n`), Buffer.from(`${line}\r\n${line}\n${line}`)])
    expectSame([FOREIGN, Buffer.from(`${line}\n${line}\r\n${line}\n`)])
  })

  test('of a line that was wrapped before one of text and one of JSON', () => {
    const wrapped = JSON.stringify({time: T, message: 'INFO:root:shipped'})
    const lines = [wrapped, 'INFO:root:text', JSON.stringify(SCANNED[0]), wrapped, 'INFO:root:text', '']
    expectSame([FOREIGN, Buffer.from(lines.join('\n'))])
  })

  test('of blocks of mutated lines', () => {
    const random = randomFrom(20_261_122)
    for (let done = 0; done < MUTANTS;) {
      const count = 1 + Math.floor(random() * 100)
      expectSame([FOREIGN, blockOf(count, random, LINES)])
      done += count
    }
  })

  test('of mutated lines one by one', () => {
    const random = randomFrom(8)
    for (let done = 0; done < MUTANTS / 30; done++)
      expectSame([FOREIGN, Buffer.concat([mutant(random, LINES), Buffer.from('\n')])])
  })
})
