import type {Level} from '../../event.ts'
import {boundText, flatCopy, MAX_TEXT_CHARS} from '../bounded-text.ts'
import {readLogfmt} from '../generic/logfmt.ts'
import type {LogFields} from '../generic/log-fields.ts'
import {readLog, type LogRecord} from '../generic/read-log.ts'
import type {Interner} from '../intern.ts'
import {foldLevel} from '../level.ts'
import type {LineContext, Stream} from '../line-context.ts'
import {createFieldReader, type FieldReader} from '../preset/field-reader.ts'
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
  /** Begins a record that was read elsewhere. */
  open(record: LogRecord, context: Pick<LineContext, 'stream' | 'line'>): void
  /** Ends the open record of one stream, or of all. */
  close(stream?: Stream): void
}

/** What one stream waits with; used again for each record. */
interface OpenRecord {
  record: LogRecord | undefined
  line: number
  /** The records that had begun before it, in all streams. */
  number: number
  /** The lines after the first, at most 16,384 characters of them: joined when the record ends, as most of a traceback's lines are short. */
  rest: string[]
  restChars: number
  /** The last line that had no room there and is not indented: it may name the exception. */
  tail: string
}

const STREAMS: readonly Stream[] = ['main', 'stdout', 'stderr', 'wrapped']
const NO_MESSAGE = {name: 'message', value: '', rank: 0}
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
  let records = 0
  const slot = (): OpenRecord => ({record: undefined, line: 0, number: 0, rest: [], restChars: 0, tail: ''})
  const open: Readonly<Record<Stream, OpenRecord>> = {main: slot(), stdout: slot(), stderr: slot(), wrapped: slot()}
  let formats: FirstTable<Format & {readonly read: FieldReader}> | undefined

  const readFields = (text: string): LogFields | undefined => {
    formats ??= createFirstTable(
      presets().flatMap((preset) =>
        preset.formats.map((format) => ({...format, read: createFieldReader(format.match.groups)})),
      ),
    )
    for (const {match, level, read} of formats.candidates(text)) {
      const found = match(text)
      if (found === undefined) continue
      const word = level < 0 ? undefined : found[level]
      if (word !== undefined && foldLevel(word) === undefined) continue
      const fields = read(found)
      fields.message ??= NO_MESSAGE
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
    const ended = open[stream]
    const {record, line, rest, tail} = ended
    if (record === undefined) return
    ended.record = undefined
    ended.rest = []
    ended.restChars = 0
    ended.tail = ''
    if (rest.length === 0) return emit(record, line)
    const stack = joinLines(tail === '' ? rest : [...rest, '  …', tail])
    const errorType = record.event.errorType ?? errorTypeOf(stack)
    const message = record.event.message === '' ? (exceptionMessage(stack) ?? '') : record.event.message
    emit({...record, event: {...record.event, message, errorType: errorType && intern(errorType), stack}}, line)
  }

  const begin = (record: LogRecord, rest: string, {stream, line}: Pick<LineContext, 'stream' | 'line'>): void => {
    close(stream)
    const begun = open[stream]
    begun.record = record
    begun.line = line
    begun.number = records++
    begun.rest = rest === '' ? [] : [rest]
    begun.restChars = rest.length
  }

  /**
   * Whether a traceback belongs to no record: nobody logs an exception at INFO, so behind such a line it is one that nobody
   * caught. Its own last line says what happened.
   */
  const isUncaught = (text: string, stream: Stream): boolean =>
    stream !== 'wrapped' && text.startsWith(TRACEBACK) && (open[stream].record?.event.level ?? 'INFO') === 'INFO'

  const goOn = (text: string, stream: Stream): boolean => {
    const begun = open[stream]
    if (begun.record === undefined) return false
    // Behind the first line each one has a newline before it; blank ones before it are none.
    const newline = begun.restChars === 0 ? 0 : 1
    const room = MAX_TEXT_CHARS - begun.restChars
    if (room > 0 && text.length + newline > 0) {
      const piece = text.length + newline <= room ? text : text.slice(0, room - newline)
      begun.rest.push(piece)
      begun.restChars += piece.length + newline
    }
    if (room < text.length && /^\S/.test(text)) begun.tail = text.slice(0, MAX_TAIL_CHARS)
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
    open(record, context) {
      begin(record, '', context)
    },
    close(stream) {
      if (stream === undefined)
        for (const each of STREAMS.toSorted((a, b) => open[a].number - open[b].number)) close(each)
      else close(stream)
    },
  }
}

/** As flatCopy: joining several lines makes a string of its own. */
function joinLines(lines: readonly string[]): string {
  return lines.length === 1 ? flatCopy(lines[0]!) : lines.join('\n').toWellFormed()
}
