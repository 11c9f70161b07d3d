import type {Source, SourceItem} from '../../src/source/source.ts'

/** What a source has given so far, in a form that tests can compare. */
export interface Collected {
  readonly lines: string[]
  /** `place:line` of each block's first line. */
  readonly blocks: string[]
  readonly notes: string[]
  readonly states: string[]
  readonly texts: string[]
  dropped: number
  /** Those of them that were told with a level. */
  readonly shed: Record<string, number>
  caughtUp: number
}

/** A source that is being read in the background. */
export interface Reading extends Collected {
  /** Resolves when `condition` holds; fails after `timeoutMs` with what was seen. */
  until(condition: () => boolean, timeoutMs?: number): Promise<void>
  /** Aborts and waits until the source has closed everything. */
  stop(): Promise<void>
  /** Resolves when the source ends by itself. */
  readonly ended: Promise<void>
}

/** Reads a source to its end. */
export async function readAll(source: Source): Promise<Collected> {
  const reading = startReading(source)
  await reading.ended
  return reading
}

/** Starts to read a source; `onItem` may wait, which holds the source back. */
export function startReading(source: Source, onItem?: (item: SourceItem) => Promise<void> | void): Reading {
  const controller = new AbortController()
  const seen: Collected = {lines: [], blocks: [], notes: [], states: [], texts: [], dropped: 0, shed: {}, caughtUp: 0}
  const run = async (): Promise<void> => {
    for await (const item of source.items(controller.signal)) {
      take(seen, item)
      await onItem?.(item)
    }
  }
  const ended = run()
  const until = async (condition: () => boolean, timeoutMs = 8000): Promise<void> => {
    const deadline = Date.now() + timeoutMs
    while (!condition()) {
      if (Date.now() > deadline) {
        const {lines, ...rest} = seen
        throw new Error(
          `not seen in ${timeoutMs} ms: ${JSON.stringify({...rest, lines: lines.length, last: lines.slice(-3)})}`,
        )
      }
      await new Promise((resolve) => setTimeout(resolve, 5))
    }
  }
  return Object.assign(seen, {
    until,
    ended,
    stop: async () => {
      controller.abort()
      await ended
    },
  })
}

function take(seen: Collected, item: SourceItem): void {
  switch (item.kind) {
    case 'block': {
      const lines = Buffer.from(item.bytes).toString('utf8').split('\n')
      if (lines.at(-1) === '') lines.pop()
      for (const line of lines) seen.lines.push(line)
      seen.blocks.push(`${item.place}:${item.line}`)
      return
    }
    case 'note':
      seen.notes.push(item.note)
      seen.texts.push(item.text)
      return
    case 'state':
      seen.states.push(item.state)
      seen.texts.push(item.text)
      return
    case 'dropped':
      seen.dropped += item.count
      if (item.level !== undefined) seen.shed[item.level] = (seen.shed[item.level] ?? 0) + item.count
      return
    case 'caught-up':
      seen.caughtUp++
  }
}
