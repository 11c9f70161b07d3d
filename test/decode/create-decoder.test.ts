import fc from 'fast-check'
import {expect, test} from 'vitest'
import {createDecoder} from '../../src/decode/create-decoder.ts'
import type {Batch} from '../../src/decode/decoder.ts'
import {decodeAll} from './decode-all.ts'

const ISO = '2026-11-22T10:47:49.159Z'

/** A line of every kind that there is, and of none. */
const LINES = [
  '{"v":1,"type":"gap","lost":1}',
  '{"v":1,"type":"gap","lost":-1}',
  '{"v":1,"type":"reload"}',
  '{"level":30,"time":1795344437640,"msg":"Plugin \'x\' loaded successfully"}',
  '{"level":30,"time":179534443',
  '{',
  '}',
  '{"log":"INFO:a:b\\n","stream":"stdout","time":"2026-11-22T10:47:49.159Z"}',
  '{"log":"part of ","stream":"stderr","time":"2026-11-22T10:47:49.159Z"}',
  '{"log":"a line\\n","stream":"stderr","time":"2026-11-22T10:47:49.159Z"}',
  '{"log":"\\n","stream":"stdout","time":"2026-11-22T10:47:49.159Z"}',
  '{"MESSAGE":"{\\"level\\":\\"info\\",\\"msg\\":\\"x\\"}","__REALTIME_TIMESTAMP":"1795344000250000"}',
  `{"message":"INFO:a:wrapped","@timestamp":"${ISO}"}`,
  `{"message":"not a start","@timestamp":"${ISO}"}`,
  `${ISO} stdout P INFO:a:`,
  `${ISO} stdout F rest`,
  `${ISO} stderr F Traceback (most recent call last):`,
  'INFO:host:Scanning directory: /plugins',
  "2026-11-22 10:47:49,159 - a - ERROR - Failed to load plugin 'x': y",
  'ts=2026-11-22T10:47:49.159Z level=warn msg="x"',
  'Traceback (most recent call last):',
  '  File "x.py", line 1, in f',
  'ValueError: x',
  'garbage \u0000\u001b[31m\u0007',
  '[1,2]',
  '42',
  '',
  '   ',
  '\t\r',
]

/** Lines, cut at random into blocks of whole lines, as sources give them. */
function decodeInBlocks(lines: readonly Buffer[], blockLines: number) {
  const outcome = {events: 0, rejections: 0}
  const decoder = createDecoder({onReject: () => void outcome.rejections++})
  const take = (batch: Batch) => {
    for (let index = 0; index < batch.length; index++) if (batch.at(index).derived === undefined) outcome.events++
  }
  for (let index = 0; index < lines.length; index += blockLines) {
    const block = lines.slice(index, index + blockLines).map((line) => Buffer.concat([line, Buffer.from('\n')]))
    take(decoder.decode(Buffer.concat(block), index + 1, 0))
  }
  take(decoder.flush(0))
  return outcome.events + outcome.rejections + decoder.counts().continuations
}

function isBlank(line: Buffer): boolean {
  return /^(?:\xef\xbb\xbf)?[ \t\r]*$/.test(line.toString('latin1'))
}

test('every line that is not blank is an event, a continuation or a rejection', () => {
  const line = fc.constantFrom(...LINES).map((text) => Buffer.from(text))
  fc.assert(
    fc.property(fc.array(line, {maxLength: 40}), fc.integer({min: 1, max: 40}), (lines, blockLines) => {
      expect(decodeInBlocks(lines, blockLines)).toBe(lines.filter((each) => !isBlank(each)).length)
    }),
    {numRuns: 1_000},
  )
})

