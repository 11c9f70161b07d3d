import type {ThresholdView} from '../figures.ts'
import type {Snapshot} from '../snapshot.ts'

/** Fewer samples than this say little about a 99th percentile: it is drawn dim. */
export const FEW_SAMPLES = 100

/** The limit on a metric, or on one of its quantiles, as it stands. */
export function findLimit({thresholds}: Snapshot, metric: string, quantile?: number): ThresholdView | undefined {
  return thresholds.find((limit) => limit.metric === metric && limit.quantile === quantile)
}

/** `P99 of plugin_load_time` in the words of the screen. */
export function nameOfLimit({metric, quantile}: ThresholdView): string {
  const name = METRIC_NAMES[metric] ?? metric
  return quantile === undefined ? name : `${name} P${Math.round(quantile * 1000) / 10}`
}

const METRIC_NAMES: Readonly<Record<string, string>> = {
  plugin_load_time: 'load',
  plugin_initialize_time: 'initialize',
  plugin_discovery_time: 'discovery',
  plugins_loaded: 'in error',
  plugin_state_changes: 'to error',
  plugin_errors: 'errors',
  plugin_load_failures: 'failed loads',
}
