import {ALERT_SERIES} from './alert-series.ts'

/** Writes that wait until somebody reads: what alerts write is seldom looked at. For a store of what rules write. */
export interface DeferredWrites {
  /** Calls `write` before the series of alerts are read, until the answer is called. */
  defer(write: () => void): () => void
  /** The series of that name, or of any, are about to be read. */
  catchUp(name?: string): void
}

/** Nothing waits. */
export function createDeferredWrites(): DeferredWrites {
  const writes = new Set<() => void>()
  return {
    defer(write) {
      writes.add(write)
      return () => void writes.delete(write)
    },
    catchUp(name) {
      if (name === undefined || ALERT_SERIES.has(name)) for (const write of writes) write()
    },
  }
}
