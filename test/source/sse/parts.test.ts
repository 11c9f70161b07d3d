import {createParser} from 'eventsource-parser'
import fc from 'fast-check'
import {describe, expect, test} from 'vitest'
import {headerLinesOf, parseStreamAddress} from '../../../src/source/sse/address.ts'
import {backoffMs} from '../../../src/source/sse/backoff.ts'
import {createEventReader} from '../../../src/source/sse/event-reader.ts'
import {createLineQueue, type LineQueue} from '../../../src/source/sse/line-queue.ts'
import {createSequence} from '../../../src/source/sse/sequence.ts'

test.each([
  {attempt: 0, retryMs: undefined, least: 500, most: 1000},
  {attempt: 3, retryMs: undefined, least: 4000, most: 8000},
  {attempt: 40, retryMs: undefined, least: 15_000, most: 30_000},
  {attempt: 0, retryMs: 2500, least: 2500, most: 2500},
  {attempt: 1, retryMs: 2500, least: 2500, most: 5000},
  {attempt: 9, retryMs: 60_000, least: 60_000, most: 60_000},
  {attempt: 0, retryMs: 1e9, least: 300_000, most: 300_000},
])('attempt $attempt with retry $retryMs waits $least to $most ms', ({attempt, retryMs, least, most}) => {
  expect(backoffMs(attempt, retryMs, 0)).toBe(least)
  expect(backoffMs(attempt, retryMs, 1)).toBe(most)
})

describe('a sequence', () => {
  test.each([
    {name: 'in order', ids: ['s:1', 's:2'], expected: [0, 0]},
    {name: 'missing', ids: ['s:1', 's:5'], expected: [0, 3]},
    {name: 'out of order within a connection', ids: ['s:5', 's:3', 's:6'], expected: [0, 0, 0]},
    {name: 'another stream', ids: ['s:5', 't:1', 't:2'], expected: [0, 0, 0]},
    {name: 'ids of another shape', ids: ['17', 'x', 's:1', 's:x'], expected: [0, 0, 0, 0]},
    {name: 'a stream with a colon', ids: ['a:b:1', 'a:b:3'], expected: [0, 1]},
  ])('$name', ({ids, expected}) => {
    const sequence = createSequence()
    sequence.connect()
    sequence.settle()
    expect(ids.map((id) => sequence.take(id))).toEqual(expected)
  })

  test('knows repeats of an earlier connection only', () => {
    const sequence = createSequence()
    sequence.settle()
    sequence.take('s:4')
    sequence.connect()
    expect(['s:3', 's:4', 's:5', 's:5'].map((id) => sequence.take(id))).toEqual(['repeat', 'repeat', 0, 0])
  })

  test('does not count what was gone before the first connection', () => {
    const sequence = createSequence()
    sequence.connect()
    expect(['s:3', 's:400'].map((id) => sequence.take(id))).toEqual([0, 0])
  })
})

describe('gaps', () => {
  test.each([
    {
      name: 'told again after a cut right behind it',
      steps: ['take s:5', 'explain 4 s:5', 'connect', 'explain 4 s:5', 'take s:10'],
      news: [4, 0],
      missing: [0, 0],
    },
    {
      name: 'told again with what was lost since',
      steps: ['take s:5', 'explain 4 s:5', 'take s:8', 'connect', 'explain 7 s:8', 'take s:20'],
      news: [4, 5],
      missing: [0, 0, 4],
    },
    {
      name: 'not told again',
      steps: ['take s:5', 'explain 4 s:5', 'connect', 'take s:10', 'connect', 'explain 4 s:10'],
      news: [4, 4],
      missing: [0, 0],
    },
    {
      name: 'two in one connection',
      steps: ['take s:5', 'explain 4 s:5', 'explain 3 s:5', 'take s:13'],
      news: [4, 3],
      missing: [0, 0],
    },
    {
      name: 'with a number of its own',
      steps: ['take s:5', 'explain 4 s:9', 'connect', 'explain 2 s:11', 'take s:12'],
      news: [4, 2],
      missing: [0, 0],
    },
    {
      name: 'of a host that has restarted',
      steps: ['take s:5', 'explain 4 s:5', 'connect', 'explain 4 t:0', 'take t:1', 'take t:6'],
      news: [4, 4],
      missing: [0, 0, 0],
    },
  ])('$name', ({steps, news, missing}) => {
    const sequence = createSequence()
    sequence.settle()
    const seen: {news: number[]; missing: ('repeat' | number)[]} = {news: [], missing: []}
    for (const step of steps) {
      const words = step.split(' ')
      if (words[0] === 'connect') sequence.connect()
      else if (words[0] === 'take') seen.missing.push(sequence.take(words[1]!))
      else seen.news.push(sequence.explain(Number(words[1]), words[2]!))
    }
    expect(seen).toEqual({news, missing})
  })
})

