import {expect, test} from 'vitest'
import {decodeAll, decodeOne, RECEIVED_AT} from '../decode-all.ts'

const AT = Date.UTC(2026, 10, 22, 10, 47, 49, 159)
const EXPECTED = {level: 'ERROR', message: 'Failed to load plugin: invalid format'}

test.each([
  {line: '2026-11-22 10:47:49,159 - plugin_manager.loader - ERROR - MESSAGE', logger: 'plugin_manager.loader'},
  {line: '2026-11-22 10:47:49,159 - ERROR - MESSAGE'},
  {line: '2026-11-22 10:47:49,159 - ERROR - plugin_manager.loader - MESSAGE', logger: 'plugin_manager.loader'},
  {line: '2026-11-22 10:47:49,159 ERROR plugin_manager.loader: MESSAGE', logger: 'plugin_manager.loader'},
  {line: '2026-11-22 10:47:49,159 ERROR    plugin_manager.loader: MESSAGE', logger: 'plugin_manager.loader'},
  {line: '2026-11-22 10:47:49,159 ERROR plugin_manager.loader - MESSAGE', logger: 'plugin_manager.loader'},
  {line: '2026-11-22 10:47:49,159 ERROR MESSAGE'},
  {line: '2026-11-22 10:47:49,159 ERROR: MESSAGE'},
  {line: '2026-11-22 10:47:49,159:ERROR:plugin_manager.loader:MESSAGE', logger: 'plugin_manager.loader'},
  {line: '2026-11-22 10:47:49,159 plugin_manager.loader ERROR MESSAGE', logger: 'plugin_manager.loader'},
  {line: '2026-11-22 10:47:49,159 [ERROR] plugin_manager.loader: MESSAGE', logger: 'plugin_manager.loader'},
  {line: '2026-11-22 10:47:49,159 [ERROR] MESSAGE'},
  {line: '2026-11-22T10:47:49.159Z [error    ] MESSAGE'},
  {line: '[2026-11-22 10:47:49,159] ERROR in loader: MESSAGE', logger: 'loader'},
  {line: '[2026-11-22 10:47:49,159] [ERROR] MESSAGE'},
  {line: '[2026-11-22 10:47:49,159] [ERROR] [loader] MESSAGE', logger: 'loader'},
  {line: '[2026-11-22 10:47:49,159: ERROR/MainProcess] MESSAGE'},
  {line: '2026-11-22 10:47:49.159 | ERROR    | __main__:drive:6 - MESSAGE', logger: '__main__:drive:6'},
  {line: '2026-11-22 10:47:49.159 ERROR (MainThread) [plugin_manager.loader] MESSAGE', logger: 'plugin_manager.loader'},
  {line: '[E 2026-11-22 10:47:49.159 ServerApp] MESSAGE', logger: 'ServerApp'},
  {line: '\u001b[31m[E 2026-11-22 10:47:49.159 ServerApp]\u001b(B\u001b[m MESSAGE', logger: 'ServerApp'},
  {line: '\u001b[31mERROR\u001b[0m:plugin_manager.loader:MESSAGE', logger: 'plugin_manager.loader', receipt: true},
  {line: 'ERROR:plugin_manager.loader:MESSAGE', logger: 'plugin_manager.loader', receipt: true},
  {line: '2026-11-22 10:47:49,159 | ERROR | loader | MESSAGE', logger: 'loader'},
  {line: '2026-11-22 10:47:49,159 | loader | ERROR | MESSAGE', logger: 'loader'},
  {line: '2026-11-22 10:47:49,159 [MainThread] ERROR loader - MESSAGE', logger: 'loader'},
  {line: '2026-11-22T10:47:49.159+00:00 ERROR loader: MESSAGE', logger: 'loader'},
  {line: 'ERROR 2026-11-22 10:47:49,159 loader 4242 139 MESSAGE', logger: 'loader'},
  {line: '[ERROR] 2026-11-22 10:47:49,159 - MESSAGE'},
  {line: '2026-11-22 10:47:49,159 ERROR [MainThread] loader: MESSAGE', logger: 'loader'},
  {line: '2026-11-22 10:47:49,159 ERROR    [loader:52] MESSAGE', logger: 'loader:52'},
  {line: '2026-11-22 10:47:49,159 ERROR plugin_manager.loader MESSAGE', logger: 'plugin_manager.loader'},
  {line: '2026-11-22 10:47:49,159 ERROR root MESSAGE', logger: 'root'},
  {line: '2026-11-22 10:47:49,159.159 ERROR MESSAGE'},
  {line: '[2026-11-22 10:47:49,159] {loader.py:52} ERROR - MESSAGE', logger: '{loader.py:52}'},
  {line: '4242 2026-11-22 10:47:49,159 ERROR plugin_manager.loader MESSAGE', logger: 'plugin_manager.loader'},
  {line: 'plugin_manager.loader 2026-11-22 10:47:49,159 ERROR MESSAGE', logger: 'plugin_manager.loader'},
  {line: 'ERROR plugin_manager.loader MESSAGE', logger: 'plugin_manager.loader', receipt: true},
  {line: '2026-11-22 10:47:49,159|ERROR|loader|MESSAGE', logger: 'loader'},
  {line: '2026-11-22 10:47:49,159\tERROR\tloader\tMESSAGE', logger: 'loader'},
  {line: '2026-11-22 10:47:49,159;ERROR;loader;MESSAGE', logger: 'loader'},
  {line: '2026-11-22 10:47:49,159, ERROR, MESSAGE'},
  {line: '2026-11-22 10:47:49,159 --- ERROR --- MESSAGE'},
  {line: '2026-11-22 10:47:49,159 ERROR --> MESSAGE'},
  {line: '(2026-11-22 10:47:49,159) ERROR: MESSAGE'},
  {line: 'ERROR|2026-11-22 10:47:49,159|loader|MESSAGE', logger: 'loader'},
  {line: '1795344469.159000 ERROR MESSAGE'},
  {line: '10:47:49 MESSAGE', receipt: true},
  {line: '[10:47:49.159] MESSAGE', receipt: true},
  {line: '2026-13-45 10:47:49 MESSAGE', receipt: true},
  {line: '10:47:49 ERROR loader: MESSAGE', logger: 'loader', receipt: true},
  {line: '10:47:49,159 - loader - ERROR - MESSAGE', logger: 'loader', receipt: true},
  {line: 'loader - ERROR - MESSAGE', logger: 'loader', receipt: true},
  {line: 'loader: ERROR: MESSAGE', logger: 'loader', receipt: true},
  {line: 'ERROR - loader - MESSAGE', logger: 'loader', receipt: true},
  {line: 'ERROR loader.core: MESSAGE', logger: 'loader.core', receipt: true},
  {line: 'ERROR:loader:52:MESSAGE', logger: 'loader', receipt: true},
  {line: 'ERROR     MESSAGE', receipt: true},
  {line: 'ERROR:MESSAGE', receipt: true},
  {line: 'ERROR: MESSAGE', receipt: true},
  {line: '[ERROR] MESSAGE', receipt: true},
  {line: 'ERROR - MESSAGE', receipt: true},
  {line: 'MESSAGE', receipt: true},
])('$line', ({line, logger, receipt}) => {
  const {events, rejections} = decodeAll(line.replace('MESSAGE', EXPECTED.message))
  const time = receipt === true ? {time: RECEIVED_AT, timeIsReceipt: true} : {time: AT, timeIsReceipt: undefined}
  expect(rejections).toEqual([])
  expect(events).toEqual([
    expect.objectContaining({type: 'log', origin: 'text', ...EXPECTED, logger, ...time}),
    expect.objectContaining({
      type: 'state',
      derived: true,
      oldState: 'loading',
      newState: 'error',
      reason: 'invalid format',
      ...time,
    }),
  ])
})

