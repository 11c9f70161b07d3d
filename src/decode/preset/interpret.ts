import type {LogEvent, PluginEvent, SpanEvent, StateEvent} from '../../event.ts'
import type {BlockLog} from '../block-log.ts'
import {boundText} from '../bounded-text.ts'
import {parseDurationMs} from '../duration.ts'
import type {LogRecord} from '../generic/read-log.ts'
import type {Interner} from '../intern.ts'
import {foldLevel} from '../level.ts'
import {plainEnd} from '../scan/text.ts'
import {groupsOf, type Groups} from './pattern.ts'
import type {Preset, Rule} from './preset.ts'
import {createRuleTable, type News, type RuleTable} from './rule-table.ts'

/** A reason is a label: one line of it. */
const MAX_REASON_CHARS = 200

/** What log messages say by the rules of the presets. */
export interface Interpreter {
  /** Gives the event of a record, and behind it the facts that its message tells: they move metrics, each marked as derived. */
  tell(record: LogRecord, line: number): void
  /** The same for a record whose message is still bytes, and which said its level itself. */
  tellLog(log: BlockLog, line: number): void
  /** The rule that knows this message: it is then a record even where nothing marks the start of one. */
  ruleOf(message: string): Rule | undefined
  /** What makes a message more than one; undefined until the first record has come. */
  readonly news: News | undefined
}

/** `presets` are first asked for when a record comes; `emit` hears of every event, with the number of its line. */
export function createInterpreter(options: {
  readonly presets: () => readonly Preset[]
  readonly intern: Interner
  readonly emit: (event: PluginEvent | BlockLog, line: number) => void
}): Interpreter {
  const {presets, intern, emit} = options
  let table: RuleTable | undefined

  const tell = (record: LogRecord, line: number): void => {
    table ??= createRuleTable(presets())
    const message = firstLine(record.event.message)
    const candidates = table.mayBeKnown(message) ? table.candidates(message) : []
    for (const rule of candidates) {
      const match = rule.match(message)
      if (match !== undefined) return apply(rule, groupsOf(rule.match, match), record, line)
    }
    const {event} = record
    const name = event.pluginName === undefined ? table.findName(message) : undefined
    emit(name === undefined ? event : {...event, pluginName: intern(name)}, line)
  }

  const apply = (rule: Rule, groups: Groups, record: LogRecord, line: number): void => {
    const name = groups['plugin'] ?? groups['bare'] ?? record.event.pluginName
    const pluginName = name === undefined ? undefined : intern(name)
    const version = groups['version'] === undefined ? undefined : intern(groups['version'])
    const {time, origin, timeIsReceipt, logger, message, errorType, stack} = record.event
    const event: LogEvent = {
      type: 'log',
      time,
      origin,
      timeIsReceipt,
      level: record.hasLevel ? record.event.level : (foldLevel(rule.level) ?? record.event.level),
      message,
      logger,
      pluginName,
      errorType,
      stack,
      tags: tagsOf(rule, groups),
    }
    emit(event, line)
    if (rule.state !== undefined) {
      const state = stateOf(rule, groups, record, pluginName, version, intern)
      if (state !== undefined) emit(state, line)
    }
    if (rule.span !== undefined && groups['duration'] !== undefined) {
      const span = spanOf(rule.span, groups['duration'], event, version, intern)
      if (span !== undefined) emit(span, line)
    }
  }

  const tellLog = (log: BlockLog, line: number): void => {
    table ??= createRuleTable(presets())
    const {bytes, begin, end, pluginName} = log
    const to = plainEnd(end)
    const mayBeKnown = to < 0 || table.news.rules.mayMatch(bytes!, begin, to)
    if (!mayBeKnown && (pluginName !== undefined || !table.mayHaveName(bytes!, begin, to))) emit(log, line)
    else tell({event: log.keep(), cause: undefined, hasLevel: true}, line)
  }

  return {
    tell,
    tellLog,
    ruleOf(message) {
      table ??= createRuleTable(presets())
      return table.candidates(message).find(({match}) => match(message) !== undefined)
    },
    get news() {
      return table?.news
    },
  }
}

function firstLine(text: string): string {
  const end = text.indexOf('\n')
  return end < 0 ? text : text.slice(0, end)
}

/** Groups without a meaning of their own are tags of the log event. */
function tagsOf({tags}: Rule, groups: Groups): Record<string, string> | undefined {
  let found: Record<string, string> | undefined
  for (const name of tags) {
    const value = groups[name]
    if (value !== undefined) (found ??= {})[name] = value
  }
  return found
}

function stateOf(
  {state, from}: Rule,
  groups: Groups,
  {event, cause}: LogRecord,
  pluginName: string | undefined,
  version: string | undefined,
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
    version,
    oldState: from,
    newState: state,
    reason: reason === undefined ? undefined : intern(boundText(firstLine(reason), MAX_REASON_CHARS)),
  }
}

function spanOf(
  name: string,
  duration: string,
  {time, timeIsReceipt, pluginName, tags: logTags}: LogEvent,
  version: string | undefined,
  intern: Interner,
): SpanEvent | undefined {
  const durationMs = parseDurationMs(duration)
  if (Number.isNaN(durationMs)) return undefined
  const tags = {...logTags} as Record<string, string>
  if (pluginName !== undefined) tags['plugin_name'] = pluginName
  if (version !== undefined) tags['version'] = version
  const directory = tags['directory']
  return {
    type: 'span',
    time,
    origin: 'text',
    timeIsReceipt,
    derived: true,
    name,
    traceId: '',
    spanId: '',
    start: time - durationMs,
    durationMs,
    status: 'ok',
    pluginName,
    version,
    directory: directory === undefined ? undefined : intern(directory),
    tags,
  }
}
