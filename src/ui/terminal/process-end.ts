import {constants} from 'node:os'

/** Why a screen was closed, with the exit code that says so in the way of the shells (128 and the signal's number). */
export type ExitReason =
  | {readonly kind: 'quit'; readonly exitCode: 0}
  | {readonly kind: 'signal'; readonly signal: NodeJS.Signals; readonly exitCode: number}
  | {readonly kind: 'crash'; readonly error: unknown; readonly exitCode: 1}

/** What ends a program from outside. */
const SIGNALS: readonly NodeJS.Signals[] = ['SIGINT', 'SIGTERM', 'SIGHUP', 'SIGQUIT']

/** The reason for an end by `signal`. */
export function endBySignal(signal: NodeJS.Signals): ExitReason {
  return {kind: 'signal', signal, exitCode: 128 + (constants.signals[signal] ?? 0)}
}

/**
 * Watches for everything that ends the process: signals, errors that nobody caught, and exit itself. `onExit` runs whatever happens and
 * must be synchronous; `onEnd` hears the reason once. A second signal does not wait any more: it exits. Returns the way to stop watching.
 */
export function watchProcessEnd({
  onEnd,
  onExit,
}: {
  readonly onEnd: (reason: ExitReason) => void
  readonly onExit: () => void
}): () => void {
  let isEnding = false
  function end(reason: ExitReason): void {
    onExit()
    if (isEnding && reason.kind === 'signal') process.exit(reason.exitCode)
    if (isEnding) return
    isEnding = true
    // Not among the signal's own listeners: one that finds itself alone there (Ink's) would kill the process.
    setImmediate(onEnd, reason)
  }
  const onSignal = (signal: NodeJS.Signals): void => end(endBySignal(signal))
  const onError = (error: unknown): void => end({kind: 'crash', error, exitCode: 1})
  for (const signal of SIGNALS) process.on(signal, onSignal)
  process.on('uncaughtException', onError)
  process.on('unhandledRejection', onError)
  process.on('exit', onExit)
  return () => {
    for (const signal of SIGNALS) process.off(signal, onSignal)
    process.off('uncaughtException', onError)
    process.off('unhandledRejection', onError)
    process.off('exit', onExit)
  }
}
