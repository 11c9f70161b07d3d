import {fitText} from '../../format/fit-text.ts'
import {formatCount} from '../../format/number.ts'
import {formatRate} from '../../format/rate.ts'
import {formatAge, formatSeconds} from '../../format/seconds.ts'
import {columnChart, stretch} from '../column-chart.ts'
import {spread, type Line} from '../line.ts'
import type {FixedPanel} from '../panel.ts'
import {cellsOfText} from '../terminal/cell-width.ts'

const SCALE_WIDTH = 6

/** Errors over the window as columns, with the largest count at the top of the scale. */
export const errorTimelinePanel: FixedPanel = {
  title: ({snapshot}) =>
    `Errors over ${snapshot.window === 'start' ? 'time' : snapshot.window} · ${formatRate(snapshot.rates.errorsPerMinute, '/min')}`,
  lines({snapshot, theme}, width, height) {
    const {errors, slotSeconds} = snapshot.rates
    const most = Math.max(...errors, 0)
    if (snapshot.totals.events === 0) return [[['nothing seen yet', 'dim']]]
    const room = width - SCALE_WIDTH - 1
    const lines = columnChart(stretch(errors, room), height - 1, {ascii: theme.isAscii}).map((text, index): Line => {
      const scale = index === 0 ? formatCount(most) : index === height - 2 ? '0' : ''
      return [
        [`${fitText(scale, SCALE_WIDTH, 'right', cellsOfText)} `, 'dim'],
        [text, 'critical'],
      ]
    })
    const began = `-${formatAge(errors.length * slotSeconds * 1000)}`
    const axis = spread([[began, 'dim']], [[`${formatSeconds(slotSeconds)} each   now`, 'dim']], room)
    return [...lines, [' '.repeat(SCALE_WIDTH + 1), ...axis]]
  },
}
