import type {LogEvent, PluginEvent, SpanEvent, StateEvent} from '../../event.ts'
import {boundText} from '../bounded-text.ts'
import {parseDurationMs} from '../duration.ts'
import type {LogRecord} from '../generic/read-log.ts'
import type {Interner} from '../intern.ts'
import {foldLevel} from '../level.ts'
import {liftTag} from '../native/tags.ts'
import type {Groups} from './pattern.ts'
import type {Preset, Rule} from './preset.ts'

/** A reason is a label: one line of it. */
const MAX_REASON_CHARS = 200
/** Groups with a meaning of their own; every other becomes a tag of the log event. */
const KNOWN_GROUPS = new Set(['plugin', 'bare', 'version', 'reason', 'duration'])

/** A log record and the facts that its message tells beside. */
export interface Interpretation {
  readonly event: LogEvent
  /** Facts that move metrics, each marked as derived. */
  readonly derived: readonly PluginEvent[]
}

const NOTHING: readonly PluginEvent[] = []

/** What a record's message says by the rules of the presets: the first rule that matches counts. */
export function interpret(record: LogRecord, presets: readonly Preset[], intern: Interner): Interpretation {
  const message = record.event.message.split('\n', 1)[0]!
  for (const {rules} of presets) {
    for (const rule of rules) {
      const groups = rule.match(message)
      if (groups !== undefined) return applyRule(rule, groups, record, intern)
    }
  }
  const named = record.event.pluginName ?? findName(message, presets)
  const event = named === record.event.pluginName ? record.event : {...record.event, pluginName: intern(named!)}
  return {event, derived: NOTHING}
}

/** The rule that knows this message: it is then a record even where nothing marks the start of one. */
export function ruleOf(message: string, presets: readonly Preset[]): Rule | undefined {
  for (const {rules} of presets) {
    const known = rules.find(({match}) => match(message) !== undefined)
    if (known !== undefined) return known
  }
  return undefined
}

function findName(message: string, presets: readonly Preset[]): string | undefined {
  for (const {names} of presets) {
    for (const pattern of names) {
      const name = pattern(message)?.['plugin']
      if (name !== undefined) return name
    }
  }
  return undefined
}

function applyRule(rule: Rule, groups: Groups, record: LogRecord, intern: Interner): Interpretation {
  const name = groups['plugin'] ?? groups['bare'] ?? record.event.pluginName
  const pluginName = name === undefined ? undefined : intern(name)
  const tags = Object.entries(groups).filter(([group, value]) => value !== undefined && !KNOWN_GROUPS.has(group))
  const event: LogEvent = {
    ...record.event,
    level: record.hasLevel ? record.event.level : (foldLevel(rule.level) ?? record.event.level),
    pluginName,
    tags: tags.length === 0 ? undefined : (Object.fromEntries(tags) as Record<string, string>),
  }
  const state = stateOf(rule, groups, record, pluginName, intern)
  const span = spanOf(rule, groups, event, intern)
  return {event, derived: [state, span].filter((fact) => fact !== undefined)}
}

function stateOf(
  {state, from}: Rule,
  groups: Groups,
  {event, cause}: LogRecord,
  pluginName: string | undefined,
  intern: Interner,
): StateEvent | undefined {
  const isFailure = state === 'error'
  if (state === undefined || (pluginName === undefined && !isFailure)) return undefined
  const reason = isFailure ? (groups['reason'] ?? cause ?? event.errorType ?? 'unknown') : undefined
  return {
    type: 'state',
    time: event.time,
    origin: 'text',
    timeIsReceipt: event.timeIsReceipt,
    derived: true,
    pluginName: pluginName ?? 'unknown',
    version: groups['version'] === undefined ? undefined : intern(groups['version']),
    oldState: from,
    newState: state,
    reason: reason === undefined ? undefined : intern(boundText(reason.split('\n', 1)[0]!, MAX_REASON_CHARS)),
  }
}

function spanOf({span}: Rule, groups: Groups, event: LogEvent, intern: Interner): SpanEvent | undefined {
  const durationMs = span === undefined || groups['duration'] === undefined ? NaN : parseDurationMs(groups['duration'])
  if (span === undefined || Number.isNaN(durationMs)) return undefined
  const tags = {
    ...event.tags,
    ...(event.pluginName !== undefined && {plugin_name: event.pluginName}),
    ...(groups['version'] !== undefined && {version: groups['version']}),
  }
  return {
    type: 'span',
    time: event.time,
    origin: 'text',
    timeIsReceipt: event.timeIsReceipt,
    derived: true,
    name: span,
    traceId: '',
    spanId: '',
    start: event.time - durationMs,
    durationMs,
    status: 'ok',
    pluginName: liftTag(tags, 'plugin_name', intern),
    version: liftTag(tags, 'version', intern),
    directory: liftTag(tags, 'directory', intern),
    tags,
  }
}
