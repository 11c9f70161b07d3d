import {expect, test} from 'vitest'
import {createDecoder} from '../../../src/decode/create-decoder.ts'
import type {Batch} from '../../../src/decode/decoder.ts'
import type {LogEvent} from '../../../src/event.ts'
import {decodeAll, decodeOne, RECEIVED_AT} from '../decode-all.ts'

const AT = Date.UTC(2026, 10, 22, 10, 47, 49, 159)
const ISO = '2026-11-22T10:47:49.159Z'
const TRACE =
  'Traceback (most recent call last):\n  File "x.py", line 1, in f\nplugin_host.errors.LoadError: bad\nsecond line'

test.each([
  {
    name: 'pino',
    line: {
      level: 50,
      time: AT,
      pid: 1,
      hostname: 'h',
      plugin_name: 'auth',
      err: {type: 'TypeError', message: 'no', stack: 'TypeError: no\n    at f'},
      msg: 'boom',
    },
    event: {
      level: 'ERROR',
      message: 'boom',
      pluginName: 'auth',
      errorType: 'TypeError',
      stack: 'TypeError: no\n    at f',
    },
  },
  {
    name: 'pino with another time and level',
    line: {level: 35, ts: String(AT), msg: 'x'},
    event: {level: 'INFO', message: 'x'},
  },
  {name: 'pino without a message', line: {level: 30, time: AT, pid: 1}, event: {level: 'INFO', message: ''}},
  {
    name: 'pino with only an error',
    line: {level: 50, time: AT, err: {type: 'E', message: 'no'}},
    event: {message: 'no', errorType: 'E'},
  },
  {
    name: 'bunyan',
    line: {name: 'app', hostname: 'h', pid: 1, level: 40, msg: 'hi', time: ISO, v: 0},
    event: {level: 'WARNING', message: 'hi', logger: 'app'},
  },
  {
    name: 'winston',
    line: {level: 'error', message: 'x', timestamp: ISO, stack: 'RangeError: y\n    at z'},
    event: {level: 'ERROR', errorType: 'RangeError'},
  },
  {
    name: 'python-json-logger',
    line: {asctime: '2026-11-22 10:47:49,159', levelname: 'ERROR', name: 'pj', message: 'm', exc_info: TRACE},
    event: {level: 'ERROR', logger: 'pj', errorType: 'plugin_host.errors.LoadError', stack: TRACE},
  },
  {
    name: 'structlog',
    line: {event: 'm', level: 'critical', timestamp: AT / 1000, plugin: 'auth', exception: TRACE},
    event: {level: 'CRITICAL', message: 'm', pluginName: 'auth', errorType: 'plugin_host.errors.LoadError'},
  },
  {
    name: 'structlog with a list of exceptions',
    line: {event: 'm', level: 'error', timestamp: ISO, exception: [{exc_type: 'KeyError', exc_value: "'x'"}]},
    event: {errorType: 'KeyError'},
  },
  {
    name: 'loguru',
    line: {
      text: 'all of it',
      record: {
        time: {repr: '…', timestamp: AT / 1000},
        level: {icon: 'i', name: 'SUCCESS', no: 25},
        message: 'm',
        name: 'app.loader',
        extra: {plugin: 'auth'},
        exception: null,
      },
    },
    event: {level: 'INFO', message: 'm', logger: 'app.loader', pluginName: 'auth'},
  },
  {
    name: 'hclog',
    line: {
      '@level': 'warn',
      '@message': 'm',
      '@module': 'host.client',
      '@timestamp': ISO,
      timestamp: '2020-01-01T00:00:00Z',
      plugin: 'bad',
      error: 'exit status 2',
    },
    event: {level: 'WARNING', message: 'm', logger: 'host.client', pluginName: 'bad'},
  },
  {
    name: 'logstash',
    line: {
      '@timestamp': ISO,
      '@version': '1',
      level: 'ERROR',
      level_value: 40000,
      logger_name: 'a.B',
      message: 'm',
      stack_trace: 'java.lang.IllegalStateException: x\n\tat a.B.c(B.java:1)',
    },
    event: {level: 'ERROR', logger: 'a.B', errorType: 'java.lang.IllegalStateException'},
  },
  {
    name: 'zerolog',
    line: {level: 'fatal', time: Math.floor(AT / 1000), message: 'm', error: 'no space'},
    event: {level: 'CRITICAL', message: 'm', time: Math.floor(AT / 1000) * 1000},
  },
  {
    name: 'zap',
    line: {level: 'dpanic', ts: AT / 1000, caller: 'a.go:1', msg: 'm', stacktrace: 's'},
    event: {level: 'CRITICAL', logger: 'a.go:1', stack: 's'},
  },
  {name: 'slog', line: {time: ISO, level: 'INFO', msg: 'm', source: {}}, event: {level: 'INFO', message: 'm'}},
  {
    name: 'ECS, flat',
    line: {
      '@timestamp': ISO,
      'log.level': 'warn',
      message: 'm',
      'log.logger': 'l',
      'error.type': 'E',
      'error.stack_trace': 's',
    },
    event: {level: 'WARNING', logger: 'l', errorType: 'E', stack: 's'},
  },
  {
    name: 'ECS, nested',
    line: {
      '@timestamp': ISO,
      log: {level: 'ERROR', logger: 'l'},
      message: 'm',
      error: {type: 'E', message: 'x', stack_trace: 's'},
      event: {dataset: 'd'},
    },
    event: {level: 'ERROR', logger: 'l', message: 'm', errorType: 'E', stack: 's'},
  },
  {
    name: 'tracing',
    line: {timestamp: ISO, level: 'INFO', fields: {message: 'm', plugin_name: 'auth'}, target: 'host::load'},
    event: {message: 'm', logger: 'host::load', pluginName: 'auth'},
  },
  {
    name: 'Google',
    line: {severity: 'EMERGENCY', message: 'm', timestamp: {seconds: Math.floor(AT / 1000), nanos: 159_000_000}},
    event: {level: 'CRITICAL'},
  },
  {
    name: 'GELF',
    line: {version: '1.1', host: 'h', short_message: 'm', level: 3, timestamp: AT / 1000},
    event: {level: 'ERROR', message: 'm'},
  },
  {
    name: 'log4j2',
    line: {
      instant: {epochSecond: Math.floor(AT / 1000), nanoOfSecond: 159_000_000},
      level: 'WARN',
      loggerName: 'l',
      message: 'm',
      thrown: {name: 'a.E', message: 'x'},
    },
    event: {level: 'WARNING', logger: 'l', errorType: 'a.E'},
  },
  {
    name: 'Serilog',
    line: {'@t': ISO, '@m': 'm', '@l': 'Fatal', SourceContext: 'A.B'},
    event: {level: 'CRITICAL', logger: 'A.B'},
  },
  {
    name: 'OpenTelemetry',
    line: {
      timeUnixNano: `${AT}000000`,
      severityNumber: 17,
      severityText: '',
      body: 'm',
      attributes: {'plugin.name': 'auth', 'exception.type': 'E'},
    },
    event: {level: 'ERROR', message: 'm', pluginName: 'auth', errorType: 'E'},
  },
  {
    name: 'journald',
    line: {
      __REALTIME_TIMESTAMP: `${AT}000`,
      PRIORITY: '2',
      MESSAGE: 'm',
      SYSLOG_IDENTIFIER: 'host',
      PLUGIN_NAME: 'auth',
    },
    event: {level: 'CRITICAL', logger: 'host', pluginName: 'auth'},
  },
  {
    name: 'journald with bytes',
    line: {__REALTIME_TIMESTAMP: `${AT}000`, PRIORITY: '6', MESSAGE: [99, 97, 102, 195, 169, 255]},
    event: {message: 'café\ufffd'},
  },
  {
    name: 'journald without a message',
    line: {__REALTIME_TIMESTAMP: `${AT}000`, PRIORITY: '6', MESSAGE: null},
    event: {message: ''},
  },
  {
    name: 'journald around JSON',
    line: {__REALTIME_TIMESTAMP: '1', PRIORITY: '6', MESSAGE: JSON.stringify({level: 'warn', time: ISO, msg: 'm'})},
    event: {level: 'WARNING', message: 'm'},
  },
  {
    name: 'Backstage in a terminal of its own time',
    line: {level: 'warn', message: 'm', service: 'catalog', plugin: {id: 'x'}, timestamp: ISO},
    event: {pluginName: 'x', logger: 'catalog'},
  },
  {name: 'a message that is an object', line: {level: 'info', message: {a: 1}, time: ISO}, event: {message: '{"a":1}'}},
])('$name', ({line, event}) => {
  expect(decodeOne(line)).toMatchObject({type: 'log', time: AT, origin: 'text', ...event})
})

