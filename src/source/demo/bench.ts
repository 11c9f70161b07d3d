import {formatStamp, makeEvent, type DemoEvent} from './demo-event.ts'
import {createPlugins} from './demo-plugin.ts'
import {createRandom, type Random} from './random.ts'
import type {Scenario} from './scenario.ts'

const LEVELS = ['DEBUG', 'DEBUG', 'DEBUG', 'INFO', 'INFO', 'INFO', 'INFO', 'WARNING', 'ERROR'] as const
const ERRORS = ['TimeoutError', 'ConnectionError', 'ValueError', 'KeyError', 'PermissionError', 'InvalidFormatError']
const STATES = ['loading', 'loaded', 'initialized', 'unloaded', 'error']
const MESSAGES = [
  'request handled in the usual way, nothing to see here',
  'cache lookup: "hit" for key \\u0000',
  'Plugin config missing, using defaults',
  'größer als erwartet: 12 €, wird gekürzt',
]

/** A few events come this much late (milliseconds), as from several writers of one file. */
const MAX_LATE_MS = 2000

interface BenchPlugin {
  readonly name: string
  readonly versions: readonly string[]
  readonly loadMs: number
  state: string
}

/** A steady mix without a story, for files of any size: loads, states, errors, log lines and usage of many plugins. */
export function createBench(options: {seed: number; plugins: number; eventsPerSecond: number}): Scenario {
  const {seed, eventsPerSecond} = options
  return {
    roundMs: 24 * 3_600_000,
    *events(startMs, endMs) {
      const random = createRandom(`bench ${seed}`)
      const plugins = createPlugins(options.plugins, random).map(({name, version, loadMs}) => ({
        name,
        versions: Array.from({length: 1 + random.below(4)}, (_, index) => `${version}-r${index}`),
        loadMs,
        state: 'loaded',
      }))
      const listed = plugins.map(({name, versions}) => ({plugin_name: name, version: versions[0], state: 'loaded'}))
      const started = formatStamp(startMs)
      yield makeEvent(startMs, 'hello', {
        host: 'bench',
        instance: 'bench',
        pid: 4242,
        runtime: 'make-believe 1.0',
        started,
        plugins: listed,
      })
      for (let at = startMs; (at += random.exponential(1000 / eventsPerSecond)) < endMs;) {
        const isLate = random.below(50) === 0
        const stamp = isLate ? Math.max(startMs, at - random.between(0, MAX_LATE_MS)) : at
        yield {...mixedEvent(stamp, random.pick(plugins), random, (at - startMs) / 1000), timeMs: at}
      }
    },
  }
}

/** One event by chance: 45 % of spans, 20 % of states, 20 % of log lines, 8 % of usage, 5 % of errors, 2 % of metrics. */
function mixedEvent(at: number, plugin: BenchPlugin, random: Random, elapsedSeconds: number): DemoEvent {
  const dice = random.next()
  const version = random.pick(plugin.versions)
  if (dice < 0.36) return spanEvent(at, plugin.name, version, random.logNormal(plugin.loadMs, 0.7), random)
  if (dice < 0.45) {
    const ids = {trace_id: random.id() + random.id(), span_id: random.id()}
    return makeEvent(at, 'span_start', {name: 'plugin.load', ...ids, tags: {plugin_name: plugin.name, version}})
  }
  if (dice < 0.65) {
    const old_state = plugin.state
    plugin.state = random.pick(STATES)
    return makeEvent(at, 'state', {
      plugin_name: plugin.name,
      version,
      old_state,
      new_state: plugin.state,
      directory: '/opt/host/plugins',
    })
  }
  if (dice < 0.85) {
    const tags = {request: random.id(), attempt: random.below(4)}
    const message = random.pick(MESSAGES)
    return makeEvent(at, 'log', {
      level: random.pick(LEVELS),
      message,
      logger: 'host.plugins',
      plugin_name: plugin.name,
      tags,
    })
  }
  if (dice < 0.93) {
    const cpu_s = Math.round(elapsedSeconds * plugin.loadMs) / 1e5
    return makeEvent(at, 'usage', {
      plugin_name: plugin.name,
      pid: 5000,
      method: 'process',
      cpu_s,
      rss_bytes: 50_000_000 + random.below(1e7),
    })
  }
  if (dice < 0.98) {
    return makeEvent(at, 'error', {
      plugin_name: plugin.name,
      error_type: random.pick(ERRORS),
      message: random.pick(MESSAGES),
    })
  }
  return makeEvent(at, 'metric', {
    name: 'requests',
    kind: 'counter',
    value: 1,
    unit: '1',
    labels: {plugin_name: plugin.name},
  })
}

function spanEvent(at: number, plugin_name: string, version: string, durationMs: number, random: Random): DemoEvent {
  const failed = random.below(50) === 0
  return makeEvent(at, 'span', {
    name: 'plugin.load',
    trace_id: random.id() + random.id(),
    span_id: random.id(),
    parent_id: random.id(),
    start: formatStamp(at - durationMs),
    duration_ms: Math.round(durationMs * 1000) / 1000,
    status: failed ? 'error' : 'ok',
    error_type: failed ? random.pick(ERRORS) : undefined,
    tags: {plugin_name, version, directory: '/opt/host/plugins', region: 'eu-west-1'},
  })
}
