import {boundText, flatCopy, MAX_TEXT_CHARS} from '../bounded-text.ts'
import {readLogfmt} from '../generic/logfmt.ts'
import {addFields, type LogFields} from '../generic/log-fields.ts'
import {readLog, type LogRecord} from '../generic/read-log.ts'
import type {Interner} from '../intern.ts'
import {foldLevel} from '../level.ts'
import type {LineContext, Stream} from '../line-context.ts'
import {isKnownMessage} from '../preset/interpret.ts'
import type {Format, Preset} from '../preset/preset.ts'
import type {UtcOffset} from '../time/zone.ts'
import {errorTypeOf} from './error-type.ts'

/** What became of a line: the start of a record, more of the one before it, or nothing known. */
export type TextOutcome = 'record' | 'continuation' | 'unrecognised'

/** Reads the records of plain text, each of which goes on until the next one begins. */
export interface TextReader {
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
}

/** `emit` gets every record when it is complete, with the number of its first line. */
export function createTextReader(options: {
  readonly presets: () => readonly Preset[]
  readonly zone: UtcOffset
  readonly intern: Interner
  readonly emit: (record: LogRecord, line: number) => void
}): TextReader {
  const {presets, zone, intern, emit} = options
  const open = new Map<Stream, OpenRecord>()
  let formats: Format[] | undefined

  const readFields = (text: string): LogFields | undefined => {
    formats ??= presets().flatMap((preset) => preset.formats)
    for (const [index, format] of formats.entries()) {
      const groups = format.match(text)
      if (groups === undefined || (groups['level'] !== undefined && foldLevel(groups['level']) === undefined)) continue
      // One log keeps to one format: what matched last is tried first.
      if (index > 0) formats.unshift(...formats.splice(index, 1))
      const fields: LogFields = {}
      addFields(fields, groups)
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
    if (fields !== undefined) return readLog(fields, context, zone, intern)
    if (!isKnownMessage(text, presets())) return undefined
    const bare: LogFields = {
      message: {name: 'message', value: text, rank: 0},
      level: {name: 'level', value: 'INFO', rank: 0},
    }
    const record = readLog(bare, context, zone, intern)
    return record && {...record, hasLevel: false}
  }

  const close = (stream: Stream): void => {
    const ended = open.get(stream)
    if (ended === undefined) return
    open.delete(stream)
    const {record, line, rest} = ended
    if (rest === '') return emit(record, line)
    const errorType = record.event.errorType ?? errorTypeOf(rest)
    const event = {...record.event, errorType: errorType && intern(errorType), stack: flatCopy(rest)}
    emit({...record, event}, line)
  }

  const goOn = (text: string, stream: Stream): boolean => {
    const record = open.get(stream)
    if (record === undefined) return false
    const room = MAX_TEXT_CHARS - record.rest.length
    if (room > 0) record.rest += record.rest === '' ? text.slice(0, room) : `\n${text}`.slice(0, room)
    return true
  }

  return {
    take(text, context) {
      const bounded = boundText(text)
      const record = readRecord(bounded, context)
      if (record === undefined) return goOn(bounded, context.stream) ? 'continuation' : 'unrecognised'
      close(context.stream)
      open.set(context.stream, {record, line: context.line, rest: ''})
      return 'record'
    },
    continue: goOn,
    close(stream) {
      if (stream === undefined) for (const each of [...open.keys()]) close(each)
      else close(stream)
    },
  }
}
