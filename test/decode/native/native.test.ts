import {expect, test} from 'vitest'
import {decodeAll, decodeOne, RECEIVED_AT} from '../decode-all.ts'

const TIME = '2026-11-22T10:47:49.159Z'
const AT = Date.UTC(2026, 10, 22, 10, 47, 49, 159)
const HEAD = {v: 1, id: 'a:7', time: TIME}
const SEEN = {time: AT, origin: 'native', id: 'a:7'}

const SPAN = {
  type: 'span',
  name: 'plugin.load',
  trace_id: 't',
  span_id: 's',
  start: '2026-11-22T10:47:49.1Z',
  duration_ms: 59.5,
  status: 'ok',
}

test.each([
  {
    name: 'hello',
    line: {
      type: 'hello',
      host: 'pm',
      instance: 'pm-1',
      pid: 42,
      runtime: 'CPython 3.11',
      started: AT - 1000,
      plugins: [
        {plugin_name: 'auth', version: '1.2', state: 'loaded'},
        {plugin_name: 'cache', state: 'error'},
      ],
    },
    event: {
      host: 'pm',
      instance: 'pm-1',
      pid: 42,
      runtime: 'CPython 3.11',
      started: AT - 1000,
      plugins: [
        {pluginName: 'auth', version: '1.2', state: 'loaded'},
        {pluginName: 'cache', state: 'error'},
      ],
    },
  },
  {
    name: 'log',
    line: {
      type: 'log',
      level: 'warn',
      message: 'Plugin config missing, using defaults',
      logger: 'loader',
      plugin_name: 'auth',
      error_type: 'KeyError',
      stack: 'a\nb',
      tags: {a: 1, b: 'x', c: true, d: null},
    },
    event: {
      level: 'WARNING',
      message: 'Plugin config missing, using defaults',
      logger: 'loader',
      pluginName: 'auth',
      errorType: 'KeyError',
      stack: 'a\nb',
      tags: {a: 1, b: 'x', c: true, d: null},
    },
  },
  {
    name: 'span_start',
    line: {
      type: 'span_start',
      name: 'plugin.load',
      trace_id: 't',
      span_id: 's',
      parent_id: 'p',
      tags: {plugin_name: 'auth'},
    },
    event: {
      name: 'plugin.load',
      traceId: 't',
      spanId: 's',
      parentId: 'p',
      pluginName: 'auth',
      tags: {plugin_name: 'auth'},
    },
  },
  {
    name: 'span_update',
    line: {type: 'span_update', span_id: 's', tags: {version: '1.2'}},
    event: {spanId: 's', version: '1.2', tags: {version: '1.2'}},
  },
  {
    name: 'tags that become labels: as texts, null as absent',
    line: {type: 'span_update', span_id: 's', tags: {plugin_name: 7, version: null, directory: ''}},
    event: {
      type: 'span_update',
      spanId: 's',
      pluginName: '7',
      version: undefined,
      directory: '',
      tags: {plugin_name: 7, version: null, directory: ''},
    },
  },
  {
    name: 'span',
    line: {
      ...SPAN,
      status: 'error',
      parent_id: 'p',
      error_type: 'ValueError',
      message: 'bad',
      tags: {plugin_name: 'auth'},
    },
    event: {
      name: 'plugin.load',
      traceId: 't',
      spanId: 's',
      parentId: 'p',
      start: AT - 59,
      durationMs: 59.5,
      status: 'error',
      errorType: 'ValueError',
      message: 'bad',
      pluginName: 'auth',
      tags: {plugin_name: 'auth'},
    },
  },
  {
    name: 'state',
    line: {
      type: 'state',
      plugin_name: 'auth',
      version: 2,
      old_state: 'loading',
      new_state: 'error',
      reason: 'invalid format',
      directory: '/plugins',
      pid: 7,
    },
    event: {
      pluginName: 'auth',
      version: '2',
      oldState: 'loading',
      newState: 'error',
      reason: 'invalid format',
      directory: '/plugins',
      pid: 7,
    },
  },
  {
    name: 'error',
    line: {type: 'error', plugin_name: 'auth', error_type: 'KeyError', message: "'config'", stack: 'x'},
    event: {pluginName: 'auth', errorType: 'KeyError', message: "'config'", stack: 'x'},
  },
  {
    name: 'metric',
    line: {type: 'metric', name: 'queue', kind: 'gauge', value: -3, unit: '1', labels: {a: 'x', n: 1}},
    event: {name: 'queue', kind: 'gauge', value: -3, unit: '1', labels: {a: 'x', n: '1'}},
  },
  {
    name: 'usage',
    line: {type: 'usage', plugin_name: 'auth', pid: 7, method: 'process', cpu_s: 1.5, rss_bytes: 10, heap_bytes: 5},
    event: {pluginName: 'auth', pid: 7, method: 'process', cpuSeconds: 1.5, rssBytes: 10, heapBytes: 5},
  },
  {name: 'gap', line: {type: 'gap', lost: 12}, event: {lost: 12}},
  {name: 'bye', line: {type: 'bye', reason: 'SIGTERM'}, event: {reason: 'SIGTERM'}},
])('$name, with all its fields', ({name, line, event}) => {
  const {events, lines, rejections, counts} = decodeAll(`\n${JSON.stringify({...HEAD, ...line})}\n`)
  expect(rejections).toEqual([])
  expect(events).toEqual([{...SEEN, type: name, ...event}])
  expect(lines).toEqual([2])
  expect(counts).toEqual({unknownKeys: 0, continuations: 0})
})

