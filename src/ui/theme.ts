import {Chalk, type ChalkInstance} from 'chalk'
import {asciiText} from '../format/ascii-text.ts'
import {cleanText} from '../format/clean-text.ts'
import type {ColorLevel} from './color-level.ts'
import {ASCII_GLYPHS, UNICODE_GLYPHS, type Glyphs} from './glyphs.ts'
import type {Line, Style} from './line.ts'

/** How the screen looks on this terminal. */
export interface Theme {
  readonly isAscii: boolean
  readonly glyphs: Glyphs
  /** A line as bytes for the terminal; `isChosen` marks the row under the cursor. */
  paint(line: Line, isChosen?: boolean): string
  /** Colour of a frame, in Ink's words; undefined is the terminal's own. */
  readonly focusColor: string
  /** Text of a host, a log or a rule, safe to draw. */
  clean(text: string): string
}

/** All the colours. */
function styles(chalk: ChalkInstance): Readonly<Record<Style, ChalkInstance>> {
  return {
    critical: chalk.red,
    warning: chalk.yellow,
    good: chalk.green,
    accent: chalk.cyan,
    dim: chalk.dim,
    strong: chalk.bold,
    chosen: chalk.inverse,
    alarm: chalk.red.bold.inverse,
  }
}

/** The look for a terminal with `level` colours; `isAscii` for one that knows no other signs. */
export function createTheme({level, isAscii}: {readonly level: ColorLevel; readonly isAscii: boolean}): Theme {
  const chalk = new Chalk({level})
  const byStyle = styles(chalk)
  const spell = (text: string): string => (isAscii ? asciiText(text) : text)
  return {
    isAscii,
    glyphs: isAscii ? ASCII_GLYPHS : UNICODE_GLYPHS,
    focusColor: 'cyan',
    clean: (text) => spell(cleanText(text)),
    paint(line, isChosen = false) {
      const painted = line
        .map((segment) => (typeof segment === 'string' ? spell(segment) : byStyle[segment[1]](spell(segment[0]))))
        .join('')
      return isChosen ? byStyle.chosen(painted) : painted
    },
  }
}
