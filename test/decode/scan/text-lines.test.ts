import fc from 'fast-check'
import {describe, expect, test} from 'vitest'
import {createDecoder} from '../../../src/decode/create-decoder.ts'
import {builtinPresets} from '../../../src/decode/preset/builtin.ts'
import {createRuleTable} from '../../../src/decode/preset/rule-table.ts'
import {createScanner} from '../../../src/decode/scan/create-scanner.ts'
import {KIND, MAY_TELL, RECORD_WORDS} from '../../../src/decode/scan/record.ts'
import {createEventView} from '../../../src/decode/scan/scanned-event.ts'
import {LOG_OF_TEXT} from '../../../src/decode/scan/words.ts'
import type {LogEvent} from '../../../src/event.ts'
import {expectSame, FOREIGN} from './expect-same.ts'
import {blockOf, randomFrom} from './mutants.ts'

/** More of them for a run by hand: PLUGMON_MUTANTS=500000. */
const MUTANTS = Number(process.env['PLUGMON_MUTANTS'] ?? 4_000)
const T = '2026-11-22 10:47:49,159'

/** Lines that the scanner reads, and the logger in each. */
const QUICK: readonly {readonly line: string; readonly logger: string | undefined}[] = [
  {line: `${T} - a.b - INFO - Scanning directory: /plugins`, logger: 'a.b'},
  {line: `${T} - a-b - WARNING  | quoted "x" \\ and | more - of it`, logger: 'a-b'},
  {line: `${T} - a.b - ERROR: Failed to load plugin 'x': timeout`, logger: 'a.b'},
  {line: `${T} - CRITICAL - Plugin system initialization failed`, logger: undefined},
  {line: `${T} INFO [MainThread] plugin_manager.loader: took 3 ms`, logger: 'plugin_manager.loader'},
  {line: '2026-11-22 10:47:49.008 INFO (MainThread) [homeassistant.setup] Setup of x took 0.02 seconds', logger: 'homeassistant.setup'},
  {line: '2026-11-22 10:47:49.438 | INFO     | __main__:drive:6 - request completed', logger: '__main__:drive:6'},
  {line: '2026-11-22T10:47:49Z [warning] plugins.loader: hook failed plugin=auth', logger: 'plugins.loader'},
  {line: `${T} INFO plugin_manager Scanning directory: /plugins`, logger: 'plugin_manager'},
  {line: `${T} INFO root up`, logger: 'root'},
  {line: `${T} INFO request completed — Ünïcode 漢字`, logger: undefined},
  {line: `${T} INFO error:: twice`, logger: 'error:'},
  {line: 'INFO:plugin_manager.loader:Server listening', logger: 'plugin_manager.loader'},
  {line: "ERROR:root:the plugin 'x' is gone", logger: 'root'},
] // prettier-ignore
/** Lines that look alike and are left to the patterns. */
const LEFT = [
  `${T} - a b - INFO - two words`,
  `${T} | CRITICAL | a:b:1 - disk: full`,
  `${T} | CRITICAL | a:b:1 - Error: full`,
  `${T} INFO in loader: Plugin 'x' loaded successfully`,
  `${T} INFO a[12]: a process`,
  `${T} INFO  a ; b`,
  `${T} INFO`,
  `${T} 12 INFO numbered`,
  `${T} INFO\u00a0- a: strange space`,
  `${T} - a - INFO\u00a0- strange space`,
  `${T} INFO a\u2003: strange space`,
  `${T} INFO a line\u2028separator`,
  `${T} INFO \u001b[1mbold`,
  '2026-11-22 10:47:49.438 | INFO     | a:b:\u0005 - a control character',
  'INFO:a:12:a line number',
  'NOTSET:a:no level',
  '2026-11-22 10:47:60 INFO leap second',
  '2026-02-30 10:47:00 INFO no such day',
]
/** Lines that go on with a record, or stand between two. */
const BETWEEN = [
  '  indented',
  'Traceback (most recent call last):',
  'KeyError: x',
  '',
  '{"level":30,"time":1,"msg":"json"}',
]
/** Lines of the form that the scanner reads, most of which name a plugin, if in another way than is read there. */
const NAMING = [
  `${T} - a.b - INFO - Plugin 'auth': request 5 of tenant 7`,
  `${T} - a.b - ERROR | my-plugin "a b" and plugin 'second'`,
  '2026-11-22T10:47:49Z | a.b - Warning : Xplugin \'no\', _plugin "no", éplugin "yes"',
  `${T} - a.b - DEBUG - the plugin \'${'x'.repeat(201)}\' and plugin 'auth' of plugin=other`,
  `${T} - a.b - INFO - plugin '' and plugin 'a"`,
  `${T} - a.b - INFO - plugin 'open`,
  `${T} - a.b - INFO - hook of plugin_id=auth`,
  `${T} - a.b - INFO - plugin_name='a b', pluginName="c" pluginId=@d/e.f+g-h, and plugin=last`,
  `${T} - a.b - INFO - myplugin=no plugin_ids=no plugin =no plugin="" plugin='`,
  `${T} - a.b - INFO - éplugin=yes`,
  `${T} - a.b - INFO - plugin=é plugin_=x plugin=${'y'.repeat(201)}`,
  `${T} - a.b - INFO - plugin=x before plugin 'quoted'`,
  `${T} - a.b - INFO - plugin 'é' and plugin=second`,
  `${T} - a.b - INFO - the plugin loads plugin=x`,
  `${T} - a.b - INFO - plugin=`,
  `${T} - a.b - INFO - plugin 'ü'`,
  `${T} - a.b - notice - no plugin at all`,
  'INFO:a:',
  'FINER:a:not one of them',
  `${T} - a - INFO - `,
  `${T}+02:00 INFO a.b a tab\there`,
  "2026-11-22 10:47:60.5 - a.b - INFO - plugin 'leap'",
  '{"time":"2026-11-22T10:47:49Z","level":"info","msg":"the plugin \'auth\' is here","logger":"a"}',
]
/** Lines of pairs, and some that only begin as such. */
const PAIRS = [
  'time=2026-11-22T10:47:49.159Z level=info logger=a.b plugin=auth msg="request done in 3 ms"',
  'ts=2026-11-22T10:47:49Z caller=a.go:7 level=warn msg="Plugin \'x\' loaded" plugin=x err="open x: bad"',
  'time="2026-11-22 10:47:49,159" level=Error msg=failing error_type=KeyError stack="E: x at y" msg=twice @level=x',
  'level=30 ts=1795344437.64 msg="hook plugin=auth" v= error="  at x" a="" -- and words = more',
  'ts=1795344437640 level=debug msg="say \\"hi\\"" name="two words"',
  'time=2026-11-22T10:47:49 level=info msg=a err="Traceback" plugin="a',
  'ts=2026-11-22T10:47:49Z level=info msg="in 290.796µs" err="failed to read \\"/sys\\": \\tno" took=3µs',
  'level=error msg="Failed to load plugin" err="dial \\"x\\"" plugin=a',
  'ts=2026-11-22T10:47:49Z caller=a.go:1 level=info collector=dmi',
  'level=warn x=a\u2003b y=漢 msg="c\u0085d" z=é\u00a0f',
  'a=b c=d',
  'lvl=c t=2026-11-22T10:47:49+02:00 message="mé" service=b plugin_id=p',
]
const LINES = [...PAIRS, ...NAMING, ...QUICK.map(({line}) => line), ...LEFT, ...BETWEEN]

