import {createServer} from 'node:net'
import type {AddressInfo} from 'node:net'
import {describe, expect, onTestFinished, test} from 'vitest'
import {parseStreamAddress} from '../../../src/source/sse/address.ts'
import {createSseSource, type SseSourceOptions} from '../../../src/source/sse/sse-source.ts'
import {readAll, startReading, type Reading} from '../collect.ts'
import {beginStream, message, startServer} from './stream-server.ts'

function read(url: string, options: Partial<SseSourceOptions> = {}, headers: string[] = [], token?: string): Reading {
  return startReading(createSseSource({address: parseStreamAddress(url, headers, token), ...options}))
}

const sequenceOf = (lines: readonly string[]): string[] => lines.map((line) => (JSON.parse(line) as {id: string}).id)

describe('a stream', () => {
  test('gives every message as a line, whatever its name, and several data lines as one', async () => {
    const {url} = await startServer((_request, response) => {
      beginStream(
        response,
        'event: error\ndata: {"type":"error"}\n\ndata: {"a":\ndata: 1}\n\nevent: odd\r\ndata: x\r\n\r\n',
      )
    })
    const reading = read(url)
    await reading.until(() => reading.lines.length === 3 && reading.caughtUp === 1)
    await reading.stop()
    expect(reading.lines).toEqual(['{"type":"error"}', '{"a": 1}', 'x'])
    expect(reading.states).toEqual(['connecting', 'live'])
  })

  test('goes on after its server was killed, from the last id, without a repeat', async () => {
    const first = await startServer((_request, response) => {
      beginStream(response, message('s', 1) + message('s', 2) + message('s', 3))
    })
    const reading = read(first.url)
    await reading.until(() => reading.lines.length === 3)
    await first.kill()
    await reading.until(() => reading.states.includes('retrying'))
    const second = await startServer(
      (_request, response) => {
        beginStream(response, message('s', 2) + message('s', 3) + message('s', 4) + message('s', 5))
      },
      {port: first.port},
    )
    await reading.until(() => reading.lines.length === 5)
    await reading.stop()
    expect(sequenceOf(reading.lines)).toEqual(['s:1', 's:2', 's:3', 's:4', 's:5'])
    expect(second.requests[0]?.headers['last-event-id']).toBe('s:3')
    expect(reading.notes).toEqual(['reconnected'])
    expect(reading.dropped).toBe(0)
  })

  test('drops half an event at the cut; the server sends it again', async () => {
    const {url} = await startServer((_request, response, count) => {
      if (count > 1) return beginStream(response, message('s', 2))
      beginStream(response, message('s', 1) + 'event: log\nid: s:2\ndata: {"half":')
      setTimeout(() => response.destroy(), 30)
    })
    const reading = read(url)
    await reading.until(() => reading.lines.length === 2)
    await reading.stop()
    expect(sequenceOf(reading.lines)).toEqual(['s:1', 's:2'])
  })

  test('counts what is missing without a gap event, and not what a gap event tells', async () => {
    const {url} = await startServer((_request, response, count) => {
      if (count === 1) {
        beginStream(response, message('s', 1) + message('s', 9))
        setTimeout(() => response.end(message('s', 10)), 700)
        return
      }
      const gap = 'event: gap\nid: s:10\ndata: {"v":1,"type":"gap","lost":4}\n\n'
      beginStream(response, gap + message('s', 13) + message('s', 16) + message('s', 20))
    })
    const reading = read(url)
    await reading.until(() => reading.lines.length === 7)
    await reading.stop()
    expect(reading.dropped).toBe(3)
    expect(reading.lines.filter((line) => line.includes('gap'))).toHaveLength(1)
  })

  test('passes on of a gap only what an earlier connection has not told', async () => {
    const gap = (lost: number) => `event: gap\nid: s:5\ndata: ${JSON.stringify({v: 1, type: 'gap', lost})}\n\n`
    const {url} = await startServer((_request, response, count) => {
      if (count === 1) {
        beginStream(response, message('s', 5))
        setTimeout(() => response.end(gap(4)), 700)
      } else if (count === 2) {
        beginStream(response, gap(4))
        setTimeout(() => response.end(), 30)
      } else beginStream(response, gap(6) + message('s', 12) + message('s', 15))
    })
    const reading = read(url)
    await reading.until(() => reading.lines.length === 5)
    await reading.stop()
    const told = reading.lines.map((line) => JSON.parse(line) as {id?: string; lost?: number})
    expect(told.map(({id, lost}) => id ?? lost)).toEqual(['s:5', 4, 2, 's:12', 's:15'])
    expect(reading.dropped).toBe(2)
  })

  test('starts afresh when the host has restarted', async () => {
    const {url} = await startServer((_request, response, count) => {
      if (count === 1) {
        beginStream(response, message('a', 7))
        setTimeout(() => response.end(), 20)
      } else beginStream(response, 'event: hello\nid: b:0\ndata: {"type":"hello"}\n\n' + message('b', 3))
    })
    const reading = read(url)
    await reading.until(() => reading.lines.length === 3)
    await reading.stop()
    expect(reading.dropped).toBe(0)
  })

  test('leaves out an event that is too long and goes on', async () => {
    const {url} = await startServer((_request, response) => {
      beginStream(response, message('s', 1))
      const piece = 'x'.repeat(1 << 20)
      response.write('id: s:2\nevent: log\ndata: "')
      for (let count = 0; count < 30; count++) response.write(piece)
      response.write('"\n\n' + message('s', 3))
    })
    const before = process.memoryUsage().rss
    const reading = read(url)
    await reading.until(() => reading.lines.length === 2)
    await reading.stop()
    expect(sequenceOf(reading.lines)).toEqual(['s:1', 's:3'])
    expect(reading.notes).toEqual(['line-too-long'])
    expect(process.memoryUsage().rss - before).toBeLessThan(200e6)
  })

  test('that is silent is connected anew; comments are life', async () => {
    const {url, requests} = await startServer((_request, response, count) => {
      beginStream(response)
      if (count > 1) return
      let comments = 0
      const timer = setInterval(() => {
        response.write(': alive\n\n')
        if (++comments === 8) clearInterval(timer)
      }, 100)
    })
    const reading = read(url, {silenceMs: 300})
    await reading.until(() => requests.length === 2)
    await reading.stop()
    expect(reading.texts.join('\n')).toContain('silent for 0.3 s')
  })
})

