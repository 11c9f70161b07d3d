import type {LogEvent, PluginEvent} from '../event.ts'
import {boundText} from './bounded-text.ts'
import type {DecodeCounts, Rejection, RejectReason} from './decoder.ts'
import {readCri, readDocker, readJournal, type Envelope} from './generic/envelopes.ts'
import {readJsonLog} from './generic/json-log.ts'
import {createPartialLines} from './generic/partial-lines.ts'
import type {FoundFields} from './generic/log-fields.ts'
import {readLog, type LogRecord} from './generic/read-log.ts'
import type {Interner} from './intern.ts'
import {splitLines} from './lines.ts'
import type {LineContext, Stream} from './line-context.ts'
import {nativeType} from './native/is-native.ts'
import {createNativeReader} from './native/native-reader.ts'
import {createInterpreter} from './preset/interpret.ts'
import type {Preset} from './preset/preset.ts'
import type {News} from './preset/rule-table.ts'
import {stripAnsi} from './text/ansi.ts'
import {createTextReader} from './text/text-reader.ts'
import type {UtcOffset} from './time/zone.ts'

/** As much of a refused line as a person needs to see what it was. */
const MAX_REJECT_CHARS = 300

/** Reads any line there is: native events, the JSON of log dialects, plain text, each perhaps out of a runtime's envelope. */
export interface GeneralPath {
  /** Reads whole lines, the first of which has the number `first`, and gives how many they are. */
  takeLines(bytes: Uint8Array, first: number, receivedAt: number): number
  /** Reads a line of another program of which these are the fields; false for one that must be read whole. */
  takeFields(found: FoundFields, line: number, receivedAt: number): boolean
  /** Whether a log record that was read elsewhere, and that had a plugin or had not, is more than its event by what its message says, which is new or has come before. */
  tellsMore(message: string, hasPlugin: boolean, isNew: boolean): boolean
  /** Gives the event of such a record, and behind it what its message tells. */
  tell(event: LogEvent, line: number): void
  /** What makes a message of another program more than one; undefined until the first has come. */
  readonly news: News | undefined
  /** Ends the record of text that may go on in the next line of a stream: something else has come; with the lines that a shipper has wrapped, if that is a record of JSON. */
  closeText(stream: Stream, withWrapped: boolean): void
  /** Begins a record of text that was read elsewhere: the lines that come next in its stream may belong to it. */
  openText(event: LogEvent, line: number, stream: Stream): void
  /** Whether a line that a runtime has cut is not whole yet. */
  readonly isJoining: boolean
  /** Ends all that waits for more; lines that a runtime has written a part of only at the `'end'`. */
  flush(receivedAt: number, cause: 'end' | 'silence'): void
  counts(): DecodeCounts
}

type JsonObject = Readonly<Record<string, unknown>>

