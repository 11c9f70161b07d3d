import {createServer, type IncomingMessage, type ServerResponse} from 'node:http'
import {createServer as createTlsServer, type ServerOptions} from 'node:https'
import type {AddressInfo} from 'node:net'
import {onTestFinished} from 'vitest'

/** A real server on loopback whose every request is answered by `answer`; killed with its connections when the test ends. */
export async function startServer(
  answer: (request: IncomingMessage, response: ServerResponse, count: number) => void,
  options: {readonly port?: number; readonly tls?: ServerOptions} = {},
): Promise<{readonly url: string; readonly port: number; readonly requests: IncomingMessage[]; kill(): Promise<void>}> {
  const requests: IncomingMessage[] = []
  const listener = (request: IncomingMessage, response: ServerResponse): void => {
    requests.push(request)
    answer(request, response, requests.length)
  }
  const server = options.tls === undefined ? createServer(listener) : createTlsServer(options.tls, listener)
  await new Promise<void>((resolve) => server.listen(options.port ?? 0, '127.0.0.1', resolve))
  const kill = (): Promise<void> =>
    new Promise((resolve) => {
      server.close(() => resolve())
      server.closeAllConnections()
    })
  onTestFinished(kill)
  const {port} = server.address() as AddressInfo
  return {url: `${options.tls ? 'https' : 'http'}://127.0.0.1:${port}/events`, port, requests, kill}
}

/** Starts an event stream that reconnects fast. */
export function beginStream(response: ServerResponse, text = ''): void {
  response.writeHead(200, {'content-type': 'text/event-stream; charset=utf-8'})
  response.write(`retry: 10\n\n${text}`)
}

/** One message of the native protocol's shape. */
export function message(stream: string, sequence: number, type = 'log', fields: object = {}): string {
  const id = `${stream}:${sequence}`
  return `event: ${type}\nid: ${id}\ndata: ${JSON.stringify({v: 1, id, type, ...fields})}\n\n`
}
