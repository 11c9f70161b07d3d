import {setTimeout as delay} from 'node:timers/promises'
import type {ConnectionState} from '../source.ts'
import {backoffMs} from './backoff.ts'
import {connect} from './connect.ts'
import type {StreamRequest} from './open-stream.ts'
import type {Outbox} from './outbox.ts'
import {createSequence} from './sequence.ts'
import {takeEvent} from './take-event.ts'

/** A host repeats what it still holds right after the opening; what comes later than this is news. */
const REPEATS_MS = 500

/**
 * Connects, and connects again, until the server ends the stream or `signal` aborts. Before it was live once, an answer that
 * will not change by itself (a 401, HTML) is final; afterwards everything is tried again, for a host that restarts answers oddly.
 */
export async function keepConnected(
  request: StreamRequest,
  name: string,
  outbox: Outbox,
  signal: AbortSignal,
): Promise<void> {
  const sequence = createSequence()
  let lastEventId = ''
  let retryMs: number | undefined
  let wasLive = false
  let failures = 0
  let repeatsTimer: ReturnType<typeof setTimeout> | undefined
  const tell = (state: ConnectionState, text: string): void => {
    outbox.say({kind: 'state', state, text: request.isInsecure ? `${text} (certificate not checked)` : text})
  }
  const catchUp = (): void => {
    sequence.settle()
    outbox.say({kind: 'caught-up'})
  }
  const onOpen = (): void => {
    tell('live', `connected to ${name}`)
    if (wasLive) outbox.say({kind: 'note', note: 'reconnected', text: 'the connection is back', place: name})
    else repeatsTimer = setTimeout(catchUp, REPEATS_MS)
    wasLive = true
  }

  tell('connecting', `connecting to ${name}`)
  try {
    while (!signal.aborted) {
      sequence.connect()
      failures++
      const end = await connect(
        request,
        lastEventId,
        {
          onOpen,
          onRetry: (ms) => {
            retryMs = ms
          },
          onEvent: (event) => {
            failures = 0
            if (event.id !== '') lastEventId = event.id
            takeEvent(event, sequence, outbox)
          },
          onTooLong: () => {
            outbox.say({kind: 'note', note: 'line-too-long', text: 'an event over 1 MiB was left out', place: name})
          },
          isFull: outbox.isFull,
          room: outbox.room,
        },
        signal,
      )
      if (signal.aborted) return
      if (end.verdict === 'ended') return tell('ended', end.text)
      if (end.verdict === 'failed' && !wasLive) return tell('failed', end.text)
      const waitMs = backoffMs(Math.max(0, failures - 1), retryMs, Math.random())
      tell('retrying', `${end.text}; next try in ${(waitMs / 1000).toFixed(1)} s`)
      await delay(waitMs, undefined, {signal}).catch(() => undefined)
    }
  } finally {
    clearTimeout(repeatsTimer)
  }
}
