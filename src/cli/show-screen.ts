import type {Monitor} from '../monitor/monitor.ts'
import {startScreen} from '../ui/screen.tsx'
import type {Context} from './context.ts'
import type {OutputStyle} from './output-style.ts'

/** How long the sources may take to close after the screen is gone. */
const GRACE_MS = 1_000

/** Shows the screen over a running monitor until the person leaves it; at the end of the input it stays. Gives the exit code. */
export async function showScreen(
  monitor: Monitor,
  {ascii}: OutputStyle,
  {settings, stdin, stdout, now}: Context,
): Promise<number> {
  const reading = new AbortController()
  const broken = new AbortController()
  let failure: unknown
  const running = monitor.run(reading.signal).catch((error: unknown) => {
    failure = error
    broken.abort()
  })
  const reason = await startScreen({
    source: monitor,
    color: settings.color,
    ascii,
    window: settings.window,
    input: stdin,
    output: stdout as NodeJS.WriteStream & {fd: number},
    now,
    signal: broken.signal,
  })
  reading.abort()
  await Promise.race([running, new Promise((resolve) => setTimeout(resolve, GRACE_MS).unref())])
  if (failure !== undefined) throw failure
  if (reason.kind === 'crash') throw reason.error
  // A pipe or a socket that is slow to close must not keep a terminal waiting.
  setTimeout(() => process.exit(), GRACE_MS).unref()
  return reason.exitCode
}
