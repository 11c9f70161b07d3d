import type {Distribution} from '../figures.ts'
import type {PluginView, Snapshot, SourceView} from '../snapshot.ts'
import {formatExposition, type Family, type Sample} from './exposition.ts'

const QUANTILES = [
  ['0.5', 'p50'],
  ['0.9', 'p90'],
  ['0.95', 'p95'],
  ['0.99', 'p99'],
] as const

/**
 * A snapshot as Prometheus text (`report -o prometheus`), since the start: durations as summaries, counts a plugin and instance. The rows of
 * a snapshot have no error types and no state pairs, so these labels are not there; for exact series ask the monitor with PromQL.
 */
export function reportPrometheus(snapshot: Snapshot): string {
  return formatExposition([...pluginFamilies(snapshot.plugins), ...hostFamilies(snapshot), ...ownFamilies(snapshot)])
}

function pluginFamilies(plugins: readonly PluginView[]): Family[] {
  const each = (value: (plugin: PluginView) => number | undefined): Sample[] =>
    plugins.flatMap((plugin) => sample(labelsOf(plugin), value(plugin)))
  return [
    {
      name: 'plugin_load_time',
      type: 'summary',
      help: 'Seconds that loading took.',
      samples: plugins.flatMap((plugin) => summary({...labelsOf(plugin), version: plugin.version}, plugin.load)),
    },
    {
      name: 'plugin_initialize_time',
      type: 'summary',
      help: 'Seconds that initializing took.',
      samples: plugins.flatMap((plugin) => summary({...labelsOf(plugin), version: plugin.version}, plugin.initialize)),
    },
    {name: 'plugin_errors', type: 'counter', help: 'Errors.', samples: each(({errors}) => errors)},
    {
      name: 'plugin_load_failures',
      type: 'counter',
      help: 'Failed loads.',
      samples: each(({loadFailures}) => loadFailures),
    },
    {
      name: 'plugin_state_changes',
      type: 'counter',
      help: 'Changes of state.',
      samples: each(({stateChanges}) => stateChanges),
    },
    {
      name: 'plugin_cpu_seconds',
      type: 'counter',
      help: 'CPU time in seconds.',
      samples: each(({cpuSeconds}) => cpuSeconds),
    },
    {
      name: 'plugin_memory_bytes',
      type: 'gauge',
      help: 'Memory in bytes.',
      samples: each(({memoryBytes}) => memoryBytes),
    },
  ]
}

function hostFamilies({discoveryByDirectory, totals, processes, alerts}: Snapshot): Family[] {
  return [
    {
      name: 'plugin_discovery_time',
      type: 'summary',
      help: 'Seconds that discovery took.',
      samples: discoveryByDirectory.flatMap(({directory, instance, start}) => summary({directory, instance}, start)),
    },
    {
      name: 'plugins_loaded',
      type: 'gauge',
      help: 'Plugins by state.',
      samples: (['loaded', 'error', 'unloaded'] as const).flatMap((state) => sample({state}, totals[state])),
    },
    {
      name: 'process_cpu_seconds',
      type: 'counter',
      help: 'CPU time of the host in seconds.',
      samples: processes.flatMap(({instance, cpuSeconds}) => sample({instance}, cpuSeconds)),
    },
    {
      name: 'process_resident_memory_bytes',
      type: 'gauge',
      help: 'Resident memory of the host in bytes.',
      samples: processes.flatMap(({instance, rssBytes}) => sample({instance}, rssBytes)),
    },
    {
      name: 'ALERTS',
      type: 'gauge',
      help: 'Alerts that are pending or firing.',
      samples: alerts
        .filter(({state}) => state !== 'resolved')
        .map(({alertname, labels, state}) => ({labels: {...labels, alertname, alertstate: state}, value: 1})),
    },
  ]
}

function ownFamilies({sources}: Snapshot): Family[] {
  return [
    {
      name: 'plugmon_events',
      type: 'counter',
      help: 'Events that were taken.',
      samples: sources.flatMap(({name, instance, events}) => sample({source: name, instance}, events)),
    },
    {
      name: 'plugmon_rejected',
      type: 'counter',
      help: 'Lines that were not taken, by reason.',
      samples: sources.flatMap(({name, instance, rejectedByReason}) =>
        Object.entries(rejectedByReason).flatMap(([reason, count]) => sample({source: name, instance, reason}, count)),
      ),
    },
    {
      name: 'plugmon_dropped',
      type: 'counter',
      help: 'Events that were dropped: logs under load by level, without a level what a stream skipped.',
      samples: sources.flatMap(droppedSamples),
    },
  ]
}

function droppedSamples({name, instance, dropped, droppedByLevel}: SourceView): Sample[] {
  const byLevel = Object.entries(droppedByLevel)
  const shed = byLevel.reduce((sum, [, count]) => sum + count, 0)
  return [
    ...sample({source: name, instance}, dropped - shed),
    ...byLevel.flatMap(([level, count]) => sample({source: name, instance, level}, count)),
  ]
}

function labelsOf({pluginName, instance}: PluginView): Sample['labels'] {
  return {plugin_name: pluginName, instance}
}

/** No sample where the value is not known. */
function sample(labels: Sample['labels'], value: number | undefined): Sample[] {
  return value === undefined ? [] : [{labels, value}]
}

function summary(labels: Sample['labels'], distribution: Distribution): Sample[] {
  const {count, sum} = distribution
  if (count === 0) return []
  return [
    ...QUANTILES.flatMap(([quantile, field]) => sample({...labels, quantile}, distribution[field])),
    {suffix: '_sum', labels, value: sum},
    {suffix: '_count', labels, value: count},
  ]
}