test.each([
  {
    name: 'a required field',
    line: {...SPAN, duration_ms: undefined},
    reason: 'missing-field',
    detail: 'span: duration_ms is missing',
  },
  {
    name: 'null for a required field',
    line: {...SPAN, trace_id: null},
    reason: 'missing-field',
    detail: 'span: trace_id is missing',
  },
  {
    name: 'a negative duration',
    line: {...SPAN, duration_ms: -1},
    reason: 'bad-field',
    detail: 'span: duration_ms is less than 0',
  },
  {
    name: 'a duration as text',
    line: {...SPAN, duration_ms: '5'},
    reason: 'bad-field',
    detail: 'span: duration_ms is not a finite number',
  },
  {
    name: 'another status',
    line: {...SPAN, status: 'fine'},
    reason: 'bad-field',
    detail: 'span: status is not one of ok, error',
  },
  {
    name: 'a bad start',
    line: {...SPAN, start: 'now'},
    reason: 'bad-time',
    detail: 'span: start is neither RFC 3339 nor milliseconds since the epoch',
  },
  {
    name: 'a bad time',
    line: {type: 'gap', lost: 1, time: '22 Nov'},
    reason: 'bad-time',
    detail: 'gap: time is neither RFC 3339 nor milliseconds since the epoch',
  },
  {
    name: 'a time without a zone',
    line: {type: 'gap', lost: 1, time: '2026-11-22T10:47:49'},
    reason: 'bad-time',
    detail: 'gap: time is neither RFC 3339 nor milliseconds since the epoch',
  },
  {
    name: 'a time beyond the calendar',
    line: {type: 'gap', lost: 1, time: 1e17},
    reason: 'bad-time',
    detail: 'gap: time is neither RFC 3339 nor milliseconds since the epoch',
  },
  {
    name: 'a name that is a number',
    line: {type: 'state', plugin_name: 5, new_state: 'x'},
    reason: 'bad-field',
    detail: 'state: plugin_name is not a string',
  },
  {
    name: 'an empty name',
    line: {type: 'state', plugin_name: '', new_state: 'x'},
    reason: 'bad-field',
    detail: 'state: plugin_name is empty',
  },
  {
    name: 'tags that are a list',
    line: {...SPAN, tags: [1]},
    reason: 'bad-field',
    detail: 'span: tags is not an object',
  },
  {
    name: 'an unknown level',
    line: {type: 'log', level: 'loud', message: 'x'},
    reason: 'bad-field',
    detail: 'log: level loud is no level',
  },
  {
    name: 'a falling counter',
    line: {type: 'metric', name: 'n', kind: 'counter', value: -1},
    reason: 'bad-field',
    detail: 'metric: value is less than 0',
  },
  {
    name: 'a unit of its own',
    line: {type: 'metric', name: 'n', kind: 'gauge', value: 1, unit: 'ms'},
    reason: 'bad-field',
    detail: 'metric: unit is not one of s, By, 1',
  },
  {
    name: 'plugins that are no list',
    line: {type: 'hello', host: 'h', plugins: {}},
    reason: 'bad-field',
    detail: 'hello: plugins is not a list',
  },
  {
    name: 'a nameless plugin',
    line: {type: 'hello', host: 'h', plugins: [{plugin_name: 'a', state: 'loaded'}, 3]},
    reason: 'missing-field',
    detail: 'hello: plugins[1]: plugin_name is missing',
  },
  {
    name: 'version 2',
    line: {type: 'gap', lost: 1, v: 2},
    reason: 'bad-field',
    detail: 'gap: v is 2; this plugmon reads version 1: a newer one may read it',
  },
  {
    name: 'an unknown type',
    line: {type: 'reload', plugin_name: 'x'},
    reason: 'unknown-type',
    detail: 'type reload is not known',
  },
  {
    name: 'the name of a property of every object',
    line: {type: 'toString'},
    reason: 'unknown-type',
    detail: 'type toString is not known',
  },
])('rejected: $name', ({line, reason, detail}) => {
  const text = JSON.stringify({v: 1, ...line})
  expect(decodeAll(`${text}\n`)).toMatchObject({
    events: [],
    rejections: [{reason, detail, line: 1, text: text.slice(0, 300)}],
  })
})

