import type {LogEvent, PluginEvent, SpanEvent, StateEvent} from '../../event.ts'
import {boundText, flatCopy} from '../bounded-text.ts'
import {parseDurationMs} from '../duration.ts'
import type {LogRecord} from '../generic/read-log.ts'
import type {Interner} from '../intern.ts'
import {foldLevel} from '../level.ts'
import {groupOf, type Match} from './pattern.ts'
import type {Preset, Rule} from './preset.ts'
import {createRuleTable, type News, type RuleTable} from './rule-table.ts'

/** A reason is a label: one line of it. */
const MAX_REASON_CHARS = 200
/** The messages whose meaning is remembered: a host says the same few things of the same plugins all the time. A power of 2. */
const MAX_REMEMBERED = 2_048
const MAX_REMEMBERED_CHARS = 200

/** What log messages say by the rules of the presets. */
export interface Interpreter {
  /** Gives the event of a record, and behind it the facts that its message tells: they move metrics, each marked as derived. */
  tell(record: LogRecord, line: number): void
  /**
   * False when a record with this message, and with a plugin or without, is its event and nothing more. One that is new is read at once:
   * it need not be looked for among those that are remembered, and the automaton has let it through already.
   */
  tellsMore(message: string, hasPlugin: boolean, isNew: boolean): boolean
  /** The rule that knows this message: it is then a record even where nothing marks the start of one. */
  ruleOf(message: string): Rule | undefined
  /** What makes a message more than one; undefined until the first record has come. */
  readonly news: News | undefined
}

/** What a message tells, whatever record it is in. */
interface Meaning {
  /** Undefined for a message that only names a plugin. */
  readonly rule: Rule | undefined
  readonly pluginName: string | undefined
  readonly version: string | undefined
  readonly tags: Readonly<Record<string, string>> | undefined
  readonly reason: string | undefined
  /** NaN where it tells none. */
  readonly durationMs: number
}

/** `presets` are first asked for when a record comes; `emit` hears of every event, with the number of its line. */
export function createInterpreter(options: {
  readonly presets: () => readonly Preset[]
  readonly intern: Interner
  readonly emit: (event: PluginEvent, line: number) => void
}): Interpreter {
  const {presets, intern, emit} = options
  let table: RuleTable | undefined
  let news: News | undefined
  const remembered = new Map<string, Meaning | undefined>()
  /** Hashes of messages that were read and are not remembered. */
  const seen = new Int32Array(MAX_REMEMBERED)
  /** Who asks whether a message tells more asks next what. */
  let lastText: string | undefined
  let lastMeaning: Meaning | undefined

  const meaningOf = (text: string): Meaning | undefined => {
    if (text === lastText) return lastMeaning
    lastMeaning = recall(firstLine(text))
    lastText = text
    return lastMeaning
  }

  /** A message is remembered when it comes again: many have a number or a time in them, and never do. */
  const recall = (message: string): Meaning | undefined => {
    const known = remembered.get(message)
    if (known !== undefined || remembered.has(message)) return known
    if (message.length > MAX_REMEMBERED_CHARS) return read(message)
    const hash = hashOf(message)
    const place = hash & (MAX_REMEMBERED - 1)
    if (seen[place] !== hash) {
      seen[place] = hash
      return read(message)
    }
    const copy = flatCopy(message)
    const meaning = read(copy)
    if (remembered.size === MAX_REMEMBERED) remembered.clear()
    remembered.set(copy, meaning)
    return meaning
  }

  const read = (message: string, isSuspect = false): Meaning | undefined => {
    table ??= createRuleTable(presets())
    for (const rule of isSuspect ? table.suspects(message) : table.candidates(message)) {
      const match = rule.match(message)
      if (match !== undefined) return meaningBy(rule, match, intern)
    }
    // It is by reading it that the automaton learns that no rule knows a message.
    if (isSuspect) news?.rules.mayMatch(message)
    const name = table.findName(message)
    return name === undefined ? undefined : {...NO_RULE, pluginName: intern(name)}
  }

  const tell = (record: LogRecord, line: number): void => {
    const meaning = meaningOf(record.event.message)
    const {rule} = meaning ?? NO_RULE
    if (meaning === undefined) emit(record.event, line)
    else if (rule !== undefined) apply(rule, meaning, record, line)
    else emit({...record.event, pluginName: record.event.pluginName ?? meaning.pluginName}, line)
  }

  const apply = (rule: Rule, meaning: Meaning, record: LogRecord, line: number): void => {
    const pluginName = meaning.pluginName ?? record.event.pluginName
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
      tags: meaning.tags,
    }
    emit(event, line)
    const state = stateOf(rule, meaning, record, pluginName, intern)
    if (state !== undefined) emit(state, line)
    const span = spanOf(rule, meaning, event, intern)
    if (span !== undefined) emit(span, line)
  }

  const tellsMore = (message: string, hasPlugin: boolean, isNew: boolean): boolean => {
    if (isNew) {
      lastMeaning = read(firstLine(message), true)
      lastText = message
    }
    const meaning = meaningOf(message)
    return meaning !== undefined && (meaning.rule !== undefined || !hasPlugin)
  }

  return {
    tell,
    tellsMore,
    ruleOf(message) {
      table ??= createRuleTable(presets())
      return table.candidates(message).find(({match}) => match(message) !== undefined)
    },
    get news() {
      if (table !== undefined && news === undefined) {
        news = table.news
        // It is by reading a message that the automaton learns that no rule knows it.
        remembered.clear()
        lastText = undefined
      }
      return news
    },
  }
}