test('no input makes it throw, and its lines are counted: mutations of every kind of line', () => {
  const mutated = fc
    .tuple(
      fc.constantFrom(...LINES),
      fc.array(fc.tuple(fc.nat(200), fc.integer({min: 0, max: 255})), {maxLength: 4}),
      fc.nat(220),
    )
    .map(([text, changes, length]) => {
      const bytes = Buffer.from(text)
      for (const [at, byte] of changes) if (at < bytes.length && byte !== 10) bytes[at] = byte
      return bytes.subarray(0, length)
    })
  fc.assert(
    fc.property(fc.array(mutated, {maxLength: 30}), (lines) => {
      expect(decodeInBlocks(lines, 7)).toBe(lines.filter((each) => !isBlank(each)).length)
    }),
    {numRuns: 2_000},
  )
})

test('no bytes make it throw', () => {
  fc.assert(
    fc.property(fc.uint8Array({maxLength: 2_000}), (bytes) => {
      decodeAll(bytes)
    }),
    {numRuns: 1_000},
  )
})

test('any JSON object is an event or a rejection', () => {
  const keys = fc.constantFrom(
    'type',
    'v',
    'time',
    'level',
    'message',
    'msg',
    'err',
    'record',
    'log',
    'stream',
    'fields',
    'tags',
    '__proto__',
    'plugins',
  )
  const values = fc.oneof(fc.jsonValue({maxDepth: 2}), fc.constantFrom('hello', 'span', 'log', 'state', ISO, 1, 30))
  fc.assert(
    fc.property(fc.dictionary(keys, values), (object) => {
      const {events, rejections, counts} = decodeAll(JSON.stringify(object))
      expect(events.filter(({derived}) => !derived).length + rejections.length + counts.continuations).toBe(1)
    }),
    {numRuns: 2_000},
  )
})

test('blocks do not matter: a record that spans two of them is one record', () => {
  const seen: [string, number][] = []
  const decoder = createDecoder()
  const take = (batch: Batch) => {
    for (let index = 0; index < batch.length; index++) {
      const event = batch.at(index)
      seen.push([`${event.type} ${'stack' in event ? event.stack : ''}`, batch.lineAt(index)])
    }
  }
  take(decoder.decode(Buffer.from('\nERROR:a:b\n'), 1, 0))
  take(decoder.decode(Buffer.from('  more\n'), 3, 0))
  take(decoder.decode(Buffer.from('INFO:a:next\n'), 4, 0))
  take(decoder.flush(0))
  expect(seen).toEqual([
    ['log   more', 2],
    ['log undefined', 4],
  ])
})

test('equal labels of a source are one string, however many different ones came between', () => {
  const {events} = decodeAll(
    Array.from(
      {length: 30_000},
      (_, index) => `{"v":1,"type":"state","plugin_name":"p${index % 25_000}","new_state":"loaded"}`,
    ).join('\n'),
  )
  expect(events).toHaveLength(30_000)
  expect(events[29_999]).toMatchObject({pluginName: 'p4999', newState: 'loaded'})
})

test('an envelope that is cut off within an envelope that is cut off is one event', () => {
  const inner = JSON.stringify({log: 'INFO:a:b', stream: 'stdout', time: ISO})
  const outer = JSON.stringify({log: inner, stream: 'stdout', time: ISO})
  expect(decodeAll(outer)).toMatchObject({events: [{message: 'b'}], rejections: [], counts: {continuations: 0}})
})

test('what is kept of a refused line is short', () => {
  const {rejections} = decodeAll(JSON.stringify({v: 1, type: 'x'.repeat(100_000)}))
  expect(rejections[0]!.detail).toHaveLength(300)
  expect(rejections[0]!.text).toHaveLength(300)
})

test('a line of 1 MiB is read within a moment, whatever it holds', () => {
  for (const line of [
    '{'.repeat(1 << 20),
    '['.repeat(1 << 20),
    'a='.repeat(1 << 19),
    ' '.repeat(1 << 20) + 'x',
    "Plugin '".repeat(1 << 17),
  ]) {
    const began = performance.now()
    decodeAll(line)
    expect(performance.now() - began).toBeLessThan(5_000)
  }
})