describe('an answer that is no stream', () => {
  test.each([
    {name: '401', status: 401, state: 'failed', text: '401 Unauthorized: give a token with --header or PLUGMON_TOKEN'},
    {name: '403', status: 403, state: 'failed', text: '403 Forbidden'},
    {name: '404', status: 404, state: 'failed', text: '404 Not Found: no stream at this path; is it /events?'},
    {name: '410', status: 410, state: 'failed', text: '410 Gone'},
    {name: '500', status: 500, state: 'retrying', text: '500 Internal Server Error: the server has a problem'},
    {name: '503', status: 503, state: 'retrying', text: '503 Service Unavailable'},
    {name: '204', status: 204, state: 'ended', text: 'the server has ended the stream'},
    {name: 'HTML', status: 200, type: 'text/html; charset=utf-8', state: 'failed', text: 'the server speaks text/html'},
    {
      name: 'a redirect to nowhere',
      status: 302,
      state: 'failed',
      text: '302 Found: redirected too often, or to nowhere',
    },
  ])('$name', async ({status, type, state, text}) => {
    const {url} = await startServer((_request, response) => {
      response.writeHead(status, type === undefined ? {} : {'content-type': type}).end(status === 204 ? undefined : 'x')
    })
    const reading = read(url)
    await reading.until(() => reading.states.includes(state))
    if (state !== 'retrying') await reading.ended
    await reading.stop()
    expect(reading.texts.join('\n')).toContain(text)
    expect(reading.states[0]).toBe('connecting')
  })

  test('after the stream was live is tried again', async () => {
    const {url} = await startServer((_request, response, count) => {
      if (count === 1) {
        beginStream(response, message('s', 1))
        setTimeout(() => response.end(), 20)
      } else if (count === 2) response.writeHead(404).end()
      else if (count === 3) response.writeHead(204).end()
    })
    const reading = read(url)
    await reading.ended
    expect(reading.states).toEqual(['connecting', 'live', 'retrying', 'retrying', 'ended'])
  })
})

describe('a connection that fails', () => {
  test('refused', async () => {
    const {url, kill} = await startServer(() => undefined)
    await kill()
    const reading = read(url)
    await reading.until(() => reading.states.includes('retrying'))
    await reading.stop()
    expect(reading.texts.join('\n')).toMatch(/connection refused: is the host running.*next try in [01]\.\d s/)
  })

  test('no such name', async () => {
    const reading = read('http://no-such-host.invalid/events')
    await reading.until(() => reading.states.includes('retrying'))
    await reading.stop()
    expect(reading.texts.join('\n')).toMatch(/no such host name|cannot be looked up/)
  })

  test.each([
    {name: 'never answers', say: undefined, state: 'retrying', text: 'no answer for 0.2 s'},
    {name: 'speaks no HTTP', say: 'SSH-2.0-OpenSSH_9.2\r\n', state: 'failed', text: 'does not speak HTTP'},
  ])('$name', async ({say, state, text}) => {
    const server = createServer((socket) => {
      socket.on('error', () => undefined)
      if (say !== undefined) socket.write(say)
      onTestFinished(() => void socket.destroy())
    })
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    onTestFinished(() => void server.close())
    const reading = read(`http://127.0.0.1:${(server.address() as AddressInfo).port}/events`, {connectMs: 200})
    await reading.until(() => reading.states.includes(state))
    await reading.stop()
    expect(reading.texts.join('\n')).toContain(text)
  })
})

describe('secrets', () => {
  test('go to the server and nowhere else', async () => {
    const {url, requests} = await startServer((_request, response) => response.writeHead(401).end())
    const withUser = url.replace('http://', 'http://ann:s3cret@') + '?key=s3cret'
    const seen = await readAll(createSseSource({address: parseStreamAddress(withUser, ['X-Key: s3cret'], undefined)}))
    const headers = requests[0]!.headers
    expect(headers['authorization']).toBe(`Basic ${Buffer.from('ann:s3cret').toString('base64')}`)
    expect(headers['x-key']).toBe('s3cret')
    expect(requests[0]!.url).toBe('/events?key=s3cret')
    expect(JSON.stringify(seen)).not.toContain('s3cret')
    expect(parseStreamAddress(withUser, [], undefined).name).toBe(url)
  })

  test('do not follow a redirect to another origin', async () => {
    const other = await startServer((_request, response) => beginStream(response, message('s', 1)))
    const here = await startServer((request, response) => {
      const location = request.url === '/events' ? '/moved' : other.url
      response.writeHead(307, {location}).end()
    })
    const reading = read(here.url, {}, [], 't0ken')
    await reading.until(() => reading.lines.length === 1)
    await reading.stop()
    expect(here.requests.map(({headers}) => headers['authorization'])).toEqual(['Bearer t0ken', 'Bearer t0ken'])
    expect(other.requests[0]!.headers['authorization']).toBeUndefined()
  })
})
