import {createServer} from 'node:http'
import {request as httpRequest} from 'node:http'
import type {AddressInfo} from 'node:net'
import {afterEach, expect, test} from 'vitest'
import {createEventServer, type EventServer, type EventServerOptions} from '../../src/host/event-server.ts'
import {openSse, readSse} from './sse-reader.ts'
import {until} from './until.ts'

const cleanups: (() => unknown)[] = []
afterEach(async () => {
  for (const cleanup of cleanups.splice(0).reverse()) await cleanup()
})

async function serve(options: Partial<EventServerOptions> = {}): Promise<{server: EventServer; url: string}> {
  const server = createEventServer({port: 0, stream: 'run', ...options})
  cleanups.push(() => server.close())
  return {server, url: (await server.ready())!}
}

const span = (index: number) => JSON.stringify({v: 1, time: 't', type: 'span', index})
const debug = (index: number) => JSON.stringify({v: 1, type: 'log', level: 'DEBUG', message: 'x'.repeat(1000), index})

async function status(url: string, options: {method?: string; headers?: Record<string, string>} = {}) {
  return await new Promise<{status: number; headers: NodeJS.Dict<string | string[]>}>((resolve, reject) => {
    const request = httpRequest(url, {agent: false, ...options}, (response) => {
      resolve({status: response.statusCode!, headers: response.headers})
      response.destroy()
    })
    request.on('error', reject).end()
  })
}

test('a new client gets what is held, then what comes, with ids in order', async () => {
  const {server, url} = await serve()
  for (let index = 1; index <= 3; index++) server.publish('span', span(index))
  const client = await readSse(url)
  expect(client.response.headers['content-type']).toBe('text/event-stream; charset=utf-8')
  await until('the history', () => client.messages.length === 3)
  server.publish('span', span(4))
  await until('the live event', () => client.messages.length === 4)
  expect(client.messages.map(({id, data}) => [id, data['index']])).toEqual([
    ['run:1', 1],
    ['run:2', 2],
    ['run:3', 3],
    ['run:4', 4],
  ])
  expect(client.retry()).toBe('1000')
  client.close()
})

test('a client that comes back gets what it missed, and nothing twice', async () => {
  const {server, url} = await serve()
  for (let index = 1; index <= 10; index++) server.publish('span', span(index))
  const client = await readSse(url, {'last-event-id': 'run:7'})
  await until('the rest', () => client.messages.length === 3)
  expect(client.messages.map(({id}) => id)).toEqual(['run:8', 'run:9', 'run:10'])
  client.close()
})

test('a client that comes back too late is greeted, told how much it lost, once, and served the rest', async () => {
  const {server, url} = await serve({lifecycleCapacity: 3, chatterCapacity: 2})
  const plugins = [{plugin_name: 'auth', state: 'loaded'}]
  server.publish('hello', JSON.stringify({v: 1, time: 't', type: 'hello', host: 'h', plugins}))
  for (let index = 2; index <= 10; index++) server.publish('span', span(index))
  for (let index = 11; index <= 15; index++) server.publish('log', debug(index))
  server.publish('span', span(16))
  const client = await readSse(url, {'last-event-id': 'run:4'})
  await until('the last event', () => client.messages.at(-1)?.id === 'run:16')
  // Held are 9, 10 and 16 of the lifecycle, 14 and 15 of the logs; lost are 5 to 8 and 11 to 13.
  expect(client.messages.map(({type, id}) => `${type} ${id}`)).toEqual([
    'hello run:4',
    'gap run:4',
    'span run:9',
    'span run:10',
    'log run:14',
    'log run:15',
    'span run:16',
  ])
  expect(client.messages[1]!.data).toMatchObject({v: 1, type: 'gap', lost: 7})
  client.close()
})

test('a client of an earlier run gets this whole run', async () => {
  const {server, url} = await serve({lifecycleCapacity: 2})
  for (let index = 1; index <= 3; index++) server.publish('span', span(index))
  const client = await readSse(url, {'last-event-id': 'other:2'})
  await until('the last event', () => client.messages.at(-1)?.id === 'run:3')
  expect(client.types()).toEqual(['gap', 'span', 'span'])
  client.close()
})

