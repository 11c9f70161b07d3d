import type {DemoEvent} from './demo-event.ts'

/** What one actor does, in the order of time. */
export type Track = Iterator<DemoEvent>

/** Many actors' events as one stream in the order of time; of equal times, the earlier track's first. A binary heap of the tracks. */
export function* mergeTracks(tracks: readonly Track[]): Generator<DemoEvent> {
  const heap: {event: DemoEvent; track: Track; rank: number}[] = []

  const isBefore = (one: number, other: number) => {
    const [left, right] = [heap[one]!, heap[other]!]
    return left.event.timeMs - right.event.timeMs || left.rank - right.rank
  }
  const swap = (one: number, other: number) => {
    ;[heap[one], heap[other]] = [heap[other]!, heap[one]!]
  }

  function sink(at: number): void {
    for (;;) {
      let least = at
      for (const child of [2 * at + 1, 2 * at + 2]) {
        if (child < heap.length && isBefore(child, least) < 0) least = child
      }
      if (least === at) return
      swap(at, least)
      at = least
    }
  }

  tracks.forEach((track, rank) => {
    const first = track.next()
    if (!first.done) heap.push({event: first.value, track, rank})
  })
  for (let at = heap.length >> 1; at >= 0; at--) sink(at)

  while (heap.length > 0) {
    const top = heap[0]!
    yield top.event
    const next = top.track.next()
    if (next.done) {
      const last = heap.pop()!
      if (heap.length > 0) heap[0] = last
    } else top.event = next.value
    sink(0)
  }
}