test('without a time it is the time of receipt', () => {
  expect(decodeOne({level: 'info', message: 'm', service: 'backstage', type: 'initialization'})).toMatchObject({
    time: RECEIVED_AT,
    timeIsReceipt: true,
  })
})

test.each([
  {
    name: 'go-kit',
    line: 'ts=2026-11-22T10:47:49.159Z caller=a.go:1 level=warn msg="Node \\"x\\"\\nfails" n=1',
    event: {level: 'WARNING', message: 'Node "x"\nfails', logger: 'a.go:1'},
  },
  {
    name: 'Grafana',
    line: 'logger=plugins.registration t=2026-11-22T10:47:49.159045447Z level=info msg="Plugin registered" pluginId=lokiexplore-app version= x',
    event: {level: 'INFO', logger: 'plugins.registration', pluginName: 'lokiexplore-app', time: AT + 0.045447},
  },
  {
    name: 'older Grafana',
    line: 't=2026-11-22T10:47:49.159Z lvl=eror msg="x" pluginID=a',
    event: {level: 'ERROR', pluginName: 'a'},
  },
  {
    name: 'logrus',
    line: 'time="2026-11-22T10:47:49.159Z" level=error msg="Plugins are disabled" error="read-only file system"',
    event: {level: 'ERROR', message: 'Plugins are disabled'},
  },
])('logfmt: $name', ({line, event}) => {
  expect(decodeOne(line)).toMatchObject({type: 'log', time: AT, ...event})
})

