import {describe, expect, test} from 'vitest'
import {headerLinesOf, parseStreamAddress} from '../../../src/source/sse/address.ts'
import {backoffMs} from '../../../src/source/sse/backoff.ts'
import {createLineQueue} from '../../../src/source/sse/line-queue.ts'
import {createSequence} from '../../../src/source/sse/sequence.ts'
import {createStreamGuard, CUT_EVENT} from '../../../src/source/sse/stream-guard.ts'

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

describe('the guard', () => {
  test('hears retry only as a field', () => {
    const heard: number[] = []
    const guard = createStreamGuard((retryMs) => heard.push(retryMs))
    const text = 'retry: 50\n\ndata: "retry: 60"\ndata: xretry: 70\n\nid: 1\r\nretry:80\r\nretry: x\nretry: 90\n\n'
    for (const byte of Buffer.from(text)) guard(Buffer.from([byte]))
    guard(Buffer.from(text))
    expect([...new Set(heard.slice(0, -3))]).toEqual([50, 80, 90])
    expect(heard.slice(-3)).toEqual([50, 80, 90])
  })

  test.each([
    {name: 'LF', end: '\n\n'},
    {name: 'CRLF', end: '\r\n\r\n'},
    {name: 'CR', end: '\r\r'},
  ])('cuts an event over the cap up to its end, wherever the chunks split it: $name', ({end}) => {
    for (let split = 0; split <= end.length; split++) {
      const guard = createStreamGuard(() => undefined)
      const text = (bytes: Buffer): string => bytes.toString('latin1')
      expect(text(guard(Buffer.from(`data: 1${end}data: `)))).toBe(`data: 1${end}data: `)
      expect(guard(Buffer.alloc(2 << 20, 'x'))).toHaveLength(2 << 20)
      const out =
        guard(Buffer.from('xxx' + end.slice(0, split))).toString() +
        text(guard(Buffer.from(`${end.slice(split)}data: 2${end}`)))
      expect(out).toBe(`\nevent: ${CUT_EVENT}\n\ndata: 2${end}`)
    }
  })

  test('leaves events alone that are below the cap together with others', () => {
    const guard = createStreamGuard(() => undefined)
    for (let count = 0; count < 100; count++) {
      for (const chunk of ['data: ' + 'x'.repeat(100_000) + '\n', '\n']) {
        expect(guard(Buffer.from(chunk)).toString()).toBe(chunk)
      }
    }
  })
})

describe('the queue', () => {
  const line = (level: string): string => JSON.stringify({v: 1, type: 'log', level, message: 'x'.repeat(1000)})

  test('sheds DEBUG first, then INFO, and nothing else', () => {
    const queue = createLineQueue('here')
    const fill = (level: string, type: string): number => {
      for (let count = 0; count < 9000; count++) queue.push(line(level), type)
      return queue.takeShed()
    }
    const debug = fill('DEBUG', 'log')
    const info = fill('INFO', 'log')
    expect(debug).toBeGreaterThan(4000)
    expect(info).toBeGreaterThan(6000)
    expect(fill('DEBUG', 'message')).toBe(9000)
    expect(queue.isFull()).toBe(false)
    expect(fill('ERROR', 'log')).toBe(0)
    expect(queue.isFull()).toBe(true)
    const block = queue.take()
    expect(block?.lines).toBe(27_000 - debug - info)
    expect(queue.isFull()).toBe(false)
    expect(queue.take()).toBeUndefined()
  })

  test('keeps text as it is, numbered', () => {
    const queue = createLineQueue('here')
    queue.push('größer 😀', 'log')
    expect(Buffer.from(queue.take()!.bytes).toString()).toBe('größer 😀\n')
    queue.push('b', 'log')
    queue.push('c', 'log')
    expect(queue.take()).toMatchObject({line: 2, lines: 2, place: 'here'})
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
