import type {Distribution, WindowedDistribution} from '../../src/figures.ts'
import type {PluginView, Snapshot, SnapshotSource} from '../../src/snapshot.ts'

/** 10:42:07 UTC, the moment of every fixture. */
export const AT = Date.UTC(2026, 10, 22, 10, 42, 7)

const MINUTE = 60_000
const NONE: Distribution = {count: 0, sum: 0}

function distribution(count: number, p50: number, p90: number, p99: number): Distribution {
  return {
    count,
    sum: count * p50 * 1.2,
    min: p50 / 4,
    mean: p50 * 1.2,
    p50,
    p90,
    p95: (p90 + p99) / 2,
    p99,
    max: p99 * 1.4,
  }
}

function both(window: Distribution, start: Distribution = window): WindowedDistribution {
  return {window, start}
}

const NAMES = ['auth', 'cache', 'export', 'import', 'theme', 'search', 'mail', 'billing', 'report', 'sync']

function plugin(index: number, change: Partial<PluginView> = {}): PluginView {
  const name = NAMES[index % NAMES.length] ?? 'auth'
  const wave = [2, 2, 1, 3, 2, 2, 4, 2]
  return {
    pluginName: `${name}-${index}`,
    instance: 'plug-host-1',
    version: `${1 + (index % 3)}.${index % 10}.0`,
    state: 'loaded',
    since: AT - 60 * MINUTE,
    severity: 0,
    errors: 0,
    errorsPerMinute: 0,
    loadFailures: 0,
    failuresPerHour: 0,
    stateChanges: 2,
    changesPerHour: 0,
    flapping: {score: 4, flapping: false},
    load: distribution(60 + (index % 7), 0.029 + (index % 5) / 1000, 0.05, 0.074 + (index % 9) / 1000),
    initialize: distribution(12, 0.011, 0.02, 0.031),
    loads: wave.map((count, slot) => (count + index * slot) % 5),
    cpuSeconds: 3.2 + index,
    cpuRatio: 0.004 + (index % 4) / 100,
    memoryBytes: 9e6 + (index % 13) * 1e6,
    method: 'thread',
    ...change,
  }
}

const PLUGINS: readonly PluginView[] = [
  plugin(104, {
    pluginName: 'theme-7',
    version: '2.1.0',
    severity: 3,
    errors: 41,
    errorsPerMinute: 1.2,
    stateChanges: 31,
    changesPerHour: 9,
    flapping: {score: 61, flapping: true},
    load: distribution(88, 0.41, 1.2, 1.9),
    loads: [2, 3, 2, 6, 8, 5, 3, 2],
    cpuRatio: 0.12,
    memoryBytes: 38e6,
    doing: {name: 'plugin.load', since: AT - 3200},
  }),
  plugin(142, {
    pluginName: 'export-142',
    version: '1.4.0',
    state: 'error',
    since: AT - 4 * MINUTE,
    reason: 'invalid format',
    severity: 2,
    errors: 12,
    errorsPerMinute: 0.6,
    loadFailures: 2,
    failuresPerHour: 2,
    changesPerHour: 2,
    load: NONE,
    loads: [0, 0, 0, 0, 0, 0, 0, 0],
    cpuRatio: undefined,
    memoryBytes: undefined,
    method: undefined,
  }),
  plugin(181, {
    pluginName: '日本語-plugin',
    version: '0.3.0-beta.4',
    severity: 1,
    errors: 3,
    errorsPerMinute: 0.05,
    loadFailures: 1,
  }),
  plugin(9, {
    pluginName: 'legacy-importer-with-a-very-long-name-indeed',
    state: 'unloaded',
    cpuRatio: 0,
    load: NONE,
  }),
  ...Array.from({length: 196}, (_, index) => plugin(index + 1)),
]

const ERRORS = Array.from({length: 60}, (_, slot) =>
  slot === 38 ? 4 : slot === 39 ? 9 : slot === 40 ? 6 : slot % 11 === 0 ? 1 : 0,
)