test('docker: records and pieces of lines go on within their stream', () => {
  const docker = (log: string, stream: string) => JSON.stringify({log, stream, time: ISO})
  const {events, rejections, counts} = decodeAll(
    [
      docker('ERROR:host:Failed to load plugin: invalid format\n', 'stdout'),
      docker('WARNING:host:slow', 'stderr'),
      docker('Traceback (most recent call last):\n', 'stdout'),
      docker('\n', 'stdout'),
      docker('ValueError: invalid format\n', 'stdout'),
      docker(' disk\n', 'stderr'),
      docker('{"v":1,"type":"gap","lost":3}\n', 'stdout'),
      docker('INFO:host:never ends', 'stdout'),
    ].join('\n'),
  )
  expect(rejections).toEqual([])
  expect(events).toMatchObject([
    {type: 'log', level: 'ERROR', time: AT, errorType: 'ValueError', stack: expect.stringContaining('Traceback')},
    {type: 'state', newState: 'error', reason: 'invalid format'},
    {type: 'gap', lost: 3, time: AT, origin: 'native'},
    {type: 'log', message: 'slow disk', time: AT},
    {type: 'log', message: 'never ends'},
  ])
  expect(counts.continuations).toBe(4)
})

test('CRI: pieces of a line, two streams interleaved', () => {
  const {events, counts} = decodeAll(
    [
      `${ISO} stderr P ERROR:tr: `,
      `${ISO} stdout F INFO:host:up`,
      `${ISO} stderr P write `,
      `${ISO} stderr F error`,
      `${ISO} stdout F {"level":"info","msg":"json"}`,
    ].join('\n'),
  )
  expect(events).toMatchObject([
    {message: 'up', time: AT},
    {message: 'json', time: AT},
    {message: ' write error', level: 'ERROR'},
  ])
  expect(counts.continuations).toBe(2)
})

test('lines of text that a shipper put into JSON one by one: the journal and Filebeat', () => {
  const journal = (message: string) =>
    JSON.stringify({__REALTIME_TIMESTAMP: `${AT}000`, PRIORITY: '6', _TRANSPORT: 'stdout', MESSAGE: message})
  const beat = (message: string) => JSON.stringify({'@timestamp': ISO, message, host: {name: 'h'}})
  for (const wrap of [journal, beat]) {
    const {events, counts, rejections} = decodeAll(
      [
        wrap('nothing known'),
        wrap('ERROR:host:Failed to load plugin: invalid format'),
        wrap('Traceback (most recent call last):'),
        wrap('  File "x.py", line 1, in f'),
        wrap('ValueError: invalid format'),
        JSON.stringify({level: 'info', time: ISO, msg: 'between'}),
        wrap("Plugin 'x' loaded successfully"),
      ].join('\n'),
    )
    expect(rejections).toEqual([])
    expect(events).toMatchObject([
      {type: 'log', level: 'INFO', message: 'nothing known', time: AT},
      {type: 'log', level: 'ERROR', logger: 'host', time: AT, errorType: 'ValueError'},
      {type: 'state', newState: 'error', reason: 'invalid format'},
      {type: 'log', message: 'between'},
      {type: 'log', pluginName: 'x', time: AT},
      {type: 'state', pluginName: 'x', newState: 'loaded'},
    ])
    expect(counts.continuations).toBe(3)
  }
})

test('a record of several lines in one field', () => {
  const message = `2026-11-22 10:47:49,159 - host - ERROR - boom\n${TRACE}`
  expect(decodeOne({'@timestamp': '2020-01-01T00:00:00Z', message})).toMatchObject({
    time: AT,
    level: 'ERROR',
    message: 'boom',
    errorType: 'plugin_host.errors.LoadError',
    stack: TRACE,
  })
})

test('a silence ends a record but not a piece of a line', () => {
  const messages: unknown[] = []
  const decoder = createDecoder()
  const take = (batch: Batch) => {
    for (let index = 0; index < batch.length; index++) messages.push((batch.at(index) as LogEvent).message)
  }
  const send = (line: string) => take(decoder.decode(new TextEncoder().encode(line), 1, 0))
  send('INFO:a:one\n')
  expect(messages).toEqual([])
  take(decoder.flush(0, 'silence'))
  expect(messages).toEqual(['one'])
  send(`${ISO} stdout P INFO:a:tw\n`)
  take(decoder.flush(0, 'silence'))
  send(`${ISO} stdout F o\n`)
  take(decoder.flush(0))
  expect(messages).toEqual(['one', 'two'])
})