test('the five lines of the specification', () => {
  const {events} = decodeAll(
    [
      'INFO:host:Scanning directory: /plugins',
      "INFO:host:Plugin 'my_plugin' loaded successfully",
      'WARNING:host:Plugin config missing, using defaults',
      'ERROR:host:Failed to load plugin: invalid format',
      'CRITICAL:host:Plugin system initialization failed',
    ].join('\n'),
  )
  expect(events).toMatchObject([
    {type: 'log', level: 'INFO', tags: {directory: '/plugins'}},
    {type: 'log', level: 'INFO', pluginName: 'my_plugin'},
    {type: 'state', derived: true, pluginName: 'my_plugin', newState: 'loaded'},
    {type: 'log', level: 'WARNING'},
    {type: 'log', level: 'ERROR'},
    {
      type: 'state',
      derived: true,
      pluginName: 'unknown',
      oldState: 'loading',
      newState: 'error',
      reason: 'invalid format',
    },
    {type: 'log', level: 'CRITICAL', message: 'Plugin system initialization failed'},
  ])
})

test.each([
  {message: "Plugin 'x' loaded successfully", states: ['x loaded']},
  {message: 'Plugin "x" v1.2.3 loaded in 48ms', states: ['x loaded'], spans: ['plugin.load x 1.2.3 48']},
  {message: 'Loaded plugin x in 0.02 seconds', states: ['x loaded'], spans: ['plugin.load x - 20']},
  {message: "Plugin 'x' initialized in 1.5s", states: ['x initialized'], spans: ['plugin.initialize x - 1500']},
  {message: "Plugin 'x' unloaded", states: ['x unloaded']},
  {message: 'Unloaded plugin x', states: ['x unloaded']},
  {message: "Failed to load plugin 'x': no module", states: ['x error: no module']},
  {message: 'Failed to load plugin x: no module', states: ['x error: no module']},
  {message: "Plugin 'x' failed to load: no module", states: ['x error: no module']},
  {message: "Plugin 'x' failed to load", states: ['x error: unknown']},
  {message: "Could not load 'x': no module", states: ['x error: no module']},
  {message: 'Discovered 12 plugins in /plugins in 290.796µs', states: [], spans: ['plugin.discover - - 0.290796']},
  {message: 'Plugin x loaded successfully', states: ['x loaded']},
  {message: 'Error loading plugin x', states: ['x error: unknown']},
  {message: 'Failed to load plugin', states: ['unknown error: unknown']},
  {message: 'Plugin system loaded successfully', states: []},
  {message: 'Plugin manager initialized', states: []},
  {message: "Plugin 'x' is slow", states: []},
  {message: 'loaded plugin configuration', states: []},
])('$message', ({message, states, spans = []}) => {
  const {events} = decodeAll(`2026-11-22 10:47:49,159 - host - INFO - ${message}`)
  const told = events.slice(1)
  expect(told.every(({derived, origin, time}) => derived === true && origin === 'text' && time === AT)).toBe(true)
  expect(
    told.flatMap((event) =>
      event.type === 'state' ? [`${event.pluginName} ${event.newState}${event.reason ? `: ${event.reason}` : ''}`] : [],
    ),
  ).toEqual(states)
  expect(
    told.flatMap((event) =>
      event.type === 'span'
        ? [`${event.name} ${event.tags?.['plugin_name'] ?? '-'} ${event.tags?.['version'] ?? '-'} ${event.durationMs}`]
        : [],
    ),
  ).toEqual(spans)
})

