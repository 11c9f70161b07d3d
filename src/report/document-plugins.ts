import type {Distribution} from '../figures.ts'
import type {PluginView} from '../snapshot.ts'
import {byText, ordered} from './order.ts'
import {seconds} from './tidy.ts'

/** A distribution as the report writes it: seconds; of none but count and sum are known. */
export function distribution({count, sum, min, mean, p50, p90, p95, p99, max}: Distribution) {
  return {
    count,
    sum: seconds(sum),
    min: seconds(min),
    mean: seconds(mean),
    p50: seconds(p50),
    p90: seconds(p90),
    p95: seconds(p95),
    p99: seconds(p99),
    max: seconds(max),
  }
}

/** One row a plugin of an instance. */
export function pluginRows(plugins: readonly PluginView[]) {
  return ordered(plugins, byText('instance'), byText('pluginName'), byText('version')).map((plugin) => ({
    plugin_name: plugin.pluginName,
    instance: plugin.instance,
    version: plugin.version,
    state: plugin.state,
    errors: plugin.errors,
    load_failures: plugin.loadFailures,
    state_changes: plugin.stateChanges,
    flapping: {score: seconds(plugin.flapping.score), flapping: plugin.flapping.flapping},
    load_time: distribution(plugin.load),
    initialize_time: distribution(plugin.initialize),
    cpu_seconds: seconds(plugin.cpuSeconds),
    memory_bytes: plugin.memoryBytes,
    method: plugin.method,
  }))
}
