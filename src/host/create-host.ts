import {basename} from 'node:path'
import {createClock, formatTime} from './clock.ts'
import {describeError} from './describe-error.ts'
import {createEventServer, createStreamName} from './event-server.ts'
import {foldLevel} from './fold-level.ts'
import type {JournalOptions} from './journal.ts'
import {createJsonlWriter} from './jsonl-writer.ts'
import {boundTags, boundText} from './limits.ts'
import {startProcessUsage} from './process-usage.ts'
import {createTracer, type Tracer} from './tracer.ts'

/** Who the host is, and where its events go: over SSE when there is a port, into a file when there is a path, or both. */
export interface HostOptions extends JournalOptions {
  /** @default the program's file name */
  readonly name?: string | undefined
  /** Tells several hosts of one name apart. */
  readonly instance?: string | undefined
  /** Serves events at `http://ADDRESS:PORT/events`; 0 takes a free port. */
  readonly port?: number | undefined
  /** Anything but loopback needs a token. @default '127.0.0.1' */
  readonly address?: string | undefined
  /** What a client has to send as `Authorization: Bearer TOKEN`. */
  readonly token?: string | undefined
  /** Appends events to this file, one JSON object a line. */
  readonly jsonl?: string | undefined
  /** @default `node` and its version */
  readonly runtime?: string | undefined
  /** How often the use of the whole process is told; 0 for never. @default 10_000 */
  readonly usageIntervalMs?: number | undefined
}

/** What a plugin host tells. No method throws, blocks, or keeps the process alive. */
export interface Host extends Tracer {
  /** A plugin is now in `newState`: discovered, loading, loaded, initialized, error or unloaded. */
  state(pluginName: string, newState: string, details?: StateDetails): void
  /** A plugin failed at something. */
  error(pluginName: string, error: unknown): void
  log(level: string, message: string, details?: LogDetails): void
  /** A counter's increment, a gauge's value, or one observation of a histogram. */
  metric(name: string, kind: 'counter' | 'gauge' | 'histogram', value: number, details?: MetricDetails): void
  /** What a plugin has used so far. */
  usage(usage: Usage): void
  /** The URL where events are read; undefined when they are not served. */
  ready(): Promise<string | undefined>
  /** Says bye and waits until it is told: half a second for slow readers, as long as the disk takes for the file. */
  close(reason?: string): Promise<void>
}

interface StateDetails {
  readonly version?: string | undefined
  /** @default the state that was told last */
  readonly oldState?: string | undefined
  readonly reason?: string | undefined
  readonly directory?: string | undefined
  readonly pid?: number | undefined
}

interface LogDetails {
  readonly logger?: string | undefined
  readonly pluginName?: string | undefined
  readonly error?: unknown
  readonly tags?: Readonly<Record<string, unknown>> | undefined
}

interface MetricDetails {
  readonly unit?: 's' | 'By' | '1' | undefined
  readonly labels?: Readonly<Record<string, string>> | undefined
}

interface Usage {
  /** Absent: the whole process. */
  readonly pluginName?: string | undefined
  readonly pid?: number | undefined
  /** How it came to be known. @default 'reported' */
  readonly method?: 'process' | 'thread' | 'sampled' | 'reported' | undefined
  /** Seconds since the start. */
  readonly cpuSeconds?: number | undefined
  readonly rssBytes?: number | undefined
  readonly heapBytes?: number | undefined
}

/** Plugins whose last state is remembered; past it `old_state` is left out. */
const MAX_PLUGINS = 10_000

/** Kinds of failure that are warned about once each. */
const MAX_WARNINGS = 100

/** Often enough for a rate over a minute, seldom enough to cost nothing. */
const USAGE_INTERVAL_MS = 10_000

/** Starts to tell what a host does. Throws for misuse alone: an address that others can reach without a token, an impossible port. */
export function createHost(options: HostOptions = {}): Host {
  const {port, jsonl, usageIntervalMs = USAGE_INTERVAL_MS} = options
  const clock = createClock()
  const stream = createStreamName()
  const states = new Map<string, string>()
  const warned = new Set<string>()
  let told = 0
  let isClosed = false

  /** A host learns once of each kind of failure, and goes on. */
  function warn(error: Error & {code?: unknown}): void {
    const kind = String(error.code ?? error.message)
    if (warned.has(kind) || warned.size >= MAX_WARNINGS) return
    warned.add(kind)
    process.emitWarning(`plugmon/host: ${error.message}`)
  }

  const server = port === undefined ? undefined : createEventServer({...options, port, stream, onError: warn})
  const writer = jsonl === undefined ? undefined : createJsonlWriter(jsonl, warn)

  function emit(type: string, fields: object): void {
    if (isClosed) return
    const line = JSON.stringify({v: 1, id: `${stream}:${++told}`, time: formatTime(clock.now()), type, ...fields})
    server?.publish(type, line)
    writer?.write(type, line)
  }

  /** What a host hands in may be anything, and none of it may come back as an exception. */
  function guard<Parameters extends unknown[]>(tell: (...parameters: Parameters) => void) {
    return (...parameters: Parameters): void => {
      try {
        tell(...parameters)
      } catch (error) {
        warn(error as Error)
      }
    }
  }

  function atExit(code: number): void {
    if (code === 0) emit('bye', {reason: 'exit'})
    writer?.flushSync()
  }

  emit('hello', {
    host: options.name ?? basename(process.argv[1] ?? 'host'),
    instance: options.instance,
    pid: process.pid,
    runtime: options.runtime ?? `node ${process.versions.node}`,
    started: formatTime(performance.timeOrigin),
    plugins: [],
  })
  const stopUsage =
    usageIntervalMs > 0 ? startProcessUsage((usage) => emit('usage', usage), usageIntervalMs) : undefined
  process.once('exit', atExit)

  return {
    ...createTracer({emit: guard(emit), now: clock.now}),
    state: guard((pluginName, newState, {version, oldState, reason, directory, pid} = {}) => {
      const name = boundText(pluginName)
      const old_state = oldState ?? states.get(name)
      if (states.size < MAX_PLUGINS || states.has(name)) states.set(name, newState)
      emit('state', {plugin_name: name, version, old_state, new_state: newState, reason, directory, pid})
    }),
    error: guard((pluginName, error) => emit('error', {plugin_name: boundText(pluginName), ...describeError(error)})),
    log: guard((level, message, {logger, pluginName, error, tags} = {}) => {
      const {error_type, stack} = error === undefined ? {} : describeError(error)
      const text = boundText(message)
      emit('log', {
        level: foldLevel(level),
        message: text,
        logger,
        plugin_name: pluginName,
        error_type,
        stack,
        tags: boundTags(tags),
      })
    }),
    metric: guard((name, kind, value, {unit, labels} = {}) => emit('metric', {name, kind, value, unit, labels})),
    usage: guard(({pluginName, pid, method = 'reported', cpuSeconds, rssBytes, heapBytes}) =>
      emit('usage', {
        plugin_name: pluginName,
        pid,
        method,
        cpu_s: cpuSeconds,
        rss_bytes: rssBytes,
        heap_bytes: heapBytes,
      }),
    ),
    ready: async () => server?.ready(),
    async close(reason = 'close') {
      if (isClosed) return
      emit('bye', {reason: boundText(reason)})
      isClosed = true
      stopUsage?.()
      process.off('exit', atExit)
      await Promise.all([server?.close(), writer?.close()])
    },
  }
}