test.each([
  {message: "Plugin 'cache' uses deprecated API v1", pluginName: 'cache'},
  {message: 'hook failed plugin=auth', pluginName: 'auth'},
  {message: 'all plugins are fine', pluginName: undefined},
])('names $pluginName: $message', ({message, pluginName}) => {
  expect(decodeOne(`ERROR:host:${message}`)).toMatchObject({pluginName})
})

const CHAINED = `Traceback (most recent call last):
  File "/srv/gen.py", line 13, in drive
    try: {}['config']
         ~~^^^^^^^^^^
KeyError: 'config'

The above exception was the direct cause of the following exception:

Traceback (most recent call last):
  File "/srv/gen.py", line 14, in drive
    raise ValueError("invalid format\\nsecond line of the message") from e
ValueError: invalid format
second line of the message`

test.each([
  {name: 'at column 0', indent: ''},
  {name: 'indented', indent: '    '},
])('a chained traceback belongs to its record, $name', ({indent}) => {
  const stack = CHAINED.replace(/^(?=.)/gm, indent)
  const {events, lines, counts, rejections} = decodeAll(
    `INFO:host:before\nERROR:host:Failed to load plugin: invalid format\n${stack}\nINFO:host:after\n`,
  )
  expect(rejections).toEqual([])
  expect(lines).toEqual([1, 2, 2, 16])
  expect(events[1]).toMatchObject({errorType: 'ValueError', message: 'Failed to load plugin: invalid format'})
  expect((events[1] as {stack: string}).stack.split('\n')).toHaveLength(11)
  expect(counts.continuations).toBe(11)
})

