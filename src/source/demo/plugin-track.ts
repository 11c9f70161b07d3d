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

/** How long a sound plugin runs until it is loaded again: half of this at least, and this on average (milliseconds). */
const RELOAD_MS = 600_000

/** Nothing that a plugin does takes longer (milliseconds), so what begins earlier is over when its life ends. */
const MAX_ACT_MS = 10_000

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

/** Where a plugin stands between two things that happen to it. */
interface Standing {
  readonly at: number
  readonly state: string
}

/** What happens to one plugin in one life of its host. */
export function* pluginTrack(plugin: DemoPlugin, life: Life, random: Random): Generator<DemoEvent> {
  const {role} = plugin
  const [troubleFrom, troubleTo] = life.trouble ?? [Infinity, Infinity]
  const isTroubled = (at: number) => at >= troubleFrom && at < troubleTo

  yield stateEvent(life.from, plugin, 'unloaded', 'discovered')
  const first = {at: life.from, oldState: 'discovered', durationMs: loadMs(plugin, random), parent: life.parent}
  let standing: Standing = yield* loadPlugin(plugin, first, random)
  for (;;) {
    const {at, state} = standing
    const wait = isTroubled(at)
      ? TROUBLE_MS[role] * random.between(0.8, 1.2)
      : RELOAD_MS / 2 + random.exponential(RELOAD_MS / 2)
    // Trouble does not wait for the next reload.
    const next = at < troubleFrom ? Math.min(at + wait, Math.max(at, troubleFrom)) : at + wait
    if (next + MAX_ACT_MS > life.to) break
    if (isTroubled(next) && role === 'flapping') standing = yield* flap(plugin, {at: next, state})
    else if (isTroubled(next) && role === 'erring') standing = yield* err(plugin, {at: next, state}, random)
    else standing = yield* reload(plugin, {at: next, state}, isTroubled(next), random)
  }
  if (life.endsInOutage) {
    const end = life.to + random.between(0, 1500)
    yield stateEvent(end, plugin, standing.state, 'error', 'plugin system failed')
    yield stateEvent(end + 500, plugin, 'error', 'unloaded')
  }
}

function loadMs(plugin: DemoPlugin, random: Random): number {
  return random.logNormal(plugin.loadMs, 0.4)
}

function* flap(plugin: DemoPlugin, {at, state}: Standing): Generator<DemoEvent, Standing> {
  const next = state === 'error' ? 'loaded' : 'error'
  yield stateEvent(at, plugin, state, next, next === 'error' ? 'connection reset by peer' : undefined)
  return {at, state: next}
}

function* err(plugin: DemoPlugin, standing: Standing, random: Random): Generator<DemoEvent, Standing> {
  const {at} = standing
  const errorType = random.next() < 0.9 ? 'GatewayError' : 'ValueError'
  const message = `gateway answered ${500 + random.below(4)}`
  yield makeEvent(at, 'error', {plugin_name: plugin.name, error_type: errorType, message})
  yield logEvent(at, 'ERROR', `${plugin.name}: ${message}`, plugin)
  return standing
}

function* reload(
  plugin: DemoPlugin,
  {at, state}: Standing,
  isTroubled: boolean,
  random: Random,
): Generator<DemoEvent, Standing> {
  let oldState = state
  if (state !== 'error') {
    yield stateEvent(at, plugin, state, 'unloaded', 'reload')
    oldState = 'unloaded'
  }
  const failure = isTroubled ? FAILURES[plugin.role] : undefined
  const isSlow = isTroubled && plugin.role === 'slow'
  const durationMs = failure?.durationMs ?? (isSlow ? random.between(560, 1700) : loadMs(plugin, random))
  return yield* loadPlugin(plugin, {at, oldState, durationMs, failure}, random)
}
