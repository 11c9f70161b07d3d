import type {LogEvent, PluginEvent, SpanEvent, StateEvent} from '../event.ts'
import type {HostRecord} from './host-record.ts'
import type {Rung} from './ladder.ts'
import type {Events} from './slowest.ts'
import {takeMetric} from './told-metric.ts'

/**
 * The one table from events to series (DESIGN.md section 3). A row says what an event tells; the verbs of the host ask the ladder
 * whether it counts; spans tell most and stand below. What was read out of a log text stands on the lowest rung, whatever it tells.
 */
const FACTS: {
  readonly [T in Exclude<PluginEvent['type'], 'span'>]: (
    event: Extract<PluginEvent, {type: T}>,
    host: HostRecord,
  ) => void
} = {
  hello(event, host) {
    const isRestart =
      (event.started !== undefined && host.startedAt !== undefined && event.started !== host.startedAt) ||
      (event.pid !== undefined && host.pid !== undefined && event.pid !== host.pid)
    if (isRestart) host.spans.clear()
    host.pid = event.pid ?? host.pid
    host.runtime = event.runtime ?? host.runtime
    host.startedAt = event.started ?? host.startedAt
    host.states.introduce(event, host.plugin)
  },
  log(event, host) {
    if (event.origin === 'text' && isFailure(event) && event.pluginName !== undefined) {
      host.countError('text', event.pluginName, event.errorType)
    }
  },
  span_start: (event, host) => host.spans.start(event),
  span_update: (event, host) => host.spans.update(event),
  state(event, host) {
    const {pluginName, newState, reason, time} = event
    const rung = rungOf(event, 'state')
    const plugin = host.plugin(pluginName)
    const oldState = event.oldState ?? plugin.state
    if (isFailedLoad(event, oldState)) host.countFailure(rung, pluginName, reason)
    host.countChange(rung, plugin, oldState ?? 'unknown', newState)
    plugin.version = event.version ?? plugin.version
    host.states.set(rung, plugin, newState, time, reason)
  },
  error: (event, host) => host.countError(rungOf(event, 'error'), event.pluginName, event.errorType),
  metric: takeMetric,
  usage(event, host) {
    if (event.pluginName === undefined) host.pid = event.pid ?? host.pid
    host.setUsage(event)
  },
  gap() {
    // What was lost is not known; the monitor counts how much.
  },
  bye: (_, host) => host.spans.clear(),
}

/** Counts everything that an event tells of an instance. Written out, since looking a function up by name costs more than most facts. */
export function takeFacts(event: PluginEvent, host: HostRecord, events: Events, index: number): void {
  switch (event.type) {
    case 'log':
      return FACTS.log(event, host)
    case 'span':
      return takeSpan(event, host, events, index)
    case 'state':
      return FACTS.state(event, host)
    case 'usage':
      return FACTS.usage(event, host)
    case 'error':
      return FACTS.error(event, host)
    case 'span_start':
      return FACTS.span_start(event, host)
    case 'span_update':
      return FACTS.span_update(event, host)
    case 'metric':
      return FACTS.metric(event, host)
    case 'hello':
      return FACTS.hello(event, host)
    case 'gap':
      return FACTS.gap(event, host)
    case 'bye':
      return FACTS.bye(event, host)
  }
}

function takeSpan(event: SpanEvent, host: HostRecord, events: Events, index: number): void {
  const unfinished = host.spans.finish(event)
  const rung = rungOf(event, 'span')
  const pluginName = event.pluginName ?? unfinished?.pluginName
  switch (event.name) {
    case 'plugin.load':
      host.slowest.take(host.instance, event, pluginName, events, index)
      takeLoad(event, host, rung, pluginName, event.version ?? unfinished?.version)
      break
    case 'plugin.initialize':
      if (event.status === 'ok') host.observeInitialization(rung, pluginName, event.durationMs / 1000)
      break
    case 'plugin.discover':
      if (event.status === 'ok') {
        host.observeDiscovery(rung, event.directory ?? unfinished?.directory, event.durationMs / 1000)
      }
      break
  }
  if (event.status === 'error') host.countError(rung, pluginName, event.errorType)
}

function takeLoad(
  event: SpanEvent,
  host: HostRecord,
  rung: Rung,
  pluginName: string | undefined,
  version: string | undefined,
): void {
  const {status, time, message, durationMs} = event
  const reason = event.errorType ?? message
  if (status === 'ok') host.observeLoad(rung, pluginName, version, durationMs / 1000)
  else host.countFailure(rung, pluginName, reason)
  if (pluginName === undefined) return
  const plugin = host.plugin(pluginName)
  plugin.version = version ?? plugin.version
  const oldState = plugin.state ?? 'loading'
  const newState = status === 'ok' ? 'loaded' : 'error'
  if (oldState !== newState) host.countChange(rung, plugin, oldState, newState)
  host.states.set(rung, plugin, newState, time, status === 'ok' ? undefined : (message ?? reason))
}

function rungOf(event: PluginEvent, native: Rung): Rung {
  return event.origin === 'text' ? 'text' : native
}

function isFailure({level}: LogEvent): boolean {
  return level === 'ERROR' || level === 'CRITICAL'
}

/** Into error with a reason, on the way to being loaded; what was never seen before was on that way. */
function isFailedLoad({newState, reason}: StateEvent, oldState = 'loading'): boolean {
  return newState === 'error' && reason !== undefined && (oldState === 'loading' || oldState === 'discovered')
}
