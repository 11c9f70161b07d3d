import {readFileSync} from 'node:fs'
import {join} from 'node:path'
import {expect, test} from 'vitest'
import {parseStreamAddress} from '../../../src/source/sse/address.ts'
import {createSseSource} from '../../../src/source/sse/sse-source.ts'
import {startReading} from '../collect.ts'
import {startServer} from './stream-server.ts'

const FIXTURES = join(import.meta.dirname, '../../fixtures')

test.each([{bytesAtOnce: 1}, {bytesAtOnce: 7}, {bytesAtOnce: 10_000}])(
  'the rules of the event stream hold when $bytesAtOnce bytes come at once',
  async ({bytesAtOnce}) => {
    const bytes = readFileSync(join(FIXTURES, 'sse/edge-cases.txt'))
    const {url} = await startServer((_request, response, count) => {
      if (count > 1) return void response.writeHead(204).end()
      response.writeHead(200, {'content-type': 'text/event-stream'})
      const send = (at: number): void => {
        if (at >= bytes.length) response.end()
        else response.write(bytes.subarray(at, at + bytesAtOnce), () => setImmediate(send, at + bytesAtOnce))
      }
      send(0)
    })
    const reading = startReading(createSseSource({address: parseStreamAddress(url, [], undefined)}))
    await reading.until(() => reading.states.includes('retrying'))
    await reading.stop()
    expect(reading.lines).toEqual([
      '  ',
      'simple',
      'spanning multiple lines',
      'id is 1',
      'id is still 1',
      'id reset',
      'named',
      'id with NUL ignored',
      'crlf cr lf',
      'bad utf8 \ufffd\ufffd(',
    ])
    // The stream asked for 10 s.
    expect(reading.texts.join('\n')).toMatch(/the server closed the stream; next try in 1[0-5]\.\d s/)
  },
)

test.each([
  {name: 'an unknown authority', options: {}, state: 'failed', text: "the server's certificate is not trusted"},
  {name: 'with --ca', options: {hasAuthority: true}, state: 'live', text: 'connected to https://'},
  {name: 'with --insecure', options: {isInsecure: true}, state: 'live', text: '(certificate not checked)'},
])('TLS: $name', async ({options, state, text}) => {
  const [cert, key] = ['cert.pem', 'key.pem'].map((file) => readFileSync(join(FIXTURES, 'tls', file), 'utf8'))
  const {url} = await startServer(
    (_request, response) => {
      response.writeHead(200, {'content-type': 'text/event-stream'}).write(': hello\n\n')
    },
    {tls: {cert: cert!, key: key!}},
  )
  const {hasAuthority, isInsecure} = {hasAuthority: false, isInsecure: false, ...options}
  const address = parseStreamAddress(url, [], undefined)
  const reading = startReading(createSseSource({address, isInsecure, ca: hasAuthority ? cert : undefined}))
  await reading.until(() => reading.states.includes(state))
  await reading.stop()
  expect(reading.texts.join('\n')).toContain(text)
  expect(reading.notes).toEqual(isInsecure ? ['insecure'] : [])
})

test('https where only http is spoken', async () => {
  const {port} = await startServer((_request, response) => response.end())
  const address = parseStreamAddress(`https://127.0.0.1:${port}/events`, [], undefined)
  const reading = startReading(createSseSource({address}))
  await reading.ended
  expect(reading.texts.at(-1)).toBe('the server speaks no TLS: is it http:// instead of https://?')
})
