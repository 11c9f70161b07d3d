import type {MetricEvent} from '../event.ts'
import {METRICS} from './catalog.ts'
import type {HostRecord} from './host-record.ts'
import {isLadderMetric} from './ladder.ts'
import {ownSeries, type OwnSeries, type PluginRecord} from './plugin-record.ts'
import type {AnySeries} from './registry.ts'
import type {Label} from './series.ts'

/** A metric that the host keeps itself: its own, or one of ours, which it then tells on the highest rung. */
export function takeMetric(event: MetricEvent, host: HostRecord): void {
  const {name, kind, value} = event
  if (!Number.isFinite(value) || (kind === 'counter' && value < 0)) return
  // One of ours told as another kind is refused by the registry, and says nothing to the ladder.
  if (isLadderMetric(name) && METRICS.get(name)!.kind === kind && !host.ladder[name].counts('metric')) return
  const labels = Object.entries(event.labels ?? {}).sort(([a], [b]) => (a < b ? -1 : 1))
  const {registry, instance} = host
  const {pending} = registry
  switch (kind) {
    case 'counter': {
      const counter = own(event, host, labels, () => registry.open(kind, name, instance, labels))
      if (counter !== undefined) pending.add(counter, value)
      break
    }
    case 'gauge': {
      const gauge = registry.open(kind, name, instance, labels)
      if (gauge !== undefined) pending.set(gauge.id, value)
      break
    }
    case 'histogram': {
      const histogram = own(event, host, labels, () => registry.open(kind, name, instance, labels, event.unit))
      if (histogram !== undefined) pending.observe(histogram, value)
      break
    }
  }
}

/** The id of the series, remembered with the plugin or the directory it belongs to. */
function own<S extends AnySeries>(
  {name, labels}: MetricEvent,
  host: HostRecord,
  sorted: readonly Label[],
  open: () => S | undefined,
): number | undefined {
  const belongings = belongingsOf(name, host, host.plugin(labels?.['plugin_name'])) as OwnSeries<S> | undefined
  return belongings === undefined ? open()?.id : ownSeries(belongings, belongings.byKey, JSON.stringify(sorted), open)
}

function belongingsOf(name: string, host: HostRecord, plugin: PluginRecord): OwnSeries<AnySeries> | undefined {
  switch (name) {
    case 'plugin_load_time':
      return plugin.loads
    case 'plugin_initialize_time':
      return plugin.initializations
    case 'plugin_discovery_time':
      return host.discoveries
    case 'plugin_errors':
      return plugin.errors
    case 'plugin_load_failures':
      return plugin.failures
    case 'plugin_state_changes':
      return plugin.changes
    default:
      return undefined
  }
}
