import type {Where} from '../errors.ts'
import {cleanText} from '../format/clean-text.ts'

/** Characters of a line that are shown before the place and from it on: generated files are one line of many thousand. */
const SHOWN_BEFORE = 60
const SHOWN_FROM = 60

/** The line of `text` at a place with a caret below the column; empty where the place has no column or is not in the text. */
export function codeFrame(text: string, {line, column}: Where): string {
  if (line === undefined || column === undefined) return ''
  const source = text.split('\n')[line - 1]
  if (source === undefined) return ''
  const at = column - 1
  const before = `${at > SHOWN_BEFORE ? '…' : ''}${cleanText(source.slice(Math.max(0, at - SHOWN_BEFORE), at))}`
  const from = `${cleanText(source.slice(at, at + SHOWN_FROM))}${source.length > at + SHOWN_FROM ? '…' : ''}`
  return `    ${before}${from}\n    ${' '.repeat(before.length)}^\n`
}