test.each([
  {name: 'cut off', text: '{"v":1,"type":"gap","lo', reason: 'bad-json'},
  {name: 'NaN', text: '{"v":1,"type":"gap","lost":NaN}', reason: 'bad-json'},
  {name: 'a list', text: '[1,2]', reason: 'not-an-object'},
  {name: 'a number', text: '42', reason: 'not-an-object'},
  {name: 'null', text: 'null', reason: 'not-an-object'},
  {name: 'an object of nothing known', text: '{"a":1}', reason: 'unrecognised'},
  {name: 'a word', text: 'hello', reason: 'unrecognised'},
])('rejected: $name', ({text, reason}) => {
  expect(decodeAll(text)).toMatchObject({events: [], rejections: [{reason}]})
})

test('broken UTF-8 in a native event is rejected, U+FFFD itself is not', () => {
  const line = Buffer.from('{"v":1,"type":"bye","reason":"caf\xe9"}\n', 'latin1')
  expect(decodeAll(line)).toMatchObject({events: [], rejections: [{reason: 'bad-utf8'}]})
  expect(decodeOne('{"v":1,"type":"bye","reason":"caf\ufffd"}')).toMatchObject({reason: 'caf\ufffd'})
})

test('times: RFC 3339, milliseconds, none', () => {
  expect(decodeOne({v: 1, type: 'gap', lost: 1, time: 1795344469338.5})).toMatchObject({time: 1795344469338.5})
  expect(decodeOne({v: 1, type: 'gap', lost: 1, time: '2026-11-22T12:47:49.159123+02:00'})).toMatchObject({
    time: AT + 0.123,
  })
  expect(decodeOne({v: 1, type: 'gap', lost: 1})).toMatchObject({time: RECEIVED_AT, timeIsReceipt: true})
  expect(decodeOne({v: 1, type: 'gap', lost: 1, time: TIME})).not.toHaveProperty('timeIsReceipt', true)
})

test('unknown keys are ignored and counted', () => {
  const {events, counts} = decodeAll(JSON.stringify({...HEAD, type: 'gap', lost: 1, colour: 'red', __proto__x: 1}))
  expect(events).toHaveLength(1)
  expect(counts.unknownKeys).toBe(2)
})

test('the names that OpenTelemetry has are taken as well', () => {
  const line = {v: 1, type: 'error', plugin_name: 'a', 'error.type': 'E', message: 'm', 'exception.stacktrace': 's'}
  const {events, counts} = decodeAll(JSON.stringify(line))
  expect(events).toMatchObject([{errorType: 'E', stack: 's'}])
  expect(counts.unknownKeys).toBe(0)
})

test('tags are bounded in number and length, nested ones become JSON', () => {
  const many = Object.fromEntries(Array.from({length: 100}, (_, index) => [`k${index}`, index]))
  const event = decodeOne({
    v: 1,
    type: 'span_update',
    span_id: 's',
    tags: {config: {a: [1]}, long: 'x'.repeat(5000), ...many},
  })
  expect(event).toMatchObject({tags: {config: '{"a":[1]}', long: 'x'.repeat(1024)}})
  expect(Object.keys((event as {tags: object}).tags)).toHaveLength(64)
})

test('messages and labels are bounded', () => {
  const event = decodeOne({
    v: 1,
    type: 'error',
    plugin_name: 'p'.repeat(5000),
    error_type: 'E',
    message: 'm'.repeat(99_999),
  })
  expect(event).toMatchObject({pluginName: 'p'.repeat(1024), message: 'm'.repeat(16_384)})
})

test('what looks native but is not', () => {
  const pino5 = {level: 50, time: 1531171074631, msg: 'kaput', pid: 1, hostname: 'h', type: 'Error', stack: 'x', v: 1}
  expect(decodeOne(pino5)).toMatchObject({type: 'log', level: 'ERROR', message: 'kaput', origin: 'text'})
  const bunyan = {name: 'app', hostname: 'h', pid: 1, level: 30, msg: 'hi', time: TIME, v: 0, type: 'state'}
  expect(decodeOne(bunyan)).toMatchObject({type: 'log', level: 'INFO', message: 'hi', logger: 'app'})
  const kibana = {type: 'log', '@timestamp': TIME, tags: ['info'], pid: 7, message: 'Plugin disabled'}
  expect(decodeOne(kibana)).toMatchObject({type: 'log', origin: 'text', message: 'Plugin disabled'})
})

test('a native line needs no version', () => {
  expect(decodeOne({type: 'log', level: 'INFO', message: 'x', time: TIME})).toMatchObject({origin: 'native'})
})

test('line ends, byte order marks, blank lines, spaces before the brace', () => {
  const gap = '{"v":1,"type":"gap","lost":1}'
  const {events, lines, rejections} = decodeAll(`\ufeff${gap}\r\n\r\n   \n\t ${gap}\n\ufeff\n${gap}`)
  expect(events).toHaveLength(3)
  expect(lines).toEqual([1, 4, 6])
  expect(rejections).toEqual([])
})