describe('a header', () => {
  const scanner = createScanner(String)
  const {news} = createRuleTable(builtinPresets())
  scanner.readDialects(news)
  const {memory, labels, firstRecord} = scanner
  const read = (line: string): LogEvent | undefined => {
    scanner.scan(Buffer.from(`${line}\n`), 0)
    const isRead = (memory.words[firstRecord]! & 255) === LOG_OF_TEXT
    return isRead ? createEventView(memory, labels).copyLog(firstRecord) : undefined
  }

  test.each(QUICK)('$line', ({line, logger}) => {
    expect(read(line)).toMatchObject({logger, message: expect.stringMatching(/^\S/) as string})
  })

  test.each([
    {message: 'Plugin "auth" is slow', name: 'auth'},
    {message: 'hook of plugin_id=auth', name: 'auth'},
    {message: "hook failed: plugin='@a/b.c+d-e_f' twice", name: '@a/b.c+d-e_f'},
    {message: `hook of pluginName=${'y'.repeat(201)}`, name: 'y'.repeat(200)},
    {message: "plugin=second, but Plugin 'first'", name: 'first'},
    {message: 'myplugin=no plugin_ids=no plugin =no plugin=', name: undefined},
  ])('before $message', ({message, name}) => {
    expect(news.rules.mayMatch(message)).toBe(false)
    expect(read(`${T} - a - INFO - ${message}`)).toMatchObject({message, pluginName: name})
    expect(memory.words[firstRecord + KIND]! & MAY_TELL).toBe(0)
  })

  test('tells of a message the same, whatever the one before began with', () => {
    const known = [
      "Plugin 'auth'",
      "Plugin 'auth' loaded",
      ' in 3 ms',
      'Loaded plugin: ',
      'Scanning plugin directory: /a',
      'é',
    ]
    const message = fc.string({unit: fc.constantFrom(...known, 'request ', 'x', ' '), minLength: 1, maxLength: 6})
    const flagsOf = (messages: readonly string[]) => {
      scanner.scan(Buffer.from(messages.map((text) => `${T} - a - INFO - ${text}\n`).join('')), 0)
      return messages.map((_, index) => memory.words[firstRecord + index * RECORD_WORDS + KIND]! & MAY_TELL)
    }
    fc.assert(
      fc.property(fc.array(message, {minLength: 2}), (messages) => {
        const first = flagsOf(messages)
        const mayMatch = messages.map((text) => news.rules.mayMatch(text.trimStart()))
        expect(messages.filter((_, index) => mayMatch[index] && first[index] === 0)).toEqual([])
        // Now all is learned; a message that begins like no other stands before each of the others.
        const alone = messages.map((text, index) => flagsOf([`${String(index)}${'-'.repeat(20)}`, text])[1])
        expect(flagsOf(messages)).toEqual(alone)
      }),
    )
  })

  test.each(LEFT.map((line) => ({line})))('is not that of $line', ({line}) => {
    expect(read(line)).toBeUndefined()
  })
})

