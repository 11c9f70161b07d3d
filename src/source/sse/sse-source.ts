import type {Source, SourceItem} from '../source.ts'
import type {StreamAddress} from './address.ts'
import {keepConnected} from './keep-connected.ts'
import {createOutbox} from './outbox.ts'

/** A server that takes a connection and gives no answer: hung, or no HTTP server at all. */
const CONNECT_MS = 10_000

/** A host sends at least a comment every 15 s; three that are missing are no accident. */
const SILENCE_MS = 45_000

/** Which stream to read, and how. */
export interface SseSourceOptions {
  readonly address: StreamAddress
  /** Certificates of authorities to trust instead of the system's, in PEM. */
  readonly ca?: string | undefined
  /** Does not check the server's certificate; said in a note and in every state. */
  readonly isInsecure?: boolean | undefined
  /** How long a server may take to answer. @default 10,000 */
  readonly connectMs?: number | undefined
  /** How long a live stream may say nothing at all. @default 45,000 */
  readonly silenceMs?: number | undefined
}

/** A host's event stream, over as many connections as it takes. What cannot be taken in time is shed by level and counted. */
export function createSseSource(options: SseSourceOptions): Source {
  return {name: options.address.name, kind: 'sse', items: (signal) => readEvents(options, signal)}
}

async function* readEvents(options: SseSourceOptions, signal: AbortSignal): AsyncGenerator<SourceItem, void, void> {
  const {address, ca, isInsecure = false, connectMs = CONNECT_MS, silenceMs = SILENCE_MS} = options
  const {name} = address
  const outbox = createOutbox(name)
  const stop = new AbortController()
  if (isInsecure) outbox.say({kind: 'note', note: 'insecure', text: 'the certificate is not checked', place: name})
  const request = {...address, ca, isInsecure, connectMs, silenceMs}
  const running = keepConnected(request, name, outbox, AbortSignal.any([signal, stop.signal])).finally(outbox.finish)
  try {
    yield* outbox.items()
  } finally {
    stop.abort()
    await running
  }
}