/** `emit` gets every event in the order of the lines, with the number of its line. */
export function createGeneralPath(options: {
  readonly presets: () => readonly Preset[]
  readonly zone: UtcOffset
  readonly intern: Interner
  readonly emit: (event: PluginEvent, line: number) => void
  readonly onReject: ((rejection: Rejection) => void) | undefined
}): GeneralPath {
  const {presets, zone, intern, emit, onReject} = options
  const native = createNativeReader(intern)
  const partials = createPartialLines()
  const interpreter = createInterpreter({presets, intern, emit})
  const text = createTextReader({presets, zone, intern, ruleOf: interpreter.ruleOf, emit: interpreter.tell})
  let continuations = 0
  let receivedAt = 0
  /** What surrounds the line that is being read. */
  const context: LineContext = {line: 0, time: 0, timeIsReceipt: true, stream: 'main'}

  function reject(reason: RejectReason, detail: string, source: string): void {
    const text = boundText(source, MAX_REJECT_CHARS)
    onReject?.({reason, detail: boundText(detail, MAX_REJECT_CHARS), line: context.line, text})
  }

  /** One whole line without its end: native, another dialect's JSON, or text; perhaps out of an envelope. */
  function takeLine(source: string, isBroken: boolean): void {
    const first = source.charCodeAt(0)
    const start = first > 32 && first < 127 ? 0 : source.search(/\S/)
    if (start < 0) {
      // A blank line within an envelope; blank lines of the input itself never come here.
      text.continue('', context.stream)
      continuations++
    } else if (source[start] === '{') takeJson(source, isBroken)
    else takeText(source)
  }

  function takeJson(source: string, isBroken: boolean): void {
    let object: JsonObject
    try {
      object = JSON.parse(source) as JsonObject
    } catch (error) {
      // A brace may open a line of a record of plain text; `{"` begins a JSON line that is broken.
      if (!/^\s*\{\s*"/.test(source) && text.continue(source, context.stream)) continuations++
      else reject('bad-json', (error as Error).message, source)
      return
    }
    const type = nativeType(object)
    if (type === undefined) return takeDialect(object, source)
    text.close(context.stream)
    if (type === 'unknown') return reject('unknown-type', `type ${String(object['type'])} is not known`, source)
    if (isBroken) return reject('bad-utf8', `${type}: the line is not valid UTF-8`, source)
    const event = native.read(type, object, context.time)
    if (event !== undefined) emit(event, context.line)
    else reject(native.problem!.reason, native.problem!.detail, source)
  }

  function takeDialect(object: JsonObject, source: string): void {
    const envelope = readDocker(object) ?? readJournal(object, zone)
    if (envelope !== undefined) return takeEnvelope(envelope)
    const record = readJsonLog(object, context, zone, intern)
    if (record !== undefined) return takeRecord(record, object['_TRANSPORT'] === 'stdout')
    text.close('wrapped')
    text.close(context.stream)
    if (typeof object['type'] === 'string') reject('unknown-type', `type ${object['type']} is not known`, source)
    else reject('unrecognised', 'JSON without two of time, level and message', source)
  }

  /** A record out of JSON, unless it is only a shipper's around a line of text. */
  function takeRecord(record: LogRecord, isFromStdout: boolean): void {
    if ((!record.hasLevel || isFromStdout) && takeWrapped(record.event)) return
    text.close('wrapped')
    text.close(context.stream)
    interpreter.tell(record, context.line)
  }

  /** A shipper's record around a line of text, which knows its level better: true when it was one. */
  function takeWrapped({message, time, timeIsReceipt}: LogEvent): boolean {
    const outcome = text.take(message, {line: context.line, time, timeIsReceipt, stream: 'wrapped'})
    if (outcome === 'continuation') continuations++
    return outcome !== 'unrecognised'
  }

  function takeText(source: string): void {
    // A progress bar writes over itself: what stands there in the end counts.
    const plain = stripAnsi(source.slice(source.lastIndexOf('\r') + 1))
    const envelope = readCri(plain)
    if (envelope !== undefined) return takeEnvelope(envelope)
    const outcome = text.take(plain, context)
    if (outcome === 'continuation') continuations++
    else if (outcome === 'unrecognised') reject(...explainText(plain), source)
  }

  function takeEnvelope({time, stream, payload, isLast}: Envelope): void {
    const whole = partials.add(stream, payload, isLast)
    if (whole === undefined) return
    continuations += whole.pieces
    openEnvelope({time, stream})
    takeLine(whole.text, false)
  }

  function openEnvelope({time, stream}: Pick<Envelope, 'time' | 'stream'>): void {
    if (!Number.isNaN(time)) {
      context.time = time
      context.timeIsReceipt = undefined
    }
    context.stream = stream
  }

  function openLine(number: number): void {
    context.line = number
    context.time = receivedAt
    context.timeIsReceipt = true
    context.stream = 'main'
  }

  return {
    takeLines(bytes, first, at) {
      receivedAt = at
      return splitLines(bytes, first, (source, number, isBroken) => {
        openLine(number)
        takeLine(source, isBroken)
      })
    },
    takeFields({fields, isText, isFromStdout}, line, at) {
      receivedAt = at
      openLine(line)
      const record = readLog(fields, context, zone, intern)
      if (record === undefined) return false
      if (isText) text.open(record, context)
      else takeRecord(record, isFromStdout)
      return true
    },
    openText(event, line, stream) {
      text.open({event, cause: undefined, hasLevel: true}, {line, stream})
    },
    get isJoining() {
      return !partials.isEmpty
    },
    tellsMore: interpreter.tellsMore,
    tell(event, line) {
      interpreter.tell({event, cause: undefined, hasLevel: true}, line)
    },
    get news() {
      return interpreter.news
    },
    closeText(stream, withWrapped) {
      if (withWrapped) text.close('wrapped')
      text.close(stream)
    },
    flush(at, cause) {
      receivedAt = at
      if (cause === 'end') {
        partials.drain((stream, source, pieces) => {
          continuations += pieces - 1
          openLine(0)
          context.stream = stream
          takeLine(source, false)
        })
      }
      text.close()
    },
    counts: () => ({unknownKeys: native.unknownKeys, continuations}),
  }
}

/** As JSON begins: most texts that nothing knows do not, and to try costs more than all the rest of them. */
const JSON_BEGIN = /^\s*(?:["[{\d-]|true|false|null)/

/** Why a text was not taken, the best that can be said. */
function explainText(text: string): [RejectReason, string] {
  if (JSON_BEGIN.test(text)) {
    try {
      JSON.parse(text)
      return ['not-an-object', 'JSON, but not an object']
    } catch {
      // It only looked like it.
    }
  }
  return ['unrecognised', 'neither JSON nor a log line of a known format']
}
