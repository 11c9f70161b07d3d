import {errorTypeOf} from '../text/error-type.ts'
import type {LogFields} from './log-fields.ts'

/** What a record tells of the error that it reports. */
export interface LogError {
  readonly type: string | undefined
  readonly message: string | undefined
  readonly stack: string | undefined
}

/** Most records report none. */
const NO_ERROR: LogError = {type: undefined, message: undefined, stack: undefined}

function firstString(...values: unknown[]): string | undefined {
  return values.find((value): value is string => typeof value === 'string' && value !== '')
}

/** A stack as a dialect writes it: a string, a list of lines, or structlog's list of exceptions. */
function stackText(value: unknown): string | undefined {
  if (typeof value === 'string') return value
  if (!Array.isArray(value)) return undefined
  const lines = value.filter((line) => typeof line === 'string')
  return lines.length > 0 ? lines.join('\n') : undefined
}

/** The error in an `err`, `error`, `exception` field (an object, a message or a stack) and in the fields beside it. */
export function readLogError(fields: LogFields): LogError {
  if (fields.error === undefined && fields.errorType === undefined && fields.stack === undefined) return NO_ERROR
  const value = fields.error?.value
  const source = Array.isArray(value) && typeof value[0] === 'object' ? value[0] : value
  const object = (typeof source === 'object' && source !== null && !Array.isArray(source) ? source : {}) as Record<
    string,
    unknown
  >
  const text = stackText(value)
  const isStack = text !== undefined && (fields.error?.name === 'exc_info' || errorTypeOf(text) !== undefined)
  const stack =
    stackText(fields.stack?.value) ??
    stackText(object['stack'] ?? object['stack_trace'] ?? object['stacktrace'] ?? object['traceback']) ??
    (isStack ? text : undefined)
  return {
    type:
      firstString(fields.errorType?.value, object['type'], object['name'], object['exc_type'], object['class']) ??
      (stack === undefined ? undefined : errorTypeOf(stack)),
    message: firstString(
      object['message'],
      object['msg'],
      object['exc_value'],
      object['value'],
      isStack ? undefined : text,
    ),
    stack,
  }
}
