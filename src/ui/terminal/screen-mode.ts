import {writeSync} from 'node:fs'

/** Alternate screen, cursor hidden, lines not wrapped. */
const ENTER = '\x1b[?1049h\x1b[?25l\x1b[?7l'
/** The reverse, also out of a frame that was cut off in the middle. */
const LEAVE = '\x18\x1b[?2026l\x1b[m\x1b[?7h\x1b[?25h\x1b[?1049l'
/** A terminal that takes nothing for this long is stalled: leaving goes on without it. */
const STALLED_MS = 100
const RETRY_MS = 5

/** Whether our screen or the shell's is shown; both ways are idempotent and work at once, also while the process exits. */
export interface ScreenMode {
  enter(): void
  leave(): void
}

/** Switches the terminal behind the file descriptor `fd`. */
export function createScreenMode(fd: number): ScreenMode {
  let isEntered = false
  return {
    enter() {
      if (isEntered) return
      isEntered = true
      writeNow(fd, ENTER)
    },
    leave() {
      if (!isEntered) return
      isEntered = false
      writeNow(fd, LEAVE)
    },
  }
}

/** Writes past the stream, whose queue is lost when the process exits. */
function writeNow(fd: number, text: string): void {
  const bytes = Buffer.from(text)
  let written = 0
  for (let waitedMs = 0; written < bytes.length && waitedMs < STALLED_MS;) {
    try {
      written += writeSync(fd, bytes, written)
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EAGAIN') return
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, RETRY_MS)
      waitedMs += RETRY_MS
    }
  }
}
