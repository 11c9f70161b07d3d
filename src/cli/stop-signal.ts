/** How long a clean end may take once it was asked for; then the process ends anyway. */
const GRACE_MS = 2_000

const SIGNALS = {SIGINT: 2, SIGTERM: 15, SIGHUP: 1} as const

/** Aborts when the user or the system asks to stop. */
export interface Stop {
  readonly signal: AbortSignal
  /** 128 and the signal's number, once there was one. */
  readonly exitCode: number | undefined
}

/**
 * Listens for the signals that end a program; a second one, or the grace, ends the process at once. In a pipe the first Ctrl-C
 * belongs to the producer: its end is the end of the input, and what it had to say is still counted.
 */
export function listenForStop({isInPipe}: {readonly isInPipe: boolean}): Stop {
  const controller = new AbortController()
  let exitCode: number | undefined
  let spared = isInPipe ? 1 : 0
  for (const [name, number] of Object.entries(SIGNALS))
    process.on(name, () => {
      if (name === 'SIGINT' && spared-- > 0) return
      if (exitCode !== undefined) process.exit(exitCode)
      exitCode = 128 + number
      setTimeout(() => process.exit(exitCode), GRACE_MS).unref()
      controller.abort()
    })
  return {
    signal: controller.signal,
    get exitCode() {
      return exitCode
    },
  }
}
