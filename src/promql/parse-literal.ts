import type {NumberLiteral} from './ast.ts'
import type {Cursor} from './cursor.ts'
import {parseDuration} from './duration.ts'
import {numberValue} from './number.ts'

/** A number or a duration, which counts in seconds; undefined when neither is ahead. */
export function acceptNumber(cursor: Cursor): NumberLiteral | undefined {
  const token = cursor.accept('number') ?? cursor.accept('duration')
  if (token === undefined) return undefined
  const isDuration = token.kind === 'duration'
  const value = isDuration ? durationSeconds(cursor, token.text, token.start) : numberValue(token.text)
  if (typeof value === 'string') throw cursor.fail(token.start, value)
  return {kind: 'number', value, isDuration, pos: {start: token.start, end: token.end}}
}

function durationSeconds(cursor: Cursor, text: string, offset: number): number {
  try {
    return parseDuration(text) / 1000
  } catch (error) {
    throw cursor.fail(offset, (error as Error).message)
  }
}
