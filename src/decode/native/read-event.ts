import type {HelloEvent, Level, MetricEvent, PluginEvent, UsageMethod} from '../../event.ts'
import {foldLevel} from '../level.ts'
import type {Fields, JsonObject} from './fields.ts'

const METRIC_KINDS: readonly MetricEvent['kind'][] = ['counter', 'gauge', 'histogram']
const METRIC_UNITS: readonly NonNullable<MetricEvent['unit']>[] = ['s', 'By', '1']
const USAGE_METHODS: readonly UsageMethod[] = ['process', 'thread', 'sampled', 'reported']
const SPAN_STATUSES: readonly ('ok' | 'error')[] = ['ok', 'error']
/** As many as there may be series of one metric. */
const MAX_PLUGINS = 10_000

/** What every event has. Each reader below writes it out: an object made by spreading costs V8 several times as much. */
export interface Head {
  time: number
  timeIsReceipt: true | undefined
  id: string | undefined
}

/** The table of the protocol: which fields each type has (DESIGN.md section 2). */
export const READERS: Readonly<
  Record<PluginEvent['type'], (fields: Fields, head: Head, inner: Fields) => PluginEvent>
> = {
  hello: (fields, head, inner) => ({
    type: 'hello',
    time: head.time,
    origin: 'native',
    timeIsReceipt: head.timeIsReceipt,
    id: head.id,
    host: fields.text('host'),
    instance: fields.optionalLabel('instance'),
    pid: fields.optionalNumber('pid', 0),
    runtime: fields.optionalText('runtime'),
    started: fields.optionalTime('started'),
    plugins: readPlugins(fields, inner),
  }),
  log: (fields, head) => ({
    type: 'log',
    time: head.time,
    origin: 'native',
    timeIsReceipt: head.timeIsReceipt,
    id: head.id,
    level: readLevel(fields),
    message: fields.text('message'),
    logger: fields.optionalLabel('logger'),
    pluginName: fields.optionalLabel('plugin_name'),
    errorType: fields.optionalLabel('error_type'),
    stack: fields.optionalText('stack'),
    tags: fields.optionalTags('tags'),
  }),
  span_start: (fields, head) => ({
    type: 'span_start',
    time: head.time,
    origin: 'native',
    timeIsReceipt: head.timeIsReceipt,
    id: head.id,
    name: fields.label('name'),
    traceId: fields.id('trace_id'),
    spanId: fields.id('span_id'),
    parentId: fields.optionalId('parent_id'),
    tags: fields.optionalTags('tags'),
    pluginName: fields.tagLabel('plugin_name'),
    version: fields.tagLabel('version'),
    directory: fields.tagLabel('directory'),
  }),
  span_update: (fields, head) => ({
    type: 'span_update',
    time: head.time,
    origin: 'native',
    timeIsReceipt: head.timeIsReceipt,
    id: head.id,
    spanId: fields.id('span_id'),
    tags: fields.tags('tags'),
    pluginName: fields.tagLabel('plugin_name'),
    version: fields.tagLabel('version'),
    directory: fields.tagLabel('directory'),
  }),
  span: (fields, head) => ({
    type: 'span',
    time: head.time,
    origin: 'native',
    timeIsReceipt: head.timeIsReceipt,
    id: head.id,
    name: fields.label('name'),
    traceId: fields.id('trace_id'),
    spanId: fields.id('span_id'),
    parentId: fields.optionalId('parent_id'),
    start: fields.time('start'),
    durationMs: fields.number('duration_ms', 0),
    status: fields.oneOf('status', SPAN_STATUSES),
    errorType: fields.optionalLabel('error_type'),
    message: fields.optionalText('message'),
    tags: fields.optionalTags('tags'),
    pluginName: fields.tagLabel('plugin_name'),
    version: fields.tagLabel('version'),
    directory: fields.tagLabel('directory'),
  }),
  state: (fields, head) => ({
    type: 'state',
    time: head.time,
    origin: 'native',
    timeIsReceipt: head.timeIsReceipt,
    id: head.id,
    pluginName: fields.label('plugin_name'),
    version: fields.optionalLooseLabel('version'),
    oldState: fields.optionalLabel('old_state'),
    newState: fields.label('new_state'),
    reason: fields.optionalLabel('reason'),
    directory: fields.optionalLabel('directory'),
    pid: fields.optionalNumber('pid', 0),
  }),
  error: (fields, head) => ({
    type: 'error',
    time: head.time,
    origin: 'native',
    timeIsReceipt: head.timeIsReceipt,
    id: head.id,
    pluginName: fields.label('plugin_name'),
    errorType: fields.label('error_type'),
    message: fields.text('message'),
    stack: fields.optionalText('stack'),
  }),
  metric: (fields, head) => {
    const kind = fields.oneOf('kind', METRIC_KINDS)
    return {
      type: 'metric',
      time: head.time,
      origin: 'native',
      timeIsReceipt: head.timeIsReceipt,
      id: head.id,
      name: fields.label('name'),
      kind,
      value: fields.number('value', kind === 'counter' ? 0 : undefined),
      unit: fields.optionalOneOf('unit', METRIC_UNITS),
      labels: fields.optionalLabels('labels'),
    }
  },
  usage: (fields, head) => ({
    type: 'usage',
    time: head.time,
    origin: 'native',
    timeIsReceipt: head.timeIsReceipt,
    id: head.id,
    pluginName: fields.optionalLabel('plugin_name'),
    pid: fields.optionalNumber('pid', 0),
    method: fields.oneOf('method', USAGE_METHODS),
    cpuSeconds: fields.optionalNumber('cpu_s', 0),
    rssBytes: fields.optionalNumber('rss_bytes', 0),
    heapBytes: fields.optionalNumber('heap_bytes', 0),
  }),
  gap: (fields, head) => ({
    type: 'gap',
    time: head.time,
    origin: 'native',
    timeIsReceipt: head.timeIsReceipt,
    id: head.id,
    lost: fields.number('lost', 0),
  }),
  bye: (fields, head) => ({
    type: 'bye',
    time: head.time,
    origin: 'native',
    timeIsReceipt: head.timeIsReceipt,
    id: head.id,
    reason: fields.text('reason'),
  }),
}

function readLevel(fields: Fields): Level {
  const word = fields.label('level')
  const level = foldLevel(word)
  if (level === undefined) fields.fail('bad-field', `level ${word} is no level`)
  return level ?? 'INFO'
}

function readPlugins(fields: Fields, inner: Fields): HelloEvent['plugins'] {
  const list = fields.list('plugins')
  if (list.length > MAX_PLUGINS) fields.fail('bad-field', `plugins has more than ${MAX_PLUGINS} entries`)
  return list.slice(0, MAX_PLUGINS).map((item, index) => {
    inner.open(`plugins[${index}]`, typeof item === 'object' && item !== null ? (item as JsonObject) : {})
    const plugin = {
      pluginName: inner.label('plugin_name'),
      version: inner.optionalLooseLabel('version'),
      state: inner.label('state'),
    }
    if (inner.problem !== undefined) fields.fail(inner.problem.reason, inner.problem.detail)
    return plugin
  })
}
