import type {Distribution} from '../../src/figures.ts'
import type {AlertView, PluginView, Snapshot} from '../../src/snapshot.ts'

/** 2026-11-22T10:42:07Z. */
export const AT = Date.UTC(2026, 10, 22, 10, 42, 7)
const MINUTE = 60_000

const NONE: Distribution = {count: 0, sum: 0}
const SOME: Distribution = {
  count: 1204,
  sum: 101.136,
  min: 0.0009,
  mean: 0.084,
  p50: 0.1 - 0.028,
  p90: 0.341,
  p95: 0.512,
  p99: 0.812,
  max: 1.9,
}
const windowed = (start: Distribution) => ({window: NONE, start})

function plugin(pluginName: string, over: Partial<PluginView> = {}): PluginView {
  return {
    pluginName,
    instance: 'host-1',
    severity: 0,
    errors: 0,
    errorsPerMinute: 0,
    loadFailures: 0,
    failuresPerHour: 0,
    stateChanges: 0,
    changesPerHour: 0,
    flapping: {score: 0, flapping: false},
    load: windowed(NONE),
    initialize: windowed(NONE),
    loads: [],
    ...over,
  }
}

function alert(alertname: string, over: Partial<AlertView>): AlertView {
  return {
    alertname,
    severity: 'warning',
    labels: {alertname, severity: 'warning', plugin_name: 'theme-7', instance: 'host-1'},
    annotations: {},
    state: 'pending',
    value: 0.81,
    holdSeconds: 300,
    activeAt: AT - 3 * MINUTE,
    ...over,
  }
}

/** Nothing has happened yet. */
export const EMPTY: Snapshot = {
  at: AT,
  wallAt: AT,
  window: 'start',
  intervalSeconds: 15,
  sources: [],
  engine: {
    eventsPerSecond: 0,
    rejected: 0,
    dropped: 0,
    late: 0,
    lost: 0,
    overflowed: {},
    unknownKeys: 0,
    clamped: 0,
    spansEvicted: 0,
  },
  totals: {events: 0, plugins: 0, loaded: 0, error: 0, unloaded: 0, errors: 0, loadFailures: 0, stateChanges: 0},
  levels: {DEBUG: 0, INFO: 0, WARNING: 0, ERROR: 0, CRITICAL: 0},
  rates: {errorsPerMinute: 0, failuresPerHour: 0, changesPerHour: 0, errors: [], loadMean: [], slotSeconds: 15},
  load: windowed(NONE),
  initialize: windowed(NONE),
  discovery: windowed(NONE),
  discoveryByDirectory: [],
  loadHistogram: {window: [], start: []},
  thresholds: [{metric: 'plugin_load_time', quantile: 0.5, limit: 0.1, unit: 's', count: 0, verdict: 'no-data'}],
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
  rules: [],
}

