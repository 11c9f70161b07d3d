import {connect, createServer, type AddressInfo, type Socket} from 'node:net'
import {onTestFinished} from 'vitest'

/** One message of a stream of server-sent events, as it came over the wire. */
interface Message {
  readonly type: string
  readonly id: string
  readonly line: string
}

/** Forwards connections to a port of this machine and remembers what the server said. */
export interface RecordingProxy {
  readonly port: number
  /** Cuts all connections, in the middle of whatever is being said. */
  cut(): void
  /** The whole messages that went through; a half one that was cut off is told again after the reconnection. */
  messages(): readonly Message[]
}

/** Starts a proxy that lives as long as the test. */
export async function startProxy(target: number): Promise<RecordingProxy> {
  const sockets = new Set<Socket>()
  const records: string[] = []
  const server = createServer((client) => {
    const upstream = connect(target, '127.0.0.1')
    const index = records.push('') - 1
    upstream.on('data', (chunk) => (records[index] += chunk.toString('latin1')))
    for (const socket of [client, upstream]) {
      sockets.add(socket)
      socket.on('error', () => undefined)
      socket.on('close', () => sockets.delete(socket))
    }
    // What was recorded must arrive: the client's side is ended, not torn down.
    upstream.on('close', () => client.end())
    client.on('close', () => upstream.destroy())
    client.pipe(upstream)
    upstream.pipe(client)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  onTestFinished(() => {
    for (const socket of sockets) socket.destroy()
    server.close()
  })
  return {
    port: (server.address() as AddressInfo).port,
    cut() {
      for (const socket of sockets) if (socket.remotePort === target) socket.destroy()
    },
    messages: () => records.flatMap(messagesIn),
  }
}

const MESSAGE = /event: (\w+)\nid: (\S+)\ndata: (.*)\n\n/g

/** Chunks of a chunked answer may lie anywhere in a message, so their heads are taken out first. */
function messagesIn(record: string): Message[] {
  const body = record.slice(record.indexOf('\r\n\r\n') + 4).replace(/(?:^|\r\n)[0-9a-f]+\r\n/g, '')
  return [...body.matchAll(MESSAGE)].map(([, type = '', id = '', line = '']) => ({
    type,
    id,
    line: Buffer.from(line, 'latin1').toString('utf8'),
  }))
}
