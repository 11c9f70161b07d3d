import {createRing, type Message} from './ring.ts'
import {createRoster} from './roster.ts'

/** Lifecycle and error events kept for clients that come late or come back: hundreds of plugins starting, several times over. */
const LIFECYCLE_CAPACITY = 4096

/** Log lines, metrics and usage kept: a screenful of context many times over. */
const CHATTER_CAPACITY = 1024

/** How many messages are kept. */
export interface JournalOptions {
  /** Lifecycle events and errors. @default 4096 */
  readonly lifecycleCapacity?: number | undefined
  /** Log lines below ERROR, metrics and usage. @default 1024 */
  readonly chatterCapacity?: number | undefined
}

/** What a host has told lately, numbered without holes, so that a client can say what it has and be told what it missed. */
export interface Journal {
  append(type: string, line: string): void
  /** The first message after `seq` that is still held. */
  firstAfter(seq: number): Message | undefined
  /** How many messages after `seq` are no longer held. */
  missingAfter(seq: number): number
  /**
   * A hello with the plugins as they stood when `seq` had been told. Undefined where the stream still begins with its own, and where
   * it would list nothing to a client that knows the host already: plugins that only spans told of would seem to be gone.
   */
  helloAt(seq: number): string | undefined
}

/** True for what may be shed first: a flood of it must not push out what a plugin did and how it failed. */
export function isChatter(type: string, line: string): boolean {
  if (type === 'log') return !/"level":"(?:ERROR|CRITICAL)"/.test(line)
  return type === 'metric' || type === 'usage'
}

/** An empty journal: two rings under one numbering, and the sum of what fell out of the lifecycle ring. */
export function createJournal({
  lifecycleCapacity = LIFECYCLE_CAPACITY,
  chatterCapacity = CHATTER_CAPACITY,
}: JournalOptions): Journal {
  const lifecycle = createRing(lifecycleCapacity)
  const chatter = createRing(chatterCapacity)
  const evicted = createRoster()
  let latest = 0

  return {
    append(type, line) {
      const message = {seq: ++latest, type, line}
      if (isChatter(type, line)) {
        chatter.push(message)
        return
      }
      const old = lifecycle.push(message)
      if (old) evicted.apply(old)
    },
    firstAfter(seq) {
      const one = lifecycle.firstAfter(seq)
      const other = chatter.firstAfter(seq)
      return one && other ? (one.seq < other.seq ? one : other) : (one ?? other)
    },
    missingAfter: (seq) => latest - seq - lifecycle.countAfter(seq) - chatter.countAfter(seq),
    helloAt(seq) {
      const roster = evicted.copy()
      for (const message of lifecycle.all()) {
        if (message.seq > seq) break
        roster.apply(message)
      }
      return seq > 0 && roster.isEmpty() ? undefined : roster.hello()
    },
  }
}
