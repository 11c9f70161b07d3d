import type {Interner} from '../intern.ts'
import type {LineContext} from '../line-context.ts'
import type {UtcOffset} from '../time/zone.ts'
import {addField, addFields, type LogFields} from './log-fields.ts'
import {readLog, type LogRecord} from './read-log.ts'

type JsonObject = Readonly<Record<string, unknown>>

function asObject(value: unknown): JsonObject | undefined {
  return typeof value === 'object' && value !== null ? (value as JsonObject) : undefined
}

/** loguru's `serialize=True`: everything is in `record`, the time and the level are objects. */
function addLoguru(into: LogFields, record: JsonObject, level: JsonObject): void {
  addFields(into, record)
  addField(into, 'time', asObject(record['time'])?.['timestamp'])
  into.level = {name: 'level', value: level['name'], rank: -1}
  into.time = {name: 'time', value: asObject(record['time'])?.['timestamp'], rank: -1}
}

/** The log record in a parsed line of any dialect; undefined for an object that is none. */
export function readJsonLog(
  object: JsonObject,
  context: LineContext,
  zone: UtcOffset,
  intern: Interner,
): LogRecord | undefined {
  const fields: LogFields = {}
  const record = asObject(object['record'])
  const level = asObject(record?.['level'])
  if (record !== undefined && level !== undefined) addLoguru(fields, record, level)
  else addFields(fields, object)
  return readLog(fields, context, zone, intern)
}
