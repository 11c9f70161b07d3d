import type {Writable} from 'node:stream'

/** Characters that may wait for a slow reader; beyond it lines are left out, and the reader is told how many. */
const MOST_WAITING = 8 << 20

/** Lines to a stream, one write a turn of the event loop. */
export interface LineWriter {
  write(line: string): void
  /** Resolves when everything is handed over. */
  end(): Promise<void>
}

/** A writer that never holds up the monitor: what a stalled reader does not take is dropped, and `sayDropped` says how much. */
export function createLineWriter(stream: Writable, sayDropped: (lines: number) => string): LineWriter {
  let waiting = ''
  let isDue = false
  let dropped = 0

  function flush(): void {
    isDue = false
    if (waiting === '') return
    stream.write(waiting)
    waiting = ''
  }

  return {
    write(line) {
      if (stream.writableLength + waiting.length > MOST_WAITING) {
        dropped++
        return
      }
      if (dropped > 0) {
        waiting += sayDropped(dropped)
        dropped = 0
      }
      waiting += line
      if (isDue) return
      isDue = true
      setImmediate(flush)
    },
    end: () =>
      new Promise((resolve) => {
        flush()
        stream.write('', () => {
          resolve()
        })
      }),
  }
}
