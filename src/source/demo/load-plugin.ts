import {makeEvent, type DemoEvent} from './demo-event.ts'
import type {DemoPlugin} from './demo-plugin.ts'
import type {Random} from './random.ts'

/** Why a load fails, as the host tells it. */
export interface Failure {
  readonly errorType: string
  readonly message: string
  /** How long it takes to fail, in milliseconds. */
  readonly durationMs: number
}

/** A span's place in its trace. */
export interface Parent {
  readonly traceId: string
  readonly spanId: string
}

/** One attempt to load. */
export interface Load {
  readonly at: number
  readonly oldState: string
  readonly durationMs: number
  readonly failure?: Failure | undefined
  readonly parent?: Parent | undefined
}

/** A state event. */
export function stateEvent(
  at: number,
  {name, version}: DemoPlugin,
  oldState: string,
  newState: string,
  reason?: string,
) {
  return makeEvent(at, 'state', {plugin_name: name, version, old_state: oldState, new_state: newState, reason})
}

/** A log event of the host's logger. */
export function logEvent(at: number, level: string, message: string, plugin?: DemoPlugin): DemoEvent {
  return makeEvent(at, 'log', {level, message, logger: 'plugin.manager', plugin_name: plugin?.name})
}

/**
 * Loads and initializes a plugin as the specification's host does, its name tagged after the span's start. Gives back when it
 * was over and in which state the plugin is then.
 */
export function* loadPlugin(
  plugin: DemoPlugin,
  {at, oldState, durationMs, failure, parent}: Load,
  random: Random,
): Generator<DemoEvent, {at: number; state: string}> {
  const load = {
    name: 'plugin.load',
    trace_id: parent?.traceId ?? random.id() + random.id(),
    span_id: random.id(),
    parent_id: parent?.spanId,
  }
  const end = at + durationMs
  const timing = {start: new Date(at).toISOString(), duration_ms: Math.round(durationMs * 1000) / 1000}
  yield stateEvent(at, plugin, oldState, 'loading')
  yield makeEvent(at, 'span_start', load)
  yield makeEvent(at + 0.05, 'span_update', {span_id: load.span_id, tags: {plugin_name: plugin.name}})
  if (failure) {
    const {errorType, message} = failure
    const tags = {plugin_name: plugin.name}
    yield makeEvent(end, 'span', {...load, ...timing, status: 'error', error_type: errorType, message, tags})
    yield stateEvent(end, plugin, 'loading', 'error', message)
    yield makeEvent(end, 'error', {plugin_name: plugin.name, error_type: errorType, message})
    yield logEvent(end, 'ERROR', `Failed to load plugin '${plugin.name}': ${message}`, plugin)
    return {at: end, state: 'error'}
  }
  const tags = {plugin_name: plugin.name, version: plugin.version}
  yield makeEvent(end, 'span_update', {span_id: load.span_id, tags: {version: plugin.version}})
  yield makeEvent(end, 'span', {...load, ...timing, status: 'ok', tags})
  yield stateEvent(end, plugin, 'loading', 'loaded')
  yield logEvent(end, 'INFO', `Plugin '${plugin.name}' loaded successfully`, plugin)

  const initializeMs = random.logNormal(12, 0.6)
  const initialized = end + initializeMs
  yield makeEvent(initialized, 'span', {
    name: 'plugin.initialize',
    trace_id: load.trace_id,
    span_id: random.id(),
    parent_id: load.span_id,
    start: new Date(end).toISOString(),
    duration_ms: Math.round(initializeMs * 1000) / 1000,
    status: 'ok',
    tags: {plugin_name: plugin.name, config: 'default'},
  })
  yield stateEvent(initialized, plugin, 'loaded', 'initialized')
  return {at: initialized, state: 'initialized'}
}
