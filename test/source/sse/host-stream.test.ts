import {connect, createServer, type AddressInfo, type Socket} from 'node:net'
import {expect, onTestFinished, test} from 'vitest'
import {createEventServer} from '../../../src/host/event-server.ts'
import {parseStreamAddress} from '../../../src/source/sse/address.ts'
import {createSseSource} from '../../../src/source/sse/sse-source.ts'
import {startReading} from '../collect.ts'
import {beginStream, startServer} from './stream-server.ts'

/** Forwards to a port, until it is told to cut all connections. */
async function startProxy(target: number): Promise<{readonly port: number; cut(): void}> {
  const sockets = new Set<Socket>()
  const server = createServer((client) => {
    const upstream = connect(target, '127.0.0.1')
    for (const socket of [client, upstream]) {
      sockets.add(socket)
      socket.on('error', () => undefined)
      socket.on('close', () => {
        client.destroy()
        upstream.destroy()
        sockets.delete(socket)
      })
    }
    client.pipe(upstream).pipe(client)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const cut = (): void => {
    for (const socket of sockets) socket.destroy()
  }
  onTestFinished(() => {
    cut()
    server.close()
  })
  return {port: (server.address() as AddressInfo).port, cut}
}

test("a host's events come once each, however often the connection is cut", async () => {
  const server = createEventServer({port: 0})
  onTestFinished(() => server.close())
  const url = new URL((await server.ready())!)
  const proxy = await startProxy(Number(url.port))
  url.port = String(proxy.port)
  const reading = startReading(createSseSource({address: parseStreamAddress(url.href, [], undefined)}))
  await reading.until(() => reading.states.includes('live'))
  let published = 0
  for (let cuts = 0; cuts < 3; cuts++) {
    const before = reading.notes.length
    for (let count = 0; count < 300; count++)
      server.publish('state', JSON.stringify({n: published++, pad: 'x'.repeat(500)}))
    await reading.until(() => reading.lines.length > 50 + cuts * 300)
    proxy.cut()
    for (let count = 0; count < 300; count++) server.publish('state', JSON.stringify({n: published++}))
    await reading.until(() => reading.notes.length > before, 15_000)
  }
  await reading.until(() => reading.lines.length >= published)
  await reading.stop()
  expect(reading.lines.map((line) => (JSON.parse(line) as {n: number}).n)).toEqual(
    Array.from({length: published}, (_, n) => n),
  )
  expect(reading.dropped).toBe(0)
  expect(reading.notes).toEqual(['reconnected', 'reconnected', 'reconnected'])
})

test('under load logs are shed and counted, lifecycle is not, and memory stays bounded', async () => {
  const total = 60_000
  const {url} = await startServer((_request, response) => {
    beginStream(response)
    let sent = 0
    const send = (): void => {
      let text = ''
      for (let count = 0; count < 500 && sent < total; count++, sent++) {
        const type = sent % 100 === 0 ? 'state' : 'log'
        const line = JSON.stringify({v: 1, type, n: sent, level: 'DEBUG', message: 'x'.repeat(900)})
        text += `event: ${type}\nid: s:${sent}\ndata: ${line}\n\n`
      }
      if (sent < total) response.write(text, send)
      else response.write(text)
    }
    send()
  })
  const before = process.memoryUsage().rss
  const hold = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 100))
  const reading = startReading(createSseSource({address: parseStreamAddress(url, [], undefined)}), hold)
  await reading.until(() => reading.lines.length + reading.dropped === total, 20_000)
  await reading.stop()
  expect(reading.dropped).toBeGreaterThan(1000)
  expect(reading.lines.filter((line) => line.includes('"state"'))).toHaveLength(total / 100)
  expect(process.memoryUsage().rss - before).toBeLessThan(250e6)
})
