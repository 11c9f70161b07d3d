import {describe, expect, test} from 'vitest'
import {builtinPresets} from '../../../src/decode/preset/builtin.ts'
import {createRuleTable} from '../../../src/decode/preset/rule-table.ts'
import {createScanner} from '../../../src/decode/scan/create-scanner.ts'
import {KIND, STREAM, STREAMS} from '../../../src/decode/scan/record.ts'
import {createEventView} from '../../../src/decode/scan/scanned-event.ts'
import {LOG_OF_DIALECT, LOG_OF_TEXT} from '../../../src/decode/scan/words.ts'
import {expectSame, FOREIGN} from './expect-same.ts'
import {blockOf, randomFrom} from './mutants.ts'

/** More of them for a run by hand: PLUGMON_MUTANTS=500000. */
const MUTANTS = Number(process.env['PLUGMON_MUTANTS'] ?? 4_000)
const T = '2026-11-22 10:47:49,159'
const AT = '2026-11-22T10:47:50.123456789Z'
const docker = (line: string, stream = 'stdout', end = '\n', time = AT): string =>
  JSON.stringify({log: line + end, stream, time})
const kubernetes = (line: string, stream = 'stdout', tag = 'F'): string => `${AT} ${stream} ${tag} ${line}`

/** A program's own lines that the scanner reads, and what it says of them. */
const PLAIN: readonly {readonly line: string; readonly says: object}[] = [
  {line: `${T} - a.b - INFO - request done`, says: {logger: 'a.b', message: 'request done'}},
  {line: 'WARNING:root:say "hi" \\ to C:\\x/y', says: {logger: 'root', message: 'say "hi" \\ to C:\\x/y'}},
  {line: '{"level":30,"time":1795344437640,"msg":"request done"}', says: {level: 'INFO', time: 1795344437640}},
  {line: '{"level":"error","msg":"say \\"hi\\" \\\\ 漢","plugin":"auth"}', says: {message: 'say "hi" \\ 漢', pluginName: 'auth'}},
  {line: 'ts=2026-11-22T10:47:49Z level=info msg="hi there" plugin=x', says: {message: 'hi there', pluginName: 'x'}},
] // prettier-ignore
/** Lines in which there is another kind of line, or none. */
const ODD: readonly string[] = [
  docker(`${T} INFO a: no end`, 'stdout', ''),
  docker('level=info ts=1 msg=a\ttab'),
  docker(`${T} INFO a: carriage return`, 'stdout', '\r\n'),
  docker(`${T} INFO a: two lines\n  more`),
  docker(`${T} INFO a: \\`, 'stdout', ''),
  docker(`${T} INFO a: \\n`, 'stdout', ''),
  docker(`${T} \u001b[1mINFO\u001b[0m a: bold`),
  docker(`${T} INFO a: other`, 'stdin'),
  docker(`${T} INFO a: other time`, 'stdout', '\n', '2026-11-22T10:47:50'),
  docker(`${T} INFO a: no time`, 'stdout', '\n', 'now'),
  docker(docker('INFO:a:twice')),
  docker(kubernetes('INFO:a:twice')),
  docker('{"v":1,"type":"log","time":"2026-11-22T10:47:49Z","level":"INFO","message":"native"}'),
  docker('{"time":"2026-11-22T10:47:49Z","message":"INFO:a:shipped"}'),
  docker('{"level":30,"time":1,"msg":"Plugin \'x\' loaded in 5ms"}'),
  docker('{"level":30,"time":1,"err":{"type":[1]},"msg":"fields only"}'),
  docker('{"level":30'),
  docker(''),
  docker('  indented'),
  docker('Traceback (most recent call last):'),
  kubernetes('a piece of ', 'stdout', 'P'),
  kubernetes('INFO:a:tagged', 'stderr', 'F:x'),
  kubernetes('', 'stderr'),
  kubernetes('  indented', 'stderr'),
  kubernetes(docker('INFO:a:twice')),
  `${AT} stdout F`,
  `${T} stdout F INFO:a:not Kubernetes`,
  'INFO:a:plain',
  '{"level":30,"time":1,"msg":"plain"}',
  '  more',
  '{"v":1,"type":"state","time":1,"plugin_name":"a","new_state":"loaded"}',
]
const WRAPS = [docker, kubernetes].flatMap((wrap) =>
  ['stdout', 'stderr'].map((stream) => (line: string) => wrap(line, stream)),
)
const LINES = [...PLAIN.flatMap(({line}) => WRAPS.map((wrap) => wrap(line))), ...ODD]

describe('the scanner reads what is within', () => {
  const scanner = createScanner(String)
  scanner.readDialects(createRuleTable(builtinPresets()).news)
  const {memory, labels, firstRecord} = scanner
  const {words} = memory

  test.each([
    {name: 'Docker, stdout', wrap: docker, stream: 'stdout'},
    {name: 'Docker, stderr', wrap: docker, stream: 'stderr'},
    {name: 'Kubernetes, stdout', wrap: kubernetes, stream: 'stdout'},
    {name: 'Kubernetes, stderr', wrap: kubernetes, stream: 'stderr'},
  ])('$name', ({wrap, stream}) => {
    for (const {line, says} of PLAIN) {
      expect(scanner.scan(Buffer.from(`${wrap(line, stream)}\n`), 0)).toBe(1)
      expect([LOG_OF_DIALECT, LOG_OF_TEXT]).toContain(words[firstRecord]! & 255)
      expect(STREAMS[words[firstRecord + KIND]! & STREAM]).toBe(stream)
      expect(createEventView(memory, labels).copyLog(firstRecord)).toMatchObject(says)
    }
  })
})

describe('it says what the general path says', () => {
  test.each(LINES.map((line) => ({line})))('of $line', ({line}) => {
    expectSame([FOREIGN, Buffer.from(`${line}\n`), Buffer.from(`${line}\r\n${line}\n  more\n${line}`)])
    const among = LINES.flatMap((other) => [line, other])
    expectSame([FOREIGN, Buffer.from(`${among.join('\n')}\n`)])
  })

  test('of blocks of mutated lines', () => {
    const random = randomFrom(17)
    for (let done = 0; done < MUTANTS;) {
      const count = 1 + Math.floor(random() * 60)
      expectSame([FOREIGN, blockOf(count, random, LINES), blockOf(2, random, LINES)])
      done += count
    }
  })
})
