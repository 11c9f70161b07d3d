import {LEVELS, type Level} from '../../event.ts'
import {fitText} from '../../format/fit-text.ts'
import {formatShort} from '../../format/number.ts'
import {formatRate} from '../../format/rate.ts'
import {sparkline} from '../../format/sparkline.ts'
import {fitParts} from '../fit-parts.ts'
import {textOf, type Line, type Segment} from '../line.ts'
import type {FixedPanel} from '../panel.ts'
import type {Scene} from '../scene.ts'
import {cellsOfText} from '../terminal/cell-width.ts'
import {reasonsOf, typesOf, type Counted} from './counts.ts'
import {STYLE_OF_LEVEL} from './levels.ts'

const LABEL_WIDTH = 9
const SHORT_LEVELS: Readonly<Record<Level, string>> = {
  DEBUG: 'debug',
  INFO: 'info',
  WARNING: 'warn',
  ERROR: 'error',
  CRITICAL: 'crit',
}

/** Errors, failures and levels, a line or two each, where there is no room for a panel each. */
export const errorSummaryPanel: FixedPanel = {
  title: ({snapshot}) => `Errors · ${formatRate(snapshot.rates.errorsPerMinute, '/min')}`,
  lines(scene, width) {
    const {rates, levels} = scene.snapshot
    const room = width - LABEL_WIDTH
    const counts = LEVELS.toReversed().map((level): Segment => {
      const count = levels[level]
      return [`${SHORT_LEVELS[level]} ${formatShort(count)}`, count === 0 ? 'dim' : STYLE_OF_LEVEL[level]]
    })
    return [
      labelled('timeline', [[sparkline(rates.errors, {ascii: scene.theme.isAscii, width: room}), 'critical']]),
      labelled('types', tops(scene, typesOf(scene), room)),
      labelled('failures', tops(scene, reasonsOf(scene), room)),
      labelled('levels', spaced(counts.slice(0, 3), room)),
      labelled('', spaced(counts.slice(3), room)),
    ]
  },
}

function labelled(label: string, line: Line): Line {
  return [[fitText(label, LABEL_WIDTH, 'left', cellsOfText), 'dim'], ...line]
}

function spaced(segments: readonly Segment[], width: number): Line {
  return fitParts(
    segments.map((segment, index) => ({line: [segment], rank: index})),
    width,
    '  ',
  ).filter((segment) => textOf(segment) !== '')
}

function tops({theme}: Scene, counted: readonly Counted[], width: number): Line {
  if (counted.length === 0) return [['none', 'dim']]
  return fitParts(
    counted
      .slice(0, 8)
      .map(({name, count}, rank) => ({line: [`${theme.clean(name)} `, [formatShort(count), 'strong']], rank})),
    width,
    '  ',
  )
}