/** What a reader makes of chunks: `type id data` of each event, the retries and how many were too long. */
function readChunks(chunks: readonly Buffer[]): {events: string[]; retries: number[]; tooLong: number} {
  const seen = {events: [] as string[], retries: [] as number[], tooLong: 0}
  const read = createEventReader({
    onEvent({type, id, bytes, from, to}) {
      seen.events.push(`${type} ${id} ${bytes.toString('utf8', from, to)}`)
    },
    onRetry: (retryMs) => seen.retries.push(retryMs),
    onTooLong: () => seen.tooLong++,
  })
  for (const chunk of chunks) read(Buffer.from(chunk))
  return seen
}

function cut(bytes: Buffer, lengths: readonly number[]): Buffer[] {
  const chunks: Buffer[] = []
  let at = 0
  for (const length of lengths) chunks.push(bytes.subarray(at, (at += length)))
  return [...chunks, bytes.subarray(at)]
}

describe('the reader of events', () => {
  test('hears retry only as a field', () => {
    const text = 'retry: 50\n\ndata: "retry: 60"\ndata: xretry: 70\n\nid: 1\r\nretry:80\r\nretry: x\nretry: 90\n\n'
    const bytes = Buffer.from(text)
    expect(readChunks([bytes]).retries).toEqual([50, 80, 90])
    expect(readChunks(cut(bytes, Array<number>(bytes.length).fill(1))).retries).toEqual([50, 80, 90])
  })

  test.each([
    {name: 'LF', end: '\n\n'},
    {name: 'CRLF', end: '\r\n\r\n'},
    {name: 'CR', end: '\r\r'},
  ])('leaves out an event over the cap up to its end, wherever the chunks split it: $name', ({end}) => {
    for (let split = 0; split <= end.length; split++) {
      const seen = readChunks([
        Buffer.from(`data: 1${end}data: `),
        Buffer.alloc(2 << 20, 'x'),
        Buffer.from('xxx' + end.slice(0, split)),
        Buffer.from(`${end.slice(split)}data: 2${end}`),
      ])
      expect(seen).toEqual({events: ['message  1', 'message  2'], retries: [], tooLong: 1})
    }
  })

  test('leaves out an event of many lines that are too long together', () => {
    const line = Buffer.from(`data: ${'x'.repeat(100_000)}\n`)
    const seen = readChunks([...Array<Buffer>(30).fill(line), Buffer.from('\ndata: 2\n\n')])
    expect(seen).toEqual({events: ['message  2'], retries: [], tooLong: 1})
  })

  test('takes events below the cap, however long together', () => {
    const seen = readChunks(Array<Buffer>(100).fill(Buffer.from(`id: 7\ndata: ${'x'.repeat(100_000)}\n\n`)))
    expect(seen.events.map((event) => event.length)).toEqual(Array<number>(100).fill(100_010))
    expect(seen.tooLong).toBe(0)
  })

  const line = fc.oneof(
    fc.constantFrom('', '', 'data', 'data:', 'data: ', 'data:  x', 'data: {"größe": "😀"}', 'date: x', 'data x', 'dat'),
    fc.constantFrom(
      'id',
      'id: s:1',
      'id:s:2',
      'id: a\0b',
      'idx: 3',
      'event: log',
      'event:',
      'event: error',
      'events: x',
    ),
    fc.constantFrom(': comment', ':', 'retry: 5', 'retry: x', 'retry', 'unknown: x', ' data: x', 'data : x'),
  )
  const stream = fc.array(fc.tuple(line, fc.constantFrom('\n', '\n', '\r\n', '\r')), {maxLength: 40})

  test('reads what the reference reads, wherever the chunks are cut', () => {
    fc.assert(
      fc.property(stream, fc.boolean(), fc.array(fc.nat({max: 12})), (lines, hasMark, lengths) => {
        const text = lines.map((parts) => parts.join('')).join('') + ': the reference waits for what follows a CR\n'
        const expected: string[] = []
        const parser = createParser({
          onEvent({event = 'message', id = '', data}) {
            expected.push(`${event} ${id} ${data.replaceAll('\n', ' ')}`)
          },
        })
        parser.feed(text)
        expect(readChunks(cut(Buffer.from((hasMark ? '\ufeff' : '') + text), lengths)).events).toEqual(expected)
      }),
      {numRuns: 2000},
    )
  })
})

