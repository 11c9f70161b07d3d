import {PlugmonError} from '../errors.ts'

/**
 * A mistake in an expression with Prometheus' text and place: `formatWhere(where): message` is what promtool prints. `offset` is in
 * UTF-16 units; the column counts bytes of UTF-8, as Prometheus' does.
 */
export function parseError(text: string, offset: number, message: string): PlugmonError {
  const before = text.slice(0, offset)
  const lineStart = before.lastIndexOf('\n') + 1
  const line = before.split('\n').length
  const column = new TextEncoder().encode(before.slice(lineStart)).length + 1
  return new PlugmonError('bad-query', `parse error: ${message}`, {where: {line, column}})
}
