import type {ServerResponse} from 'node:http'
import {gapLine} from './gap-line.ts'
import type {Journal} from './journal.ts'

/** What goes into one write: enough to make a system call worth it, little enough to notice a slow reader soon. */
const WRITE_CHARS = 65_536

/** One connected client; holds no messages of its own, only how far it has come in the journal. */
export interface Subscriber {
  /** Sends what is new, until the client is slow: then waits for it, and tells with a `gap` what fell out of the journal meanwhile. */
  pump(): void
  /** A comment, so that neither side takes silence for death. */
  keepAlive(): void
}

/** Where a client begins. */
export interface SubscriberOptions {
  readonly journal: Journal
  readonly stream: string
  readonly response: ServerResponse
  /** The last message that it has; 0 for none. */
  readonly cursor: number
  /** It never asked for what is gone already, so it is not told about it. */
  readonly isNew: boolean
}

/** Greets a client with hello and serves it from the journal. */
export function createSubscriber({journal, stream, response, cursor, isNew}: SubscriberOptions): Subscriber {
  let isBlocked = false
  /** How many of the missing messages ahead of the cursor have been told, so that a gap is told once. */
  let told = isNew ? journal.missingAfter(cursor) : 0

  const frame = (type: string, seq: number, line: string) => `event: ${type}\nid: ${stream}:${seq}\ndata: ${line}\n\n`

  function nextFrames(): string {
    let text = ''
    while (text.length < WRITE_CHARS) {
      const message = journal.firstAfter(cursor)
      if (!message) break
      const missing = message.seq - cursor - 1
      if (missing > told) {
        const lost = journal.missingAfter(cursor) - told
        text += frame('gap', cursor, gapLine(lost))
        told += lost
      }
      told -= missing
      cursor = message.seq
      text += frame(message.type, message.seq, message.line)
    }
    return text
  }

  function send(text: string): void {
    if (response.write(text)) return
    isBlocked = true
    response.once('drain', () => {
      isBlocked = false
      pump()
    })
  }

  function pump(): void {
    while (!isBlocked) {
      const text = nextFrames()
      if (text === '') return
      send(text)
    }
  }

  const hello = journal.helloAt(cursor)
  if (hello !== undefined) send(frame('hello', cursor, hello))
  return {
    pump,
    keepAlive() {
      if (!isBlocked) send(': keep-alive\n\n')
    },
  }
}