describe('the queue', () => {
  const line = (level: string): Buffer =>
    Buffer.from(JSON.stringify({v: 1, type: 'log', level, message: 'x'.repeat(1000)}))
  const pushTo = (queue: LineQueue, bytes: Buffer, type = 'log'): void => queue.push(bytes, 0, bytes.length, type)
  const takeAll = (queue: LineQueue): {lines: number; most: number} => {
    const all = {lines: 0, most: 0}
    for (let block = queue.take(); block !== undefined; block = queue.take()) {
      expect(block.line).toBe(1 + all.lines)
      all.lines += block.lines ?? NaN
      all.most = Math.max(all.most, block.bytes.length)
    }
    return all
  }

  test('a burst waits; sheds DEBUG first, then INFO, then WARNING, and nothing else, when it has long been behind', () => {
    let now = 0
    const queue = createLineQueue('here', () => now)
    const fill = (count: number, level: string, type: string): Record<string, number> => {
      for (let pushed = 0; pushed < count; pushed++) pushTo(queue, line(level), type)
      const told: Record<string, number> = {}
      for (let shed = queue.takeShed(); shed !== undefined; shed = queue.takeShed()) told[shed.level] = shed.count
      return told
    }
    expect(fill(4500, 'DEBUG', 'log')).toEqual({})
    now = 2999
    expect(fill(100, 'DEBUG', 'log')).toEqual({})
    now = 3000
    expect(fill(100, 'DEBUG', 'log')).toEqual({DEBUG: 100})
    expect(fill(100, 'trace', 'message')).toEqual({DEBUG: 100})
    const {INFO: info = 0, ...noInfo} = fill(3000, 'Notice', 'log')
    expect(noInfo).toEqual({})
    expect(info).toBeGreaterThan(1000)
    const {WARNING: warning = 0, ...noWarning} = fill(4000, 'WARNING', 'log')
    expect(noWarning).toEqual({})
    expect(warning).toBeGreaterThan(1000)
    expect(queue.isFull()).toBe(false)
    expect(fill(4000, 'ERROR', 'log')).toEqual({})
    expect(fill(10, 'DEBUG', 'state')).toEqual({})
    expect(queue.isFull()).toBe(true)
    const {lines, most} = takeAll(queue)
    expect(lines).toBe(4600 + 3000 - info + 4000 - warning + 4010)
    expect(most).toBeLessThanOrEqual(256 << 10)
    expect(queue.isFull()).toBe(false)
    expect(fill(4500, 'DEBUG', 'log')).toEqual({})
  })

  test('keeps bytes as they are, numbered', () => {
    const queue = createLineQueue('here')
    pushTo(queue, Buffer.from('größer 😀'))
    expect(Buffer.from(queue.take()!.bytes).toString()).toBe('größer 😀\n')
    pushTo(queue, Buffer.from('b'))
    pushTo(queue, Buffer.from('c'))
    expect(queue.take()).toMatchObject({line: 2, lines: 2, place: 'here'})
    expect(queue.take()).toBeUndefined()
  })

  test('takes a line that is longer than a block', () => {
    const queue = createLineQueue('here')
    for (const length of [10, 1 << 20, 20]) pushTo(queue, Buffer.alloc(length, 'x'), 'state')
    const lengths = [queue.take(), queue.take(), queue.take()].map((block) => block?.bytes.length)
    expect(lengths).toEqual([11, (1 << 20) + 1, 21])
  })
})

describe('an address', () => {
  test.each([
    {name: 'nothing', url: 'http://h:1/events', headers: [], token: undefined, expected: {}},
    {name: 'a token', url: 'http://h:1/events', headers: [], token: 't', expected: {authorization: 'Bearer t'}},
    {
      name: 'a user',
      url: 'http://a:b%20c@h:1/events',
      headers: [],
      token: undefined,
      expected: {authorization: 'Basic YTpiIGM='},
    },
    {
      name: 'a header before all',
      url: 'http://a:b@h:1/e',
      headers: ['AUTHORIZATION: x'],
      token: 't',
      expected: {authorization: 'x'},
    },
  ])('$name', ({url, headers, token, expected}) => {
    const address = parseStreamAddress(url, headers, token)
    expect(address.headers).toEqual(expected)
    expect(address.url.href).not.toContain('@')
  })

  test.each([
    {name: 'a broken header', url: 'http://h/', headers: ['s3cret']},
    {name: 'a header with a line end', url: 'http://h/', headers: ['a: s3cret\nb: c']},
    {name: 'another scheme', url: 'ftp://u:s3cret@h/', headers: []},
  ])('refuses $name without telling it', ({url, headers}) => {
    expect(() => parseStreamAddress(url, headers, undefined)).toThrow(expect.objectContaining({code: 'usage'}))
    expect(() => parseStreamAddress(url, headers, undefined)).not.toThrow(/s3cret/)
  })

  test('takes the headers of a file', () => {
    expect(headerLinesOf('# for the host\r\nA: 1\n\n  B: 2  \n')).toEqual(['A: 1', 'B: 2'])
  })
})
