import type {Level, LogEvent} from '../../event.ts'
import {boundText} from '../bounded-text.ts'
import type {Interner} from '../intern.ts'
import {foldLevel, foldPythonNumber, foldSeverityNumber} from '../level.ts'
import {logTime} from '../time/log-time.ts'
import type {UtcOffset} from '../time/zone.ts'
import {readLogError} from './log-error.ts'
import type {Found, LogFields} from './log-fields.ts'

/** A log record, and the message of the error that it reports beside its own. */
export interface LogRecord {
  readonly event: LogEvent
  readonly cause: string | undefined
  /** The record said its level itself. */
  readonly hasLevel: boolean
}

/**
 * The log event of a record, by whatever names its fields go. A record needs two of time, level and message; a message may also be
 * that of the error that it reports. Undefined for an object that is no log record.
 */
export function readLog(
  fields: LogFields,
  fallback: {readonly time: number; readonly timeIsReceipt: true | undefined},
  zone: UtcOffset,
  intern: Interner,
): LogRecord | undefined {
  const level = fields.level && readLevel(fields.level)
  const time = fields.time ? logTime(fields.time.value, zone) : NaN
  const hasTime = !Number.isNaN(time)
  const error = readLogError(fields)
  const message = (fields.message && messageText(fields.message)) ?? error.message
  if (message === undefined ? level === undefined || !hasTime : level === undefined && !hasTime) return undefined
  const pluginName = nameOf(fields.plugin?.value)
  const logger = nameOf(fields.logger?.value)
  return {
    cause: error.message,
    hasLevel: level !== undefined,
    event: {
      type: 'log',
      time: hasTime ? time : fallback.time,
      origin: 'text',
      timeIsReceipt: hasTime ? undefined : fallback.timeIsReceipt,
      level: level ?? 'INFO',
      message: boundText(message ?? ''),
      logger: logger === undefined ? undefined : intern(logger),
      pluginName: pluginName === undefined ? undefined : intern(pluginName),
      errorType: error.type === undefined ? undefined : intern(error.type),
      stack: error.stack === undefined ? undefined : boundText(error.stack),
      tags: undefined,
    },
  }
}

/** Some dialects' numbers mean what only the field's name tells. */
function readLevel({name, value}: Found): Level | undefined {
  if (typeof value === 'number') {
    if (/^severity_?number$/i.test(name)) return foldSeverityNumber(value)
    if (name === 'levelno') return foldPythonNumber(value)
  }
  return foldLevel(value)
}

const bytesToText = new TextDecoder()

/** A message is a string, or journald's array of bytes where it is no clean text, or a value to be shown as JSON. */
function messageText({name, value}: Found): string | undefined {
  if (typeof value === 'string') return value
  if (Array.isArray(value) && value.every((byte) => typeof byte === 'number')) {
    return bytesToText.decode(Uint8Array.from(value))
  }
  return name === 'message' || name === 'msg' ? JSON.stringify(value) : undefined
}

/** A name is a string, or the name or id of an object. */
function nameOf(value: unknown): string | undefined {
  if (typeof value === 'object' && value !== null) {
    const object = value as Record<string, unknown>
    return nameOf(object['name'] ?? object['id'])
  }
  return typeof value === 'string' && value !== '' ? value : undefined
}
