import {EventSource} from 'eventsource'
import type {IncomingMessage} from 'node:http'
import {explainError, explainResponse, type ConnectionEnd} from './explain.ts'
import {openStream, type StreamRequest} from './open-stream.ts'
import {createStreamGuard} from './stream-guard.ts'

/** One message of a stream. */
export interface StreamMessage {
  readonly type: string
  readonly data: string
  readonly lastEventId: string
}

/** What happens on a connection. */
export interface ConnectionListener {
  onOpen(): void
  onMessage(message: StreamMessage): void
  onRetry(retryMs: number): void
  /** Resolves when more may be read. */
  room(): Promise<void>
}

const CLOSED: ConnectionEnd = {verdict: 'again', text: 'the server closed the stream'}

/**
 * One connection, from the request to its end. The package parses; when to connect again is decided by the caller, for the
 * package itself tries at a fixed interval, and never again after a status such as 503.
 */
export function connect(
  request: StreamRequest,
  lastEventId: string,
  listener: ConnectionListener,
  signal: AbortSignal,
): Promise<ConnectionEnd> {
  return new Promise((resolve) => {
    let end: ConnectionEnd = CLOSED
    const source = new EventSource(request.url, {
      fetch: async (_url, {signal: closed}: {readonly signal: AbortSignal}) => {
        try {
          const response = await openStream(request, lastEventId, closed)
          const refusal = explainResponse(response)
          if (refusal === undefined) return asEventStream(request.url, response)
          end = refusal
          response.destroy()
        } catch (error) {
          end = explainError(error as NodeJS.ErrnoException)
        }
        throw new Error(end.text)
      },
    })
    const finish = (): void => {
      signal.removeEventListener('abort', finish)
      // The package sets its own timer right after this event; closing a moment later takes it back.
      queueMicrotask(() => source.close())
      resolve(end)
    }

    // Every event passes here, whatever its name; a host's own `error` events must not be taken for the connection's.
    source.dispatchEvent = (event) => {
      if (event instanceof MessageEvent) listener.onMessage(event)
      else if (event.type === 'open') listener.onOpen()
      else finish()
      return true
    }
    signal.addEventListener('abort', finish)

    function asEventStream(url: URL, response: IncomingMessage) {
      const guard = createStreamGuard((retryMs) => listener.onRetry(retryMs))
      const chunks: AsyncIterator<Buffer> = response[Symbol.asyncIterator]()
      const reader = {
        read: async () => {
          await listener.room()
          try {
            const {done, value} = await chunks.next()
            return done === true ? {done, value: undefined} : {done: false as const, value: guard(value)}
          } catch (error) {
            end = explainError(error as NodeJS.ErrnoException)
            throw error
          }
        },
        cancel: async () => {
          response.destroy()
        },
      }
      return {
        status: 200,
        url: url.href,
        redirected: false,
        headers: {get: () => 'text/event-stream'},
        body: {getReader: () => reader},
      }
    }
  })
}
