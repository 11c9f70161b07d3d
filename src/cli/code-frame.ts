import type {Where} from '../errors.ts'

/** The line of `text` at a place with a caret below the column; empty where the place has no column or is not in the text. */
export function codeFrame(text: string, {line, column}: Where): string {
  if (line === undefined || column === undefined) return ''
  const source = text.split('\n')[line - 1]
  if (source === undefined) return ''
  // A tab before the caret keeps its width.
  const before = source.slice(0, column - 1).replace(/[^\t]/g, ' ')
  return `    ${source}\n    ${before}^\n`
}