/** A host in trouble, with everything a report can say, rows out of order and text that means harm. */
export const RICH: Snapshot = {
  ...EMPTY,
  period: {from: AT - 60 * MINUTE, to: AT + 0.25},
  sources: [
    {
      name: 'plugins.jsonl',
      kind: 'file',
      instance: 'host-1',
      state: 'ended',
      text: '',
      events: 61_130,
      rejected: 3,
      rejectedByReason: {'bad-time': 1, 'bad-json': 2},
      late: 4,
      dropped: 0,
      gaps: 1,
      lost: 12,
      restarts: 1,
      notes: {rotated: 2},
      insecure: false,
    },
  ],
  engine: {...EMPTY.engine, rejected: 3, late: 4, lost: 12, overflowed: {plugin_errors: 7}},
  totals: {
    events: 61_130,
    plugins: 26,
    loaded: 24,
    error: 1,
    unloaded: 1,
    errors: 56,
    loadFailures: 3,
    stateChanges: 440,
  },
  levels: {DEBUG: 10_000, INFO: 5000, WARNING: 12, ERROR: 56, CRITICAL: 1},
  rates: {...EMPTY.rates, errorsPerMinute: 0.93},
  load: windowed(SOME),
  discovery: windowed({...SOME, count: 9}),
  discoveryByDirectory: [
    {directory: '/plugins', instance: 'host-1', ...windowed({...SOME, count: 6})},
    {directory: '/opt/a|b', instance: 'host-1', ...windowed({...SOME, count: 3})},
  ],
  thresholds: [
    {metric: 'plugin_load_time', quantile: 0.5, limit: 0.1, unit: 's', value: 0.072, count: 1204, verdict: 'ok'},
    {metric: 'plugin_load_time', quantile: 0.99, limit: 0.5, unit: 's', value: 0.812, count: 1204, verdict: 'over'},
    {metric: 'plugin_errors', limit: 0.1, unit: '/min', value: 0.93, count: 56, verdict: 'over'},
    {metric: 'plugin_load_failures', limit: 3, unit: '/h', value: 3, count: 3, verdict: 'ok'},
    {metric: 'plugin_discovery_time', quantile: 0.99, limit: 2, unit: 's', count: 0, verdict: 'no-data'},
  ],
  plugins: [
    plugin('theme-7', {
      version: '2.1.0',
      state: 'loaded',
      severity: 3,
      errors: 41,
      stateChanges: 130,
      flapping: {score: 0.62, flapping: true},
      load: windowed(SOME),
      cpuSeconds: 12.25,
      memoryBytes: 38_000_000,
      method: 'sampled',
    }),
    plugin('export-142', {
      version: '1.4.0',
      state: 'error',
      reason: 'invalid format',
      severity: 2,
      errors: 3,
      loadFailures: 3,
    }),
    plugin('evil\x1b]0;owned\x07-<img>', {state: 'loaded', severity: 0, load: windowed({...SOME, count: 12})}),
    ...Array.from({length: 23}, (_, index) => plugin(`auth-${String(index)}`, {version: '3.0.0', state: 'loaded'})),
  ],
  errorsByType: [
    {errorType: 'TypeError', count: 12},
    {errorType: 'TimeoutError', count: 41},
    {errorType: 'ImportError', count: 3},
  ],
  failuresByReason: [
    {reason: 'missing dependency', count: 1},
    {reason: 'invalid format', count: 2},
  ],
  slowest: [
    {
      name: 'plugin.load',
      pluginName: 'theme-7',
      instance: 'host-1',
      traceId: '4bf92f3577b34da6',
      spanId: '00f067aa0ba902b7',
      start: AT - 9 * MINUTE,
      duration: 1.9,
      status: 'ok',
    },
  ],
  unfinished: [
    {
      name: 'plugin.load',
      pluginName: 'export-142',
      instance: 'host-1',
      traceId: '4bf92f3577b34da7',
      spanId: '00f067aa0ba902b8',
      start: AT - 2 * MINUTE,
    },
  ],
  unfinishedTotal: 14,
  rejects: [
    {source: 'plugins.jsonl', line: 7, reason: 'bad-json', detail: 'ends within a string', text: '{"type":"sp\x1b[2J'},
    {source: 'plugins.jsonl', line: 0, reason: 'bad-time', detail: 'span: time is no time', text: '{"time":"x"}'},
  ],
  marks: [
    {at: AT - 30 * MINUTE, kind: 'restart', instance: 'host-1', text: 'host started again'},
    {at: AT - 40 * MINUTE, kind: 'critical', instance: 'host-1', text: 'Plugin system initialization failed'},
  ],
  alerts: [
    alert('SlowPluginLoad', {threshold: {operator: '>', limit: 0.5}}),
    alert('HighPluginErrorRate', {
      severity: 'critical',
      state: 'firing',
      value: 1.2,
      threshold: {operator: '>', limit: 0.1},
      annotations: {summary: 'theme-7 fails\nall the time', runbook: 'https://example.org/r'},
      activeAt: AT - 12 * MINUTE,
      firedAt: AT - 7 * MINUTE,
    }),
    alert('Ratio', {value: Infinity, labels: {b: '2', a: '1'}}),
    alert('Gone', {state: 'resolved', resolvedAt: AT - MINUTE}),
  ],
  incidents: [
    {
      alertname: 'HighPluginErrorRate',
      severity: 'critical',
      labels: {plugin_name: 'theme-7', instance: 'host-1'},
      startsAt: AT - 12 * MINUTE,
      firedAt: AT - 7 * MINUTE,
      peak: 1.4,
      evidence: [{at: AT - 12 * MINUTE, kind: 'error', text: 'TimeoutError: no answer'}],
    },
    {
      alertname: 'SlowPluginLoad',
      severity: 'warning',
      labels: {plugin_name: 'theme-7', instance: 'host-1'},
      startsAt: AT - 50 * MINUTE,
      endsAt: AT - 46 * MINUTE,
      peak: NaN,
      evidence: [],
    },
  ],
  rules: [
    {group: 'own', name: 'Broken', health: 'err', error: 'many-to-many matching not allowed'},
    {group: 'own', name: 'Fine', health: 'ok'},
  ],
}
