import {PlugmonError, type Where} from '../errors.ts'

/** The line and column of an offset in UTF-16 units; the column counts bytes of UTF-8, as Prometheus' does. */
export function placeOf(text: string, offset: number): Where {
  const before = text.slice(0, offset)
  const lineStart = before.lastIndexOf('\n') + 1
  const column = new TextEncoder().encode(before.slice(lineStart)).length + 1
  return {line: before.split('\n').length, column}
}

/** A mistake in an expression with Prometheus' text and place: `formatWhere(where): message` is what promtool prints. */
export function parseError(text: string, offset: number, message: string, cure?: string): PlugmonError {
  const where = placeOf(text, offset)
  return new PlugmonError('bad-query', `parse error: ${message}`, cure === undefined ? {where} : {where, cure})
}
