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
  /** Lines first, then the rest; ends after `finish`. */
  items(): AsyncGenerator<SourceItem, void, void>
}

export function createOutbox(place: string): Outbox {
  const queue = createLineQueue(place)
  const said: SourceItem[] = []
  let dropped = 0
  let isFinished = false
  let wake: (() => void) | undefined
  let onRoom: (() => void) | undefined

  const stir = (): void => {
    wake?.()
    wake = undefined
  }
  const isFull = (): boolean => queue.isFull() || said.length >= MAX_SAID
  const next = (): SourceItem | undefined => {
    const block = queue.take()
    if (!isFull()) onRoom?.()
    if (block !== undefined) return block
    dropped += queue.takeShed()
    if (dropped === 0) return said.shift()
    const count = dropped
    dropped = 0
    return {kind: 'dropped', count}
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
      dropped += count
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
