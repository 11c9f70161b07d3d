import type {SourceItem} from '../source.ts'
import type {OpenFiles} from './open-files.ts'
import type {Segment} from './segment.ts'

/** How long a file that was rotated away is read on after its last growth: writers move to the new file when they notice. */
const LINGER_MS = 10_000

/** Files kept open at most; with more rotations than this in LINGER_MS the oldest is closed. */
const MAX_LINGERING = 4

/** Files that were rotated away and may still be written to. */
export interface Lingering {
  add(segment: Segment): void
  /** What was written to them since, and the unfinished last line of those that are done with. */
  read(): AsyncGenerator<SourceItem, void, void>
}

export function createLingering(files: OpenFiles): Lingering {
  let entries: {readonly segment: Segment; quietSince: number}[] = []
  return {
    add(segment) {
      entries.push({segment, quietSince: performance.now()})
    },
    async *read() {
      for (const entry of entries) {
        for await (const item of files.read(entry.segment)) {
          entry.quietSince = performance.now()
          yield item
        }
      }
      const isDone = ({quietSince}: {readonly quietSince: number}, at: number): boolean =>
        entries.length - at > MAX_LINGERING || performance.now() - quietSince > LINGER_MS
      const done = entries.filter(isDone)
      entries = entries.filter((entry) => !done.includes(entry))
      for (const {segment} of done) yield* files.finish(segment)
    },
  }
}
