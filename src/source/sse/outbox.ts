import type {SourceItem} from '../source.ts'
import {createLineQueue} from './line-queue.ts'

/** Happenings that wait at most; each takes its connection half a second or a megabyte to bring about. */
const MAX_SAID = 1000

/** What a connection has for the monitor, until it is pulled. */
export interface Outbox {
  /** The line from `from` to `to`, of an event of this type. */
  line(bytes: Buffer, from: number, to: number, type: string): void
  /** A state or a happening: rare, for a connection makes a few in each of its lives. */
  say(item: SourceItem): void
  /** Events that the stream skipped without a word. */
  drop(count: number): void
  finish(): void
  isFull(): boolean
  /** Waits for the monitor while there is no room. */
  room(): Promise<void>
  /** What is lost first, for a stream that is always too fast leaves always lines; then lines, then the rest. Ends after `finish`. */
  items(): AsyncGenerator<SourceItem, void, void>
}

export function createOutbox(place: string): Outbox {
  const queue = createLineQueue(place)
  const said: SourceItem[] = []
  let skipped = 0
  let isFinished = false
  let wake: (() => void) | undefined
  let onRoom: (() => void) | undefined

  const stir = (): void => {
    wake?.()
    wake = undefined
  }
  const isFull = (): boolean => queue.isFull() || said.length >= MAX_SAID
  const next = (): SourceItem | undefined => {
    const shed = queue.takeShed()
    if (shed !== undefined) return {kind: 'dropped', ...shed}
    if (skipped > 0) {
      const count = skipped
      skipped = 0
      return {kind: 'dropped', count}
    }
    const block = queue.take()
    if (!isFull()) onRoom?.()
    return block ?? said.shift()
  }
  return {
    line(bytes, from, to, type) {
      queue.push(bytes, from, to, type)
      stir()
    },
    say(item) {
      said.push(item)
      stir()
    },
    drop(count) {
      skipped += count
      stir()
    },
    finish() {
      isFinished = true
      stir()
    },
    isFull,
    async room() {
      while (isFull()) {
        await new Promise<void>((resolve) => {
          onRoom = resolve
        })
      }
    },
    async *items() {
      for (;;) {
        const item = next()
        if (item !== undefined) yield item
        else if (isFinished) return
        else {
          await new Promise<void>((resolve) => {
            wake = resolve
          })
        }
      }
    },
  }
}
