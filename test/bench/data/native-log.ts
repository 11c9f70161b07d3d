import {formatStamp} from '../../../src/source/demo/demo-event.ts'
import {createRandom, type Random} from '../../../src/source/demo/random.ts'

/** What a log is made of. The same seed gives the same bytes. */
export interface NativeLogOptions {
  readonly events: number
  readonly startMs: number
  readonly durationMs: number
  readonly seed: number
  /** @default 200 */
  readonly plugins?: number | undefined
}

const STATES_IN_TURN: Readonly<Record<string, string>> = {
  loaded: 'initialized',
  initialized: 'unloaded',
  unloaded: 'loading',
  loading: 'loaded',
  error: 'loading',
}
const ERRORS = ['ImportError', 'ValueError', 'TimeoutError', 'KeyError', 'OSError', 'MemoryError', 'ConfigError']
/** Quotes, escapes, letters beyond ASCII and keys inside of strings: what a reader that only looks for words trips over. */
const MESSAGES = [
  (random: Random) => `request handled in ${String(random.below(9999))} ms for tenant ${String(random.below(99))}`,
  (random: Random) => `cache miss for key user:${String(random.below(9999))} shard ${String(random.below(99))}`,
  (random: Random) => `Plugin config missing "key-${String(random.below(99))}", using default`,
  (random: Random) => `said {"type":"error","error_type":"Decoy"} ${String(random.below(99))} times`,
  (random: Random) => `größer als erwartet: ${String(random.below(999))} €, wird gekürzt`,
]
/** Every fiftieth event comes late by as much, as from several writers of one file. */
const MAX_LATE_MS = 2000

interface Plugin {
  readonly name: string
  readonly versions: readonly string[]
  state: string
  cpuSeconds: number
}

/**
 * The lines of a log of native events, evenly spread over its time and without newlines: 30 % spans (load, initialize, discover, request),
 * 36 % log lines, 20 % changes of state, 5 % errors and 9 % usage of plugins of which some do far more than others; about 270 bytes each.
 */
export function* nativeLog({events, startMs, durationMs, seed, plugins: count = 200}: NativeLogOptions) {
  const random = createRandom(`native log ${String(seed)}`)
  const plugins = Array.from({length: count}, (_, index): Plugin => {
    const versions = Array.from(
      {length: 1 + random.below(3)},
      (_, minor) => `${String(random.below(5))}.${String(minor)}.0`,
    )
    return {name: `plugin-${String(index).padStart(3, '0')}`, versions, state: 'loaded', cpuSeconds: 0}
  })
  const time = formatStamp(startMs)
  yield JSON.stringify({
    v: 1,
    time,
    type: 'hello',
    host: 'bench',
    pid: 4242,
    runtime: 'python 3.12',
    started: time,
    plugins: plugins.map(({name, versions}) => ({plugin_name: name, version: versions[0], state: 'loaded'})),
  })
  for (let index = 1; index < events; index++) {
    const at = startMs + (durationMs * index) / events
    const stamp = random.below(50) === 0 ? Math.max(startMs, at - random.between(0, MAX_LATE_MS)) : at
    const plugin = plugins[Math.min(count - 1, Math.floor(random.exponential(count / 3)))]!
    yield `{"v":1,"id":"bench:${String(index)}","time":"${formatStamp(stamp)}",${fields(stamp, plugin, random)}}`
  }
}

/** The rest of an event by chance. */
function fields(stamp: number, plugin: Plugin, random: Random): string {
  const dice = random.next()
  const {name} = plugin
  if (dice < 0.3) return span(dice, stamp, plugin, random)
  if (dice < 0.66) {
    const level = random.next()
    return (
      `"type":"log","level":"${level < 0.4 ? 'DEBUG' : level < 0.9 ? 'INFO' : level < 0.98 ? 'WARNING' : 'ERROR'}",` +
      `"message":${JSON.stringify(random.pick(MESSAGES)(random))},"logger":"host.plugins","plugin_name":"${name}",` +
      `"tags":{"request":"${random.id()}","attempt":${String(random.below(4))}}`
    )
  }
  if (dice < 0.86) {
    const old = plugin.state
    plugin.state = random.below(50) === 0 ? 'error' : STATES_IN_TURN[old]!
    const reason = plugin.state === 'error' ? `,"reason":"${random.pick(ERRORS)}"` : ''
    return (
      `"type":"state","plugin_name":"${name}","version":"${random.pick(plugin.versions)}",` +
      `"old_state":"${old}","new_state":"${plugin.state}","directory":"/opt/plugins"${reason}`
    )
  }
  if (dice < 0.91) {
    const stack = `Traceback (most recent call last):\n  File "/opt/${name}.py", line ${String(random.below(400))}, in load\n`
    return (
      `"type":"error","plugin_name":"${name}","error_type":"${random.pick(ERRORS)}",` +
      `"message":"failed after ${String(random.below(9))} attempts","stack":${JSON.stringify(stack)}`
    )
  }
  plugin.cpuSeconds += random.between(0, 0.01)
  return (
    `"type":"usage","plugin_name":"${name}","method":"sampled","cpu_s":${plugin.cpuSeconds.toFixed(6)},` +
    `"rss_bytes":${String(2 ** 20 + random.below(2 ** 28))}`
  )
}

function span(dice: number, stamp: number, {name, versions}: Plugin, random: Random): string {
  const operation = dice < 0.2 ? 'load' : dice < 0.26 ? 'initialize' : dice < 0.27 ? 'discover' : 'request'
  const durationMs = Math.round(random.logNormal(33, 0.9) * 1000) / 1000
  const failure =
    random.below(33) === 0
      ? `"error","error_type":"${random.pick(ERRORS)}","message":"could not ${operation}: \\"${random.id()}\\""`
      : '"ok"'
  const tags =
    operation === 'discover'
      ? '"directory":"/opt/plugins","plugin_count":200'
      : `"plugin_name":"${name}","version":"${random.pick(versions)}","nested":{"a":[1,2,{"plugin_name":"decoy"}]},"region":"eu"`
  return (
    `"type":"span","name":"plugin.${operation}","trace_id":"${random.id()}${random.id()}","span_id":"${random.id()}",` +
    `"parent_id":"${random.id()}","start":"${formatStamp(stamp - durationMs)}","duration_ms":${String(durationMs)},` +
    `"status":${failure},"tags":{${tags}}`
  )
}