/** A host on a bad day: an alert fires, two are pending, one plugin is in error, one flaps. */
export const FULL: Snapshot = {
  at: AT,
  wallAt: AT + 300,
  window: '5m',
  intervalSeconds: 15,
  period: {from: AT - 95 * MINUTE, to: AT},
  sources: [
    {
      name: '127.0.0.1:4650',
      kind: 'sse',
      instance: 'plug-host-1',
      state: 'live',
      text: 'connected',
      host: 'plug-host-1',
      events: 861_204,
      rejected: 3,
      rejectedByReason: {'bad-json': 2, 'bad-time': 1},
      late: 12,
      dropped: 0,
      droppedByLevel: {},
      gaps: 1,
      lost: 0,
      restarts: 1,
      notes: {reconnected: 1},
      lastReceivedAt: AT,
      lastEventAt: AT,
      insecure: false,
    },
  ],
  engine: {
    eventsPerSecond: 1204,
    lagSeconds: 0.1,
    rejected: 3,
    dropped: 0,
    droppedByLevel: {},
    late: 12,
    lost: 0,
    overflowed: {},
    unknownKeys: 4,
    clamped: 0,
    spansEvicted: 0,
  },
  totals: {
    events: 861_204,
    plugins: 200,
    loaded: 198,
    error: 1,
    unloaded: 1,
    errors: 56,
    loadFailures: 3,
    stateChanges: 430,
  },
  levels: {DEBUG: 1204, INFO: 90_312, WARNING: 312, ERROR: 56, CRITICAL: 1},
  rates: {
    errorsPerMinute: 0.4,
    failuresPerHour: 2,
    changesPerHour: 14,
    errors: ERRORS,
    loadMean: ERRORS.map((errors, slot) => (slot % 13 === 5 ? undefined : 0.07 + errors / 60 + (slot % 7) / 300)),
    slotSeconds: 5,
  },
  load: both(distribution(1204, 0.072, 0.341, 0.812), distribution(61_130, 0.068, 0.198, 0.64)),
  initialize: both(distribution(1180, 0.011, 0.02, 0.041), distribution(60_112, 0.012, 0.021, 0.044)),
  discovery: both(distribution(12, 0.244, 0.4, 0.61), distribution(340, 0.251, 0.44, 0.702)),
  discoveryByDirectory: [
    {
      directory: '/plugins',
      instance: 'plug-host-1',
      ...both(distribution(8, 0.244, 0.4, 0.61), distribution(240, 0.251, 0.44, 0.702)),
    },
    {
      directory: '/opt/vendor/plugins/enterprise',
      instance: 'plug-host-1',
      ...both(distribution(4, 0.52, 0.7, 2.4), distribution(100, 0.3, 0.6, 2.4)),
    },
    {directory: '/home/plug/.local/plugins', instance: 'plug-host-1', ...both(NONE, distribution(1, 0.1, 0.1, 0.1))},
  ],
  loadHistogram: {
    window: [
      {upTo: 0.01, count: 96},
      {upTo: 0.02, count: 281},
      {upTo: 0.05, count: 377},
      {upTo: 0.1, count: 100},
      {upTo: 0.2, count: 242},
      {upTo: 0.5, count: 78},
      {upTo: 1, count: 21},
      {upTo: 2, count: 8},
      {upTo: 5, count: 1},
      {upTo: Infinity, count: 0},
    ],
    start: [{upTo: Infinity, count: 61_130}],
  },
  thresholds: [
    {metric: 'plugin_load_time', quantile: 0.5, limit: 0.1, unit: 's', value: 0.072, count: 1204, verdict: 'ok'},
    {metric: 'plugin_load_time', quantile: 0.9, limit: 0.2, unit: 's', value: 0.341, count: 1204, verdict: 'over'},
    {metric: 'plugin_load_time', quantile: 0.99, limit: 0.5, unit: 's', value: 0.812, count: 1204, verdict: 'over'},
    {metric: 'plugin_discovery_time', quantile: 0.5, limit: 0.5, unit: 's', value: 0.244, count: 12, verdict: 'ok'},
    {metric: 'plugin_discovery_time', quantile: 0.9, limit: 1, unit: 's', value: 0.4, count: 12, verdict: 'ok'},
    {metric: 'plugin_discovery_time', quantile: 0.99, limit: 2, unit: 's', value: 0.61, count: 12, verdict: 'ok'},
    {metric: 'plugins_loaded', limit: 0, unit: '', value: 1, count: 1, verdict: 'over'},
    {metric: 'plugin_state_changes', limit: 5, unit: '/h', value: 2, count: 2, verdict: 'ok'},
    {metric: 'plugin_errors', limit: 0.1, unit: '/min', value: 1.2, count: 56, verdict: 'over'},
    {metric: 'plugin_load_failures', limit: 3, unit: '/h', value: 2, count: 3, verdict: 'ok'},
  ],
  processes: [
    {
      instance: 'plug-host-1',
      pid: 4242,
      runtime: 'python 3.11',
      startedAt: AT - 95 * MINUTE,
      method: 'process',
      cpuSeconds: 812.4,
      cpuRatio: 0.23,
      rssBytes: 412e6,
    },
  ],
  plugins: PLUGINS,
  errorsByType: [
    {errorType: 'TimeoutError', count: 41},
    {errorType: 'TypeError', count: 12},
    {errorType: 'ImportError', count: 3},
  ],
  failuresByReason: [
    {reason: 'invalid format', count: 2},
    {reason: 'missing dependency', count: 1},
  ],
  slowest: Array.from({length: 9}, (_, index) => ({
    name: 'plugin.load',
    pluginName: index % 2 === 0 ? 'theme-7' : 'import-4',
    instance: 'plug-host-1',
    traceId: `4bf92f3577b34da6a3ce929d0e0e473${index}`,
    spanId: `00f067aa0ba902b${index}`,
    start: AT - index * 17_000 - 4000,
    duration: 2.4 - index * 0.21,
    status: index === 3 ? ('error' as const) : ('ok' as const),
    message: index === 3 ? 'invalid format' : undefined,
  })),
  unfinished: [
    {
      name: 'plugin.load',
      pluginName: 'theme-7',
      instance: 'plug-host-1',
      traceId: '5bf92f3577b34da6',
      spanId: '10f067aa',
      start: AT - 3200,
    },
    {
      name: 'plugin.initialize',
      pluginName: 'sync-10',
      instance: 'plug-host-1',
      traceId: '6bf92f3577b34da6',
      spanId: '20f067aa',
      start: AT - 900,
    },
  ],
  unfinishedTotal: 2,
  recentErrors: [
    ...Array.from({length: 24}, (_, index) => ({
      at: AT - (26 - index) * 11_000,
      instance: 'plug-host-1',
      level: 'ERROR' as const,
      message:
        index % 3 === 0 ? 'no answer within 5 s from the theme service' : 'Failed to load plugin: invalid format',
      pluginName: index % 3 === 0 ? 'theme-7' : 'export-142',
      errorType: index % 3 === 0 ? 'TimeoutError' : undefined,
    })),
    {at: AT - 11 * MINUTE, instance: 'plug-host-1', level: 'CRITICAL', message: 'Plugin system initialization failed'},
  ],
  recentLogs: [],
  rejects: [
    {
      source: '127.0.0.1:4650',
      line: 17,
      reason: 'bad-json',
      detail: 'Unexpected end of JSON input',
      text: '{"v":1,"type":"log","tim',
    },
    {
      source: '127.0.0.1:4650',
      line: 912,
      reason: 'bad-time',
      detail: 'no time in "yesterday"',
      text: '{"time":"yesterday","\u001b[31mtype":"log"}',
    },
  ],
  marks: [
    {at: AT - 31 * MINUTE, kind: 'restart', instance: 'plug-host-1', text: 'pid 4011 → 4242'},
    {at: AT - 30 * MINUTE, kind: 'gap', instance: 'plug-host-1', text: '12 events lost by the host'},
    {at: AT - 11 * MINUTE, kind: 'critical', instance: 'plug-host-1', text: 'Plugin system initialization failed'},
  ],
  alerts: [
    {
      alertname: 'HighPluginErrorRate',
      severity: 'critical',
      labels: {plugin_name: 'theme-7', instance: 'plug-host-1', error_type: 'TimeoutError'},
      annotations: {summary: 'theme-7 fails 1.2 times a minute', description: 'The theme service does not answer.'},
      state: 'firing',
      value: 1.2,
      threshold: {operator: '>', limit: 0.1},
      holdSeconds: 300,
      activeAt: AT - 17 * MINUTE,
      firedAt: AT - 12 * MINUTE,
    },
    {
      alertname: 'SlowPluginLoad',
      severity: 'warning',
      labels: {plugin_name: 'theme-7', instance: 'plug-host-1'},
      annotations: {summary: 'loading theme-7 is slow'},
      state: 'pending',
      value: 0.812,
      threshold: {operator: '>', limit: 0.5},
      holdSeconds: 300,
      activeAt: AT - 3 * MINUTE,
    },
    {
      alertname: 'PluginStateFlapping',
      severity: 'warning',
      labels: {plugin_name: 'theme-7', instance: 'plug-host-1'},
      annotations: {summary: 'theme-7 goes to and fro'},
      state: 'pending',
      value: 0.24,
      threshold: {operator: '>', limit: 0.2},
      holdSeconds: 300,
      activeAt: AT - MINUTE,
    },
    {
      alertname: 'HostSilent',
      severity: 'warning',
      labels: {instance: 'plug-host-1'},
      annotations: {},
      state: 'resolved',
      value: 1,
      holdSeconds: 0,
      activeAt: AT - 33 * MINUTE,
      firedAt: AT - 33 * MINUTE,
      resolvedAt: AT - 31 * MINUTE,
    },
  ],
  incidents: [
    {
      alertname: 'HostSilent',
      severity: 'warning',
      labels: {instance: 'plug-host-1'},
      startsAt: AT - 33 * MINUTE,
      firedAt: AT - 33 * MINUTE,
      endsAt: AT - 31 * MINUTE,
      peak: 1,
      evidence: [],
    },
    {
      alertname: 'SlowPluginLoad',
      severity: 'warning',
      labels: {plugin_name: 'theme-7', instance: 'plug-host-1'},
      startsAt: AT - 44 * MINUTE,
      endsAt: AT - 40 * MINUTE,
      peak: 0.62,
      evidence: [],
    },
    {
      alertname: 'HighPluginErrorRate',
      severity: 'critical',
      labels: {plugin_name: 'theme-7', instance: 'plug-host-1', error_type: 'TimeoutError'},
      startsAt: AT - 17 * MINUTE,
      firedAt: AT - 12 * MINUTE,
      peak: 1.9,
      evidence: [
        {at: AT - 16 * MINUTE, kind: 'error', text: 'TimeoutError: no answer within 5 s from the theme service'},
        {at: AT - 15 * MINUTE, kind: 'span', text: 'plugin.load theme-7 took 2.4 s'},
      ],
    },
    {
      alertname: 'SlowPluginLoad',
      severity: 'warning',
      labels: {plugin_name: 'theme-7', instance: 'plug-host-1'},
      startsAt: AT - 3 * MINUTE,
      peak: 0.812,
      evidence: [],
    },
  ],
  rules: [
    {group: 'plugmon', name: 'HighPluginErrorRate', health: 'ok'},
    {group: 'plugmon', name: 'SlowPluginLoad', health: 'ok'},
    {group: 'plugmon', name: 'PluginStateFlapping', health: 'ok'},
    {group: 'plugmon', name: 'HostSilent', health: 'ok'},
  ],
}

