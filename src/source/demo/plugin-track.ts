import {makeEvent, type DemoEvent} from './demo-event.ts'
import type {DemoPlugin, Role} from './demo-plugin.ts'
import {loadPlugin, logEvent, stateEvent, type Failure, type Parent} from './load-plugin.ts'
import type {Random} from './random.ts'

/** One life of a plugin: from a start of the host until the host or the plugin system goes down. */
export interface Life {
  /** When its turn to be loaded comes. */
  readonly from: number
  readonly to: number
  /** When it misbehaves as its role says. */
  readonly trouble?: readonly [from: number, to: number] | undefined
  readonly parent: Parent
  /** The life ends with the plugin system, and so in an error. */
  readonly endsInOutage: boolean
}

/** How long a sound plugin runs until it is loaded again, on average (milliseconds). */
const RELOAD_MS = 240_000

/** How often a troubled plugin does what its role says. */
const TROUBLE_MS: Readonly<Record<Role, number>> = {
  sound: Infinity,
  slow: 25_000,
  flapping: 2_000,
  erring: 3_000,
  'bad-format': 45_000,
  'missing-dependency': 70_000,
  'timing-out': 90_000,
}

const FAILURES: Partial<Record<Role, Failure>> = {
  'bad-format': {errorType: 'InvalidFormatError', message: 'invalid format', durationMs: 35},
  'missing-dependency': {errorType: 'MissingDependencyError', message: 'missing dependency: libgeos', durationMs: 80},
  'timing-out': {errorType: 'TimeoutError', message: 'timeout after 5 s', durationMs: 5000},
}

/** What happens to one plugin in one life of its host. */
export function* pluginTrack(plugin: DemoPlugin, life: Life, random: Random): Generator<DemoEvent> {
  const {role} = plugin
  const [troubleFrom, troubleTo] = life.trouble ?? [Infinity, Infinity]
  const isTroubled = (at: number) => at >= troubleFrom && at < troubleTo
  const loadMs = () => random.logNormal(plugin.loadMs, 0.4)

  yield stateEvent(life.from, plugin, 'unloaded', 'discovered')
  let {at, state} = yield* loadPlugin(
    plugin,
    {at: life.from, oldState: 'discovered', durationMs: loadMs(), parent: life.parent},
    random,
  )

  for (;;) {
    const wait = isTroubled(at) ? TROUBLE_MS[role] * random.between(0.8, 1.2) : random.exponential(RELOAD_MS)
    // Trouble does not wait for the next reload.
    const next = at < troubleFrom && at + wait > troubleFrom ? Math.max(troubleFrom, at) : at + wait
    if (next + 10_000 > life.to) break
    at = next
    const failure = FAILURES[role]
    if (isTroubled(at) && role === 'flapping') {
      const newState = state === 'error' ? 'loaded' : 'error'
      yield stateEvent(at, plugin, state, newState, newState === 'error' ? 'connection reset by peer' : undefined)
      state = newState
    } else if (isTroubled(at) && role === 'erring') {
      const errorType = random.next() < 0.9 ? 'GatewayError' : 'ValueError'
      const message = `gateway answered ${500 + random.below(4)}`
      yield makeEvent(at, 'error', {plugin_name: plugin.name, error_type: errorType, message})
      yield logEvent(at, 'ERROR', `${plugin.name}: ${message}`, plugin)
    } else {
      if (state !== 'error') {
        yield stateEvent(at, plugin, state, 'unloaded', 'reload')
        state = 'unloaded'
      }
      const isFailing = isTroubled(at) && failure
      const durationMs = isFailing
        ? failure.durationMs * random.between(0.9, 1.1)
        : isTroubled(at) && role === 'slow'
          ? random.between(560, 1700)
          : loadMs()
      const load = {at, oldState: state, durationMs, failure: isFailing || undefined}
      ;({at, state} = yield* loadPlugin(plugin, load, random))
    }
  }
  if (life.endsInOutage) {
    const end = life.to + random.between(0, 1500)
    yield stateEvent(end, plugin, state, 'error', 'plugin system failed')
    yield stateEvent(end + 500, plugin, 'error', 'unloaded')
  }
}
