import {Chalk} from 'chalk'
import stringWidth from 'string-width'
import {asciiText} from '../format/ascii-text.ts'
import {cleanText} from '../format/clean-text.ts'
import type {Tone} from './section.ts'

/** How a report for people looks. */
export interface StyleOptions {
  /** Colours; off unless the reader is a terminal that wants them. @default false */
  readonly color?: boolean | undefined
  /** Nothing but ASCII. @default false */
  readonly ascii?: boolean | undefined
}

/** What text reports and change lines print with: every text of the data goes through `plain` before it is measured or painted. */
export interface Style {
  plain(text: string): string
  paint(text: string, tone: Tone | undefined): string
  widthOf(text: string): number
  readonly ellipsis: string
}

/** A style for these options. */
export function createStyle({color = false, ascii = false}: StyleOptions): Style {
  const chalk = new Chalk({level: color ? 1 : 0})
  const paints = {good: chalk.green, warn: chalk.yellow, bad: chalk.red, dim: chalk.dim, title: chalk.bold}
  return {
    plain: (text) => (ascii ? asciiText(cleanText(text)) : cleanText(text)),
    paint: (text, tone) => (tone === undefined || text === '' ? text : paints[tone](text)),
    widthOf: stringWidth,
    ellipsis: ascii ? '~' : '…',
  }
}