/** A source that was found, and has said nothing yet. */
export const EMPTY: Snapshot = {
  at: AT,
  wallAt: AT,
  window: '5m',
  intervalSeconds: 15,
  sources: [
    {
      name: '/var/log/host/plugins.jsonl',
      kind: 'file',
      instance: 'plugins.jsonl',
      state: 'waiting',
      text: 'the file does not exist yet',
      events: 0,
      rejected: 0,
      rejectedByReason: {},
      late: 0,
      dropped: 0,
      droppedByLevel: {},
      gaps: 0,
      lost: 0,
      restarts: 0,
      notes: {},
      insecure: false,
    },
  ],
  engine: {
    eventsPerSecond: 0,
    rejected: 0,
    dropped: 0,
    droppedByLevel: {},
    late: 0,
    lost: 0,
    overflowed: {},
    unknownKeys: 0,
    clamped: 0,
    spansEvicted: 0,
  },
  totals: {events: 0, plugins: 0, loaded: 0, error: 0, unloaded: 0, errors: 0, loadFailures: 0, stateChanges: 0},
  levels: {DEBUG: 0, INFO: 0, WARNING: 0, ERROR: 0, CRITICAL: 0},
  rates: {errorsPerMinute: 0, failuresPerHour: 0, changesPerHour: 0, errors: [], loadMean: [], slotSeconds: 5},
  load: both(NONE),
  initialize: both(NONE),
  discovery: both(NONE),
  discoveryByDirectory: [],
  loadHistogram: {window: [], start: []},
  thresholds: FULL.thresholds.map(({metric, quantile, limit, unit}) => ({
    metric,
    quantile,
    limit,
    unit,
    count: 0,
    verdict: 'no-data',
  })),
  processes: [],
  plugins: [],
  errorsByType: [],
  failuresByReason: [],
  slowest: [],
  unfinished: [],
  unfinishedTotal: 0,
  recentErrors: [],
  recentLogs: [],
  rejects: [],
  marks: [],
  alerts: [],
  incidents: [],
  rules: FULL.rules,
}

/** What two plugins have loaded since the start, where it differs from the window. */
const WHOLE_LOADS: Readonly<Record<string, Distribution>> = {
  'theme-7': distribution(1204, 0.11, 0.6, 1.7),
  'export-142': distribution(41, 0.05, 0.1, 0.2),
}

/** The same snapshot since the start. */
export function wholeOf(snapshot: Snapshot): Snapshot {
  const plugins = snapshot.plugins.map((row) => ({...row, load: WHOLE_LOADS[row.pluginName] ?? row.load}))
  return {...snapshot, plugins, window: 'start'}
}

/** A source that shows what it is given; `show` tells the screen that there is something new. */
export function createFakeSource(first: Snapshot): SnapshotSource & {show(snapshot: Snapshot): void} {
  let current = first
  const listeners = new Set<() => void>()
  return {
    subscribe(onChange) {
      listeners.add(onChange)
      return () => listeners.delete(onChange)
    },
    getSnapshot(window) {
      if (window === current.window) return current
      return window === 'start' ? wholeOf(current) : {...current, window}
    },
    show(snapshot) {
      current = snapshot
      for (const listener of listeners) listener()
    },
  }
}