test('the scanner reads the usual ones', () => {
  const lines = [PAIRS[0]!, PAIRS[2]!, ...NAMING.slice(0, 2)].flatMap((line) => [line, line])
  const decoder = createDecoder({scanFromBytes: 0})
  decoder.decode(FOREIGN, 1, 0)
  // The first time it is learned that no rule knows their messages.
  decoder.decode(Buffer.from(`${lines.join('\n')}\n`), 2, 0)
  const batch = decoder.decode(Buffer.from(`${lines.join('\n')}\n${FOREIGN.toString()}`), 12, 0)
  const names = Array.from({length: batch.length}, (_, index) => (batch.at(index) as LogEvent).pluginName)
  // The last line of the block before has waited for the first of this one.
  const told = ['auth', undefined, 'auth', 'a b'].flatMap((name) => [name, name])
  expect(names).toEqual(['a b', ...told, undefined])
  expect(lines.filter((_, index) => batch.at(1 + index) !== batch.at(1))).toEqual([])
})

describe('it says what the patterns say', () => {
  test.each(LINES.map((line) => ({line})))('of $line', ({line}) => {
    expectSame([Buffer.from(`${line}\n`), Buffer.from(`${line}\r\n${line}\n  more\n${line}`)])
    const block = Buffer.from(`${line}\n${line}\n${line}\n  more\n${line}\n`)
    expectSame([FOREIGN, block, block, FOREIGN, block])
  })

  test('of blocks of mutated lines', () => {
    const random = randomFrom(4)
    for (let done = 0; done < MUTANTS;) {
      const count = 1 + Math.floor(random() * 60)
      expectSame([FOREIGN, blockOf(count, random, LINES), blockOf(2, random, LINES)])
      done += count
    }
  })
})
