import type {IncomingMessage} from 'node:http'
import {createEventReader, type StreamListener} from './event-reader.ts'
import {explainError, explainResponse, type ConnectionEnd} from './explain.ts'
import {openStream, type StreamRequest} from './open-stream.ts'

/** What happens on a connection. */
export interface ConnectionListener extends StreamListener {
  onOpen(): void
  isFull(): boolean
  /** Resolves when more may be read. */
  room(): Promise<void>
}

const CLOSED: ConnectionEnd = {verdict: 'again', text: 'the server closed the stream'}

/** One connection, from the request to its end; when to connect again is decided by the caller. Ends when `signal` aborts. */
export async function connect(
  request: StreamRequest,
  lastEventId: string,
  listener: ConnectionListener,
  signal: AbortSignal,
): Promise<ConnectionEnd> {
  try {
    const response = await openStream(request, lastEventId, signal)
    const refusal = explainResponse(response)
    if (refusal === undefined) {
      listener.onOpen()
      await readToEnd(response, listener)
      return CLOSED
    }
    response.destroy()
    return refusal
  } catch (error) {
    return explainError(error as NodeJS.ErrnoException)
  }
}

/** Without an iterator over the stream: a server that sends every event by itself would cost a promise for each. */
function readToEnd(response: IncomingMessage, listener: ConnectionListener): Promise<void> {
  return new Promise((resolve, reject) => {
    const read = createEventReader(listener)
    response.on('data', (chunk: Buffer) => {
      read(chunk)
      if (!listener.isFull()) return
      response.pause()
      void listener.room().then(() => response.resume())
    })
    response.on('error', reject)
    response.on('close', resolve)
  })
}
