import {colorLevel} from '../ui/color-level.ts'
import type {ColorLevel} from '../ui/color-level.ts'
import type {Context} from './context.ts'

/** How text for people is to look on this stdout. */
export interface OutputStyle {
  readonly color: boolean
  readonly level: ColorLevel
  readonly ascii: boolean
  /** Cells of a line; undefined where stdout is no terminal. */
  readonly width: number | undefined
}

/** Colours by `--color`, the variables and the terminal; ASCII by `--ascii`, the locale and the terminal. */
export function outputStyle({settings, environment, stdout}: Context): OutputStyle {
  const detected = stdout.isTTY ? levelOf(stdout.getColorDepth(environment as NodeJS.ProcessEnv)) : 0
  const level = colorLevel(settings.color, environment, detected)
  return {
    color: level > 0,
    level,
    ascii: settings.ascii === 'always' || (settings.ascii === 'auto' && stdout.isTTY && !canShowUnicode(environment)),
    width: stdout.isTTY ? stdout.columns : undefined,
  }
}

/** Colour depth in bits, as Node tells it, to chalk's levels. */
function levelOf(depth: number): ColorLevel {
  if (depth >= 24) return 3
  if (depth >= 8) return 2
  return depth >= 4 ? 1 : 0
}

/** Whether the terminal takes UTF-8, as far as the locale says; the Linux console has too few glyphs. */
function canShowUnicode(environment: Context['environment']): boolean {
  const locale = environment['LC_ALL'] || environment['LC_CTYPE'] || environment['LANG'] || ''
  return /utf-?8/i.test(locale) && environment['TERM'] !== 'linux'
}
