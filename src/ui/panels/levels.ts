import {LEVELS, type Level} from '../../event.ts'
import type {Style} from '../line.ts'
import type {FixedPanel} from '../panel.ts'
import {countLine} from './counts.ts'

/** The accent of a level. */
export const STYLE_OF_LEVEL: Readonly<Record<Level, Style>> = {
  DEBUG: 'dim',
  INFO: 'accent',
  WARNING: 'warning',
  ERROR: 'critical',
  CRITICAL: 'critical',
}

/** How many log lines of each level, the worst on top. */
export const levelsPanel: FixedPanel = {
  title: () => 'Log lines by level',
  lines(scene, width) {
    const {levels} = scene.snapshot
    const most = Math.max(...LEVELS.map((level) => levels[level]))
    return LEVELS.toReversed().map((level) =>
      countLine(scene, width, {name: level, count: levels[level]}, most, STYLE_OF_LEVEL[level]),
    )
  },
}
