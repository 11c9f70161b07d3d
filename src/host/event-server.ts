import {randomBytes} from 'node:crypto'
import {createServer, type IncomingMessage, type ServerResponse} from 'node:http'
import type {AddressInfo} from 'node:net'
import {isLoopback, mayRead} from './access.ts'
import {createJournal, type JournalOptions} from './journal.ts'
import {createSubscriber, type Subscriber} from './subscriber.ts'

/** Where events are read. */
const PATH = '/events'

/** How long a client waits before it comes back. */
const RETRY_MS = 1000

/** Below the 15 s that the protocol promises, so that a late timer does not break the promise. */
const KEEP_ALIVE_MS = 10_000

/** Monitors at a time; a client that connects in a loop must not eat the host's sockets. */
const MAX_CLIENTS = 64

/** How long a closing server waits for slow clients to take the last events. */
const CLOSE_GRACE_MS = 500

/** Where and for whom events are served. */
export interface EventServerOptions extends JournalOptions {
  /** 0 takes a free one. */
  readonly port: number
  /** Anything but loopback needs a token. @default '127.0.0.1' */
  readonly address?: string | undefined
  /** What a client has to send as `Authorization: Bearer TOKEN`. */
  readonly token?: string | undefined
  /** Names this run of the host in event ids. @default a random one */
  readonly stream?: string | undefined
  /** @default 10_000 */
  readonly keepAliveMs?: number | undefined
  /** Told when it cannot listen; the host goes on. */
  readonly onError?: ((error: Error) => void) | undefined
}

/** Serves events as SSE without ever holding its process alive or up. */
export interface EventServer {
  /** Takes one event: its type and its JSON without newlines. */
  publish(type: string, line: string): void
  /** The URL where it listens; undefined when it could not. */
  ready(): Promise<string | undefined>
  /** Sends what is due and ends; takes at most half a second. */
  close(): Promise<void>
}

/** Name of a run: random, so that a client that comes back after a restart sees that its last id is of another stream. */
export function createStreamName(): string {
  return randomBytes(6).toString('hex')
}

/** Starts to listen. Throws when an address that others can reach would be open to everybody, and for an impossible port. */
export function createEventServer(options: EventServerOptions): EventServer {
  const {port, address = '127.0.0.1', token, stream = createStreamName(), keepAliveMs = KEEP_ALIVE_MS} = options
  if (token === '') throw new TypeError('plugmon/host: the token is empty. Give one that is hard to guess, or none')
  if (token === undefined && !isLoopback(address)) {
    throw new TypeError(
      `plugmon/host: ${address} can be reached by others, so events there need a token. Set \`token\`, or listen on 127.0.0.1`,
    )
  }
  const journal = createJournal(options)
  const clients = new Map<ServerResponse, Subscriber>()
  let isPumping = false

  function subscribe(request: IncomingMessage, response: ServerResponse): void {
    const lastId = request.headers['last-event-id']
    const [lastStream, lastSeq] = String(lastId ?? '').split(':')
    const cursor = lastStream === stream && /^\d{1,15}$/.test(lastSeq ?? '') ? Number(lastSeq) : 0
    response.writeHead(200, {
      'content-type': 'text/event-stream; charset=utf-8',
      'cache-control': 'no-store, no-transform',
      'x-accel-buffering': 'no',
    })
    response.write(`retry: ${RETRY_MS}\n\n`)
    response.on('error', () => response.destroy())
    response.on('close', () => clients.delete(response))
    const subscriber = createSubscriber({journal, stream, response, cursor, isNew: lastId === undefined})
    clients.set(response, subscriber)
    subscriber.pump()
  }

  const server = createServer((request, response) => {
    const refuse = (status: number, text: string, headers = {}) =>
      response.writeHead(status, {'content-type': 'text/plain; charset=utf-8', ...headers}).end(`${text}\n`)
    if (request.url?.split('?')[0] !== PATH) refuse(404, `Events are at ${PATH}`)
    else if (request.method !== 'GET') refuse(405, 'Events can only be read', {allow: 'GET'})
    else if (!mayRead(request, token)) {
      if (token === undefined) refuse(403, 'Events are for this machine: call it localhost')
      else refuse(401, 'Send the token as Authorization: Bearer', {'www-authenticate': 'Bearer'})
    } else if (clients.size >= MAX_CLIENTS) refuse(503, 'Too many clients', {'retry-after': '10'})
    else subscribe(request, response)
  })
  server.on('connection', (socket) => socket.setNoDelay(true).unref())

  const url = new Promise<string | undefined>((resolve) => {
    server.once('listening', () => {
      const {address: host, port: actual, family} = server.address() as AddressInfo
      resolve(`http://${family === 'IPv6' ? `[${host}]` : host}:${actual}${PATH}`)
    })
    server.on('error', (error) => {
      resolve(undefined)
      options.onError?.(error)
    })
  })
  server.listen(port, address).unref()

  const keepAlive = setInterval(() => {
    for (const client of clients.values()) client.keepAlive()
  }, keepAliveMs).unref()

  function pumpAll(): void {
    isPumping = false
    for (const client of clients.values()) client.pump()
  }

  return {
    publish(type, line) {
      journal.append(type, line)
      // Together with what else this turn of the event loop brings: one write for many events.
      if (clients.size > 0 && !isPumping) {
        isPumping = true
        setImmediate(pumpAll)
      }
    },
    ready: () => url,
    async close() {
      await url
      clearInterval(keepAlive)
      pumpAll()
      await new Promise<void>((resolve) => {
        const grace = setTimeout(() => server.closeAllConnections(), CLOSE_GRACE_MS)
        server.close(() => {
          clearTimeout(grace)
          resolve()
        })
        for (const response of clients.keys()) response.end()
        server.closeIdleConnections()
      })
    },
  }
}
