import {setTimeout as delay} from 'node:timers/promises'
import type {LogFiles} from '../file/log-files.ts'
import {expandPaths} from './expand-paths.ts'

/** New logs are rare: a second is soon enough, and a folder of thousands costs next to nothing at that pace. */
const LOOK_MS = 1000

/** Yields the logs that come to match globs and folders after `known` was expanded, until `signal` aborts. */
export async function* discoverLogs(
  paths: readonly string[],
  known: readonly LogFiles[],
  signal: AbortSignal,
): AsyncGenerator<LogFiles, void, void> {
  const seen = new Set(known.map(({path}) => path))
  while (!signal.aborted) {
    await delay(LOOK_MS, undefined, {signal}).catch(() => undefined)
    for (const log of signal.aborted ? [] : expandOrNothing(paths)) {
      if (!seen.has(log.path) && log.files.length > 0) yield log
      seen.add(log.path)
    }
  }
}

/** A folder that cannot be read just now is looked at again. */
function expandOrNothing(paths: readonly string[]): LogFiles[] {
  try {
    return expandPaths(paths)
  } catch {
    return []
  }
}