test('a new client is not told about what was gone before it came', async () => {
  const {server, url} = await serve({lifecycleCapacity: 2})
  for (let index = 1; index <= 9; index++) server.publish('span', span(index))
  const client = await readSse(url)
  await until('the last event', () => client.messages.at(-1)?.id === 'run:9')
  expect(client.types()).toEqual(['span', 'span'])
  client.close()
})

test('a slow client costs others nothing: what it got and what it was told to have lost add up', async () => {
  const {server, url} = await serve({chatterCapacity: 100})
  const slow = await openSse(url)
  const quick = await readSse(url)
  const total = 30_000
  for (let index = 1; index <= total; index++) {
    server.publish('log', debug(index))
    if (index % 50 === 0) await new Promise(setImmediate)
  }
  await until('the quick client', () => quick.messages.at(-1)?.data['index'] === total)
  slow.start()
  await until('the slow client', () => slow.messages.at(-1)?.data['index'] === total)
  const lost = slow.messages.filter(({type}) => type === 'gap').reduce((sum, {data}) => sum + Number(data['lost']), 0)
  expect(lost).toBeGreaterThan(1000)
  expect(slow.messages.filter(({type}) => type === 'log').length + lost).toBe(total)
  slow.close()
  quick.close()
})

test('a silent server sends comments', async () => {
  const {url} = await serve({keepAliveMs: 20})
  const client = await readSse(url)
  await until('two comments', () => client.comments.length >= 2)
  expect(client.comments[0]).toBe(': keep-alive')
  client.close()
})

test.each([
  {name: 'another path', path: '/', options: {}, expected: 404},
  {name: 'another method', path: '/events', options: {method: 'POST'}, expected: 405},
  {name: 'no token', path: '/events', options: {}, expected: 401},
  {name: 'a wrong token', path: '/events', options: {headers: {authorization: 'Bearer no'}}, expected: 401},
  {name: 'a wrong scheme', path: '/events', options: {headers: {authorization: 'Basic secret'}}, expected: 401},
  {name: 'the token', path: '/events', options: {headers: {authorization: 'Bearer secret'}}, expected: 200},
  {name: 'a query', path: '/events?x=1', options: {headers: {authorization: 'bearer secret'}}, expected: 200},
])('with a token, $name answers $expected', async ({path, options, expected}) => {
  const {url} = await serve({token: 'secret', address: '0.0.0.0'})
  const answer = await status(url.replace('0.0.0.0', '127.0.0.1').replace('/events', path), options)
  expect(answer.status).toBe(expected)
  if (expected === 405) expect(answer.headers['allow']).toBe('GET')
  if (expected === 401) expect(answer.headers['www-authenticate']).toBe('Bearer')
})

test('without a token, a page that rebinds its name to us reads nothing', async () => {
  const {url} = await serve()
  expect((await status(url, {headers: {host: 'evil.example:80'}})).status).toBe(403)
  expect((await status(url, {headers: {host: 'localhost:80'}})).status).toBe(200)
})

test('an address that others can reach needs a token', () => {
  expect(() => createEventServer({port: 0, address: '0.0.0.0'})).toThrow(/need a token/)
  expect(() => createEventServer({port: 0, token: ''})).toThrow(/token is empty/)
})

test('a port in use is told, and publishing goes on', async () => {
  const other = createServer().listen(0, '127.0.0.1')
  await until('the other server', () => other.listening)
  cleanups.push(() => other.close())
  const errors: Error[] = []
  const server = createEventServer({
    port: (other.address() as AddressInfo).port,
    onError: (error) => errors.push(error),
  })
  expect(await server.ready()).toBeUndefined()
  expect(errors[0]!.message).toMatch(/EADDRINUSE/)
  server.publish('span', span(1))
  await server.close()
})

test('closing sends what is due and ends the stream', async () => {
  const {server, url} = await serve()
  const client = await readSse(url)
  server.publish('bye', '{"v":1,"type":"bye","reason":"close"}')
  await server.close()
  await until('the end', client.isOver)
  expect(client.types()).toEqual(['bye'])
})