const NO_RULE: Meaning = {
  rule: undefined,
  pluginName: undefined,
  version: undefined,
  tags: undefined,
  reason: undefined,
  durationMs: NaN,
}

function meaningBy(rule: Rule, found: Match, intern: Interner): Meaning {
  const {match} = rule
  const name = groupOf(match, found, 'plugin') ?? groupOf(match, found, 'bare')
  const version = groupOf(match, found, 'version')
  const reason = groupOf(match, found, 'reason')
  const duration = groupOf(match, found, 'duration')
  return {
    rule,
    pluginName: name === undefined ? undefined : intern(name),
    version: version === undefined ? undefined : intern(version),
    tags: tagsOf(rule, found),
    reason: reason === undefined ? undefined : flatCopy(reason),
    durationMs: duration === undefined ? NaN : parseDurationMs(duration),
  }
}

/** FNV-1a (Fowler, Noll, Vo) of the text's code units. */
function hashOf(text: string): number {
  let hash = 0x811c_9dc5
  for (let at = 0; at < text.length; at++) hash = Math.imul(hash ^ text.charCodeAt(at), 0x0100_0193)
  return hash
}

function firstLine(text: string): string {
  const end = text.indexOf('\n')
  return end < 0 ? text : text.slice(0, end)
}

/** Groups without a meaning of their own are tags of the log event. */
function tagsOf({match, tags}: Rule, matched: Match): Record<string, string> | undefined {
  let found: Record<string, string> | undefined
  for (const name of tags) {
    const value = groupOf(match, matched, name)
    if (value !== undefined) (found ??= {})[name] = value
  }
  return found
}

function stateOf(
  {state, from}: Rule,
  meaning: Meaning,
  {event, cause}: LogRecord,
  pluginName: string | undefined,
  intern: Interner,
): StateEvent | undefined {
  const isFailure = state === 'error'
  if (state === undefined || (pluginName === undefined && !isFailure)) return undefined
  const reason = isFailure ? (meaning.reason ?? cause ?? event.errorType ?? 'unknown') : undefined
  return {
    type: 'state',
    time: event.time,
    origin: 'text',
    timeIsReceipt: event.timeIsReceipt,
    derived: true,
    pluginName: pluginName ?? 'unknown',
    version: meaning.version,
    oldState: from,
    newState: state,
    reason: reason === undefined ? undefined : intern(boundText(firstLine(reason), MAX_REASON_CHARS)),
  }
}

function spanOf(
  {span}: Rule,
  {durationMs, version}: Meaning,
  {time, timeIsReceipt, pluginName, tags: logTags}: LogEvent,
  intern: Interner,
): SpanEvent | undefined {
  if (span === undefined || Number.isNaN(durationMs)) return undefined
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
    name: span,
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
