import type {Level} from '../../event.ts'
import {boundText, flatCopy, MAX_TEXT_CHARS} from '../bounded-text.ts'
import {readLogfmt} from '../generic/logfmt.ts'
import {addField, type LogFields} from '../generic/log-fields.ts'
import {readLog, type LogRecord} from '../generic/read-log.ts'
import type {Interner} from '../intern.ts'
import {foldLevel} from '../level.ts'
import type {LineContext, Stream} from '../line-context.ts'
import type {Format, Preset, Rule} from '../preset/preset.ts'
import {createFirstTable, type FirstTable} from '../preset/rule-table.ts'
import type {UtcOffset} from '../time/zone.ts'
import {errorTypeOf, exceptionMessage, TRACEBACK} from './error-type.ts'

/** What became of a line: the start of a record, more of the one before it, or nothing known. */
type TextOutcome = 'record' | 'continuation' | 'unrecognised'

/** Reads the records of plain text, each of which goes on until the next one begins. */
export interface TextReader {
  /** A bare message, which no format marks as the start of a record, is one only where nothing else tells more of it. */
  take(text: string, context: LineContext): TextOutcome
  /** Adds to the open record of the stream; false when there is none. */
  continue(text: string, stream: Stream): boolean
  /** Ends the open record of one stream, or of all. */
  close(stream?: Stream): void
}

interface OpenRecord {
  readonly record: LogRecord
  readonly line: number
  /** The lines after the first, at most 16,384 characters of them. */
  rest: string
  /** The last line that had no room there and is not indented: it may name the exception. */
  tail: string
}

/** As much of a last line as names its exception and says why. */
const MAX_TAIL_CHARS = 500

/** `ruleOf` knows bare messages; `emit` gets every record when it is complete, with the number of its first line. */
export function createTextReader(options: {
  readonly presets: () => readonly Preset[]
  readonly zone: UtcOffset
  readonly intern: Interner
  readonly ruleOf: (message: string) => Rule | undefined
  readonly emit: (record: LogRecord, line: number) => void
}): TextReader {
  const {presets, zone, intern, ruleOf, emit} = options
  const open = new Map<Stream, OpenRecord>()
  let formats: FirstTable<Format> | undefined

  const readFields = (text: string): LogFields | undefined => {
    formats ??= createFirstTable(presets().flatMap((preset) => preset.formats))
    for (const {match, level} of formats.candidates(text)) {
      const found = match(text)
      if (found === undefined) continue
      const word = level < 0 ? undefined : found[level]
      if (word !== undefined && foldLevel(word) === undefined) continue
      const fields: LogFields = {}
      for (let i = 0; i < match.groups.length; i++) addField(fields, match.groups[i]!, found[i + 1])
      fields.message ??= {name: 'message', value: '', rank: 0}
      return fields
    }
    return undefined
  }

  const readRecord = (text: string, context: LineContext): LogRecord | undefined => {
    if (text.startsWith(' ') || text.startsWith('\t')) return undefined
    const logfmt = readLogfmt(text)
    const pairs = logfmt && readLog(logfmt, context, zone, intern)
    if (pairs !== undefined) return pairs
    const fields = readFields(text)
    if (fields !== undefined) {
      // A wall clock without a day, and no level: a line of the log all the same.
      return readLog(fields, context, zone, intern) ?? bareRecord(String(fields.message!.value), 'INFO', context)
    }
    const rule = context.stream === 'wrapped' ? undefined : ruleOf(text)
    return rule && bareRecord(text, foldLevel(rule.level) ?? 'INFO', context)
  }

  /** A record of a line that has neither time nor level. */
  const bareRecord = (message: string, level: Level, {time, timeIsReceipt}: LineContext): LogRecord => ({
    event: {
      type: 'log',
      time,
      origin: 'text',
      timeIsReceipt,
      level,
      message: flatCopy(message),
      logger: undefined,
      pluginName: undefined,
      errorType: undefined,
      stack: undefined,
      tags: undefined,
    },
    cause: undefined,
    hasLevel: false,
  })

  const close = (stream: Stream): void => {
    const ended = open.get(stream)
    if (ended === undefined) return
    open.delete(stream)
    const {record, line, rest, tail} = ended
    if (rest === '') return emit(record, line)
    const stack = flatCopy(tail === '' ? rest : `${rest}\n  …\n${tail}`)
    const errorType = record.event.errorType ?? errorTypeOf(stack)
    const message = record.event.message === '' ? (exceptionMessage(stack) ?? '') : record.event.message
    emit({...record, event: {...record.event, message, errorType: errorType && intern(errorType), stack}}, line)
  }

  const begin = (record: LogRecord, rest: string, {stream, line}: LineContext): void => {
    close(stream)
    open.set(stream, {record, line, rest, tail: ''})
  }

  /**
   * Whether a traceback belongs to no record: nobody logs an exception at INFO, so behind such a line it is one that nobody
   * caught. Its own last line says what happened.
   */
  const isUncaught = (text: string, stream: Stream): boolean =>
    stream !== 'wrapped' && text.startsWith(TRACEBACK) && (open.get(stream)?.record.event.level ?? 'INFO') === 'INFO'

  const goOn = (text: string, stream: Stream): boolean => {
    const record = open.get(stream)
    if (record === undefined) return false
    const room = MAX_TEXT_CHARS - record.rest.length
    if (room > 0) record.rest += record.rest === '' ? text.slice(0, room) : `\n${text}`.slice(0, room)
    if (room < text.length && /^\S/.test(text)) record.tail = text.slice(0, MAX_TAIL_CHARS)
    return true
  }

  return {
    take(text, context) {
      const bounded = boundText(text)
      // A shipper may have joined the lines of a record already.
      const newline = bounded.indexOf('\n')
      const first = newline < 0 ? bounded : bounded.slice(0, newline)
      const rest = newline < 0 ? '' : bounded.slice(newline + 1)
      const record = readRecord(first, context)
      if (record !== undefined) begin(record, rest, context)
      else if (isUncaught(first, context.stream)) begin(bareRecord('', 'ERROR', context), bounded, context)
      else return goOn(bounded, context.stream) ? 'continuation' : 'unrecognised'
      return 'record'
    },
    continue: goOn,
    close(stream) {
      if (stream === undefined) for (const each of [...open.keys()]) close(each)
      else close(stream)
    },
  }
}
