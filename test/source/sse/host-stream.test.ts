import {connect, createServer, type AddressInfo, type Socket} from 'node:net'
import {expect, onTestFinished, test} from 'vitest'
import {createEventServer} from '../../../src/host/event-server.ts'
import {parseStreamAddress} from '../../../src/source/sse/address.ts'
import type {SourceItem} from '../../../src/source/source.ts'
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

test('under load logs are shed and counted by level while more come, lifecycle is not, and memory stays bounded', async () => {
  const total = 60_000
  const levelOf = (n: number): string => (n % 10 > 2 ? 'DEBUG' : n % 10 > 0 ? 'INFO' : 'ERROR')
  const {url} = await startServer((_request, response) => {
    beginStream(response)
    let sent = 0
    const send = (): void => {
      let text = ''
      for (let count = 0; count < 500 && sent < total; count++, sent++) {
        const type = sent % 100 === 0 ? 'state' : 'log'
        const line = JSON.stringify({v: 1, type, n: sent, level: levelOf(sent), message: 'x'.repeat(900)})
        text += `event: ${type}\nid: s:${sent}\ndata: ${line}\n\n`
      }
      if (sent < total) response.write(text, send)
      else response.write(text)
    }
    send()
  })
  const before = process.memoryUsage().rss
  const toldAfter: number[] = []
  const hold = (item: SourceItem): Promise<void> | undefined => {
    if (item.kind === 'block') return new Promise((resolve) => setTimeout(resolve, 100))
    if (item.kind === 'dropped') toldAfter.push(reading.lines.length)
    return undefined
  }
  const reading = startReading(createSseSource({address: parseStreamAddress(url, [], undefined)}), hold)
  await reading.until(() => reading.lines.length + reading.dropped === total, 20_000)
  await reading.stop()
  const levels = {...reading.shed}
  for (const line of reading.lines) {
    const {type, level} = JSON.parse(line) as {type: string; level: string}
    if (type === 'log') levels[level] = (levels[level] ?? 0) + 1
  }
  expect(levels).toEqual({DEBUG: total * 0.7, INFO: total * 0.2, ERROR: total * 0.09})
  expect(reading.shed['DEBUG']).toBeGreaterThan(1000)
  expect(Object.values(reading.shed).reduce((sum, count) => sum + count, 0)).toBe(reading.dropped)
  expect(toldAfter[0]).toBeLessThan(reading.lines.length - 1000)
  expect(reading.lines.filter((line) => line.includes('"state"'))).toHaveLength(total / 100)
  expect(process.memoryUsage().rss - before).toBeLessThan(250e6)
})
