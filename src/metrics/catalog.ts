/** How a metric behaves. */
export type MetricKind = 'counter' | 'gauge' | 'histogram'

/** What there is to know of a metric. */
export interface MetricInfo {
  readonly kind: MetricKind
  /** Beside `instance`, which every series carries. */
  readonly labels: readonly string[]
  readonly help: string
  /** A counter that is told as a total: its first sample is no birth, since what it holds did not happen just now. */
  readonly isTotal?: true
}

/** The metrics plugmon makes by itself, by name (DESIGN.md section 3). Hosts may bring others. */
export const METRICS: ReadonlyMap<string, MetricInfo> = new Map<string, MetricInfo>(
  Object.entries({
    plugin_load_time: {
      kind: 'histogram',
      labels: ['plugin_name', 'version'],
      help: 'Seconds that successful loads took.',
    },
    plugin_initialize_time: {
      kind: 'histogram',
      labels: ['plugin_name'],
      help: 'Seconds that successful initializations took.',
    },
    plugin_discovery_time: {
      kind: 'histogram',
      labels: ['directory'],
      help: 'Seconds that successful scans of a directory took.',
    },
    plugins_loaded: {kind: 'gauge', labels: ['state'], help: 'Plugins that are loaded, in error or unloaded.'},
    plugin_state_changes: {kind: 'counter', labels: ['plugin_name', 'old_state', 'new_state'], help: 'State changes.'},
    plugin_errors: {kind: 'counter', labels: ['plugin_name', 'error_type'], help: 'Errors.'},
    plugin_load_failures: {kind: 'counter', labels: ['plugin_name', 'reason'], help: 'Failed loads.'},
    plugin_cpu_seconds: {
      kind: 'counter',
      isTotal: true,
      labels: ['plugin_name', 'method'],
      help: 'CPU seconds used since the host started.',
    },
    plugin_memory_bytes: {kind: 'gauge', labels: ['plugin_name', 'method'], help: 'Memory in use.'},
    process_cpu_seconds: {
      kind: 'counter',
      isTotal: true,
      labels: [],
      help: 'CPU seconds the host has used since it started.',
    },
    process_resident_memory_bytes: {kind: 'gauge', labels: [], help: 'Resident memory of the host.'},
    process_heap_bytes: {kind: 'gauge', labels: [], help: 'Heap of the host in use.'},
    up: {kind: 'gauge', labels: [], help: '1 while the source of the instance is connected.'},
  }),
)