test('an exception that nobody caught is an error of its own', () => {
  const {events, counts} = decodeAll(`{"level":30,"time":1,"msg":"before"}\n${CHAINED}\nINFO:host:after`)
  expect(events).toMatchObject([
    {message: 'before'},
    {
      level: 'ERROR',
      message: 'ValueError: invalid format',
      errorType: 'ValueError',
      stack: expect.stringContaining('KeyError'),
    },
    {message: 'after'},
  ])
  expect(counts.continuations).toBe(10)
})

test.each([
  {line: 'INFO:host:one', events: ['INFO one undefined', 'ERROR E: late E']},
  {line: 'DEBUG:host:one', events: ['DEBUG one E']},
  {line: 'WARNING:host:one', events: ['WARNING one E']},
  {line: 'Failed to load plugin: x', events: ['ERROR Failed to load plugin: x E', 'state']},
  {line: 'Scanning directory: /a', events: ['INFO Scanning directory: /a undefined', 'ERROR E: late E']},
])('a traceback behind $line', ({line, events}) => {
  const decoded = decodeAll(`${line}\nTraceback (most recent call last):\n  File "x.py", line 1, in f\nE: late`)
  expect(
    decoded.events.map((event) =>
      event.type === 'log' ? `${event.level} ${event.message} ${event.errorType}` : event.type,
    ),
  ).toEqual(events)
})

test('a group of exceptions is of the type of the group', () => {
  const stack = `  + Exception Group Traceback (most recent call last):
  |   File "h.py", line 8, in <module>
  |     raise ExceptionGroup('many',[ValueError('a'),KeyError('b')])
  | ExceptionGroup: many (2 sub-exceptions)
  +-+---------------- 1 ----------------
    | ValueError: a
    +---------------- 2 ----------------
    | KeyError: 'b'
    +------------------------------------`
  expect(decodeAll(`ERROR:host:x\n${stack}`).events).toMatchObject([{errorType: 'ExceptionGroup'}])
})

test('a traceback that is too long to keep still names its exception', () => {
  const frames = '  File "x.py", line 1, in f\n    f()\n'.repeat(2_000)
  const {events} = decodeAll(`ERROR:host:x\nTraceback (most recent call last):\n${frames}RecursionError: too deep\n`)
  expect(events).toMatchObject([{errorType: 'RecursionError', stack: expect.stringMatching(/too deep$/)}])
})

test('a record is bounded, its lines are counted', () => {
  const {events, counts} = decodeAll(`ERROR:host:x\n${'  frame\n'.repeat(50_000)}`)
  expect(counts.continuations).toBe(50_000)
  expect((events[0] as {stack: string}).stack).toHaveLength(16_384)
})

test('lines that begin with a brace go on with a record of text, a broken JSON line does not', () => {
  const {events, rejections} = decodeAll('ERROR:host:bad config\n{\n  \'a\': 1\n}\n{"level":\n')
  expect(events).toMatchObject([{message: 'bad config', stack: "{\n  'a': 1\n}"}])
  expect(rejections).toMatchObject([{reason: 'bad-json', line: 5}])
})

test('a line is read alike whatever lines came before it', () => {
  const line = '2026-11-22 10:47:49,159 - host - ERROR - boom'
  const before = [
    '2026-11-22 10:47:49,159 a line without a level',
    'INFO: x',
    '[INFO] [a] y',
    '10:47:49 z',
    'INFO:a:b',
    line,
  ]
  for (const other of before) {
    expect(decodeAll(`${other}\n${line}`).events.at(-1)).toEqual(decodeOne(line))
  }
})

test('a wall clock without a zone is in the zone of the options', () => {
  const zone = () => 120
  expect(decodeOne('2026-11-22 12:47:49,159 - a - INFO - m', {zone})).toMatchObject({time: AT})
  expect(decodeOne({asctime: '2026-11-22 12:47:49,159', levelname: 'INFO', message: 'm'}, {zone})).toMatchObject({
    time: AT,
  })
})

test('broken UTF-8 in text is read as well as it goes', () => {
  const {events} = decodeAll(Buffer.from('INFO:host:caf\xe9\n', 'latin1'))
  expect(events).toMatchObject([{message: 'caf\ufffd'}])
})

test('what a progress bar leaves is what counts', () => {
  expect(decodeOne('10%\r50%\rINFO:host:done\r\n')).toMatchObject({message: 'done'})
})
