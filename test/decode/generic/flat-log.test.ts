import {describe, expect, test} from 'vitest'
import {createFlatLog} from '../../../src/decode/generic/flat/flat-log.ts'
import {blockOf, mutant, randomFrom} from '../scan/mutants.ts'
import {expectSame} from '../scan/expect-same.ts'

/** More of them for a run by hand: PLUGMON_MUTANTS=500000. */
const MUTANTS = Number(process.env['PLUGMON_MUTANTS'] ?? 3_000)
const T = '2026-11-22T10:47:49.159Z'
const TRACE = 'Traceback (most recent call last):\n  File "x.py", line 1, in f\nKeyError: \'config\''

/** Lines that the short cut reads itself. */
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
  {'@timestamp': T, 'log.level': 'warn', message: 'ecs', log: {level: 'debug', logger: 'a.b'}, 'error.type': 'E'},
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
/** Lines that it leaves to JSON.parse. */
const LONG: readonly object[] = [
  {record: {time: {timestamp: 1_795_344_437.25}, level: {name: 'SUCCESS'}, message: 'loguru'}, text: 'x'},
  {type: 'bye', reason: 'x'},
  {type: 'custom', v: 1, level: 'info', message: 'm'},
  {MESSAGE: '{"level":30,"msg":"json"}', __REALTIME_TIMESTAMP: '1795344000250000'},
  {a: 1},
]
const dense = (object: object) => JSON.stringify(object)
const spaced = (object: object) => JSON.stringify(object, null, 1).replace(/\n\s*/g, ' ')
const ascii = (object: object) =>
  JSON.stringify(object).replace(/[\u0080-\uffff]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`)
const LINES = [
  ...[...SHORT, ...LONG].flatMap((object) => [dense(object), spaced(object), ascii(object)]),
  '  continued',
  'INFO:root:text',
  '{"level":30,"time":1,"msg":"a","msg":"b"}',
  '{"level":30,"time":1,"m\\u0073g":"b"}',
]

const scans = (line: string) => createFlatLog(String).scan(Buffer.from(`${line}\n`), 0)

test('the short cut takes the records of every dialect, however they are spaced', () => {
  expect(SHORT.flatMap((object) => [dense(object), spaced(object)]).filter((line) => !scans(line))).toStrictEqual([])
  expect(LONG.filter((object) => scans(dense(object)))).toStrictEqual([{a: 1}])
})

describe('the short cut says what JSON.parse and the roles of the fields say', () => {
  test.each(LINES.map((line) => ({line})))('of the line $line', ({line}) => {
    expectSame([Buffer.from(`${line}\n`), Buffer.from(`${line}\r\n${line}\n${line}`)])
  })

  test('of blocks of mutated lines', () => {
    const random = randomFrom(20_261_122)
    for (let done = 0; done < MUTANTS;) {
      const count = 1 + Math.floor(random() * 100)
      expectSame([blockOf(count, random, LINES)])
      done += count
    }
  })

  test('of mutated lines one by one', () => {
    const random = randomFrom(8)
    for (let done = 0; done < MUTANTS / 30; done++)
      expectSame([Buffer.concat([mutant(random, LINES), Buffer.from('\n')])])
  })
})
