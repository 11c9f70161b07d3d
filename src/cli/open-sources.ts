import {createTimeOfLine} from '../decode/time-of-line.ts'
import {PlugmonError} from '../errors.ts'
import {createFileSource} from '../source/file/file-source.ts'
import type {TimeOf} from '../source/file/first-time.ts'
import {lastTimeIn} from '../source/file/last-time.ts'
import type {LogFiles} from '../source/file/log-files.ts'
import {discoverLogs} from '../source/paths/discover-logs.ts'
import {expandPaths} from '../source/paths/expand-paths.ts'
import type {Source} from '../source/source.ts'
import {createStdinSource} from '../source/stdin-source.ts'
import type {Context} from './context.ts'
import {instantMs} from './instant.ts'
import {localZone} from './local-zone.ts'

/** What a command line's sources came to. */
export interface OpenedSources {
  readonly sources: readonly Source[]
  /** Logs that come to match a glob or a folder later. */
  readonly arrivals?: ((signal: AbortSignal) => AsyncIterable<Source>) | undefined
  /** The newest time in any file: what "so long ago" counts from. */
  readonly newestMs: number | undefined
  readonly readsStdin: boolean
}

/**
 * Opens what the arguments name; nothing is read yet but what `--since` needs to know.
 * @throws PlugmonError `usage` for no source or one of an unknown kind, `not-found` for a file that is not there and not waited for.
 */
export async function openSources(
  args: readonly string[],
  context: Context,
  {follow}: {readonly follow: boolean},
): Promise<OpenedSources> {
  if (args.length === 0)
    throw new PlugmonError('usage', 'no source is given', {
      cure: 'name a log file, a folder, a stream (http://127.0.0.1:4650/events) or - for stdin; plugmon demo needs none',
    })
  const {settings, now} = context
  const paths = args.filter((arg) => kindOf(arg) === 'path')
  const logs = expandPaths(paths)
  if (!follow) mustExist(logs, paths)
  const timeOf = createTimeOfLine({zone: localZone})
  const newestMs = newestIn(logs, timeOf)
  const since = instantMs(settings.since, newestMs ?? now())
  const stateDir = settings['state-dir']
  // One pass over a log is over the whole of it.
  const positions =
    follow && stateDir !== undefined
      ? (await import('../source/file/positions.ts')).createPositions(stateDir)
      : undefined
  const from = since === undefined ? settings.from : {since}
  const openLog = (log: LogFiles) => createFileSource({log, from, follow, timeOf, positions})
  const others: Source[] = []
  for (const arg of args) {
    const kind = kindOf(arg)
    if (kind !== 'path') others.push(await openOther(arg, kind, context, follow))
  }
  return {
    sources: [...logs.map(openLog), ...others],
    arrivals: follow && paths.some(mayGrow(logs)) ? (signal) => arrivingLogs(paths, logs, openLog, signal) : undefined,
    newestMs,
    readsStdin: args.includes('-'),
  }
}

type Kind = 'path' | 'stdin' | 'stream' | 'demo'

function kindOf(arg: string): Kind {
  if (arg === '-') return 'stdin'
  if (/^https?:\/\//i.test(arg)) return 'stream'
  if (/^demo(:|$)/.test(arg)) return 'demo'
  const scheme = /^([a-z][a-z+]+):\/\//i.exec(arg)?.[1]
  if (scheme === undefined) return 'path'
  throw new PlugmonError('usage', `plugmon does not read ${scheme}:// yet`, {
    cure: 'a source is -, a file, a glob, a folder, http(s)://… or demo:[SCENARIO]',
  })
}

/** A source that is no file. Only who names a stream or the demo pays for loading what makes it. */
async function openOther(arg: string, kind: Exclude<Kind, 'path'>, context: Context, follow: boolean): Promise<Source> {
  switch (kind) {
    case 'stdin':
      return createStdinSource(context.stdin)
    case 'stream':
      return (await import('./open-stream.ts')).openStream(arg, context)
    case 'demo':
      return (await import('./open-demo.ts')).openDemo(arg.slice('demo:'.length), {
        speed: follow ? 1 : 0,
        now: context.now,
      })
  }
}

function mustExist(logs: readonly LogFiles[], paths: readonly string[]): void {
  const missing = logs.find(({files}) => files.length === 0)
  if (missing !== undefined)
    throw new PlugmonError('not-found', `no such file: ${missing.path}`, {
      cure: 'check the path, or use plugmon watch, which waits for it',
    })
  if (paths.length > 0 && logs.length === 0)
    throw new PlugmonError('not-found', `no log in ${paths.join(', ')}`, {
      cure: 'logs are *.log, *.jsonl, *.ndjson, *.json, *.txt, also .gz',
    })
}

function newestIn(logs: readonly LogFiles[], timeOf: TimeOf): number | undefined {
  const times = logs.flatMap(({files}) => lastTimeIn(files.at(-1) ?? '', timeOf) ?? [])
  return times.length === 0 ? undefined : Math.max(...times)
}

/** A path that is no single log: a folder or a pattern. */
function mayGrow(logs: readonly LogFiles[]): (path: string) => boolean {
  return (path) => !logs.some((log) => log.path === path)
}

async function* arrivingLogs(
  paths: readonly string[],
  known: readonly LogFiles[],
  openLog: (log: LogFiles) => Source,
  signal: AbortSignal,
): AsyncGenerator<Source> {
  for await (const log of discoverLogs(paths, known, signal)) yield openLog(log)
}
