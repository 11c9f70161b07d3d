import {formatStamp, makeEvent, type DemoEvent} from './demo-event.ts'
import type {DemoPlugin} from './demo-plugin.ts'
import {logEvent, type Parent} from './load-plugin.ts'
import type {Random} from './random.ts'

/** From and to in milliseconds since the epoch. */
export interface Period {
  readonly from: number
  readonly to: number
}

/** The host starts: hello, and the search for plugins, under which they are loaded. `isRestart`: it said bye before. */
export function* startTrack(
  from: number,
  options: {parent: Parent; plugins: number; pid: number; isRestart: boolean},
): Generator<DemoEvent> {
  const {parent, pid, isRestart} = options
  if (isRestart) yield makeEvent(from - 500, 'bye', {reason: 'restart'})
  const started = formatStamp(from - 80)
  yield makeEvent(from, 'hello', {
    host: 'demo',
    instance: 'demo',
    pid,
    runtime: 'make-believe 1.0',
    started,
    plugins: [],
  })
  yield* discover(from + 20, options.plugins, parent)
}

/** Looks for plugins again every five minutes. */
export function* rescanTrack({from, to}: Period, plugins: number, random: Random): Generator<DemoEvent> {
  for (let at = from + 300_000; at < to - 1000; at += 300_000) {
    yield* discover(at, plugins, {traceId: random.id() + random.id(), spanId: random.id()})
  }
}

function* discover(at: number, plugins: number, {traceId, spanId}: Parent): Generator<DemoEvent> {
  const span = {name: 'plugin.discover', trace_id: traceId, span_id: spanId}
  const tags = {directory: '/plugins', plugin_count: plugins}
  const duration_ms = 60 + plugins * 3
  yield logEvent(at, 'INFO', 'Scanning directory: /plugins')
  yield makeEvent(at, 'span_start', {...span, tags: {directory: '/plugins'}})
  yield makeEvent(at + duration_ms, 'span_update', {span_id: spanId, tags: {plugin_count: plugins}})
  yield makeEvent(at + duration_ms, 'span', {...span, start: formatStamp(at), duration_ms, status: 'ok', tags})
}

const TALK: readonly (readonly [level: string, message: string])[] = [
  ['DEBUG', 'cache lookup: hit'],
  ['DEBUG', 'hook on_request took 2 ms'],
  ['DEBUG', 'hook on_render took 7 ms'],
  ['INFO', 'request served'],
  ['INFO', 'job finished'],
  ['INFO', 'configuration read'],
  ['WARNING', 'Plugin config missing, using defaults'],
]

/** What a host's log says all day, `perSecond` lines on average. */
export function* talkTrack(
  {from, to}: Period,
  {plugins, perSecond, level}: {plugins: readonly DemoPlugin[]; perSecond: number; level?: 'DEBUG'},
  random: Random,
): Generator<DemoEvent> {
  const talk = level ? TALK.filter(([name]) => name === level) : TALK
  for (let at = from; (at += random.exponential(1000 / perSecond)) < to;) {
    const [name, message] = random.pick(talk)
    yield logEvent(at, name, message, random.pick(plugins))
  }
}

/** A flood of DEBUG lines, and the host's confession that it could not keep up. */
export function* floodTrack(period: Period, plugins: readonly DemoPlugin[], random: Random): Generator<DemoEvent> {
  yield* talkTrack(period, {plugins, perSecond: 1500, level: 'DEBUG'}, random)
  yield makeEvent(period.to, 'gap', {lost: 1000 + random.below(5000)})
}

/** The plugin system is down: it says so, and again at every attempt to start. */
export function* outageTrack({from, to}: Period): Generator<DemoEvent> {
  for (let at = from; at < to; at += 60_000) {
    yield logEvent(at, 'ERROR', 'plugin registry: database is locked')
    yield logEvent(at + 20, 'CRITICAL', 'Plugin system initialization failed')
  }
}

/** Half of it is what the process needs without any plugin. */
const BASE_BYTES = 180_000_000

/** What the process and its plugins use, and a metric that the host keeps itself. */
export function* usageTrack(
  {from, to}: Period,
  {plugins, pid}: {plugins: readonly DemoPlugin[]; pid: number},
  random: Random,
): Generator<DemoEvent> {
  const known = plugins.filter(({method}) => method)
  const cpu = known.map(() => 0)
  let processCpu = 0
  for (let at = from + 100; at < to; at += 10_000) {
    const heap_bytes = Math.round(BASE_BYTES * random.between(0.4, 0.5))
    for (const [index, {name, method}] of known.entries()) {
      const seconds = random.exponential(0.02)
      processCpu += seconds
      cpu[index]! += seconds
      const isProcess = method === 'process'
      yield makeEvent(at, 'usage', {
        plugin_name: name,
        pid: isProcess ? pid + 1 + index : undefined,
        method,
        cpu_s: Math.round(cpu[index]! * 1e6) / 1e6,
        rss_bytes: isProcess ? 20_000_000 + index * 1_500_000 : undefined,
      })
    }
    processCpu += 0.1
    const cpu_s = Math.round(processCpu * 1e6) / 1e6
    yield makeEvent(at, 'usage', {pid, method: 'process', cpu_s, rss_bytes: BASE_BYTES + heap_bytes, heap_bytes})
    yield makeEvent(at, 'metric', {
      name: 'queue_depth',
      kind: 'gauge',
      value: random.below(40),
      unit: '1',
      labels: {queue: 'jobs'},
    })
  }
}
