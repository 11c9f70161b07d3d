import {bar} from '../../format/bar.ts'
import {fitText} from '../../format/fit-text.ts'
import {formatCount} from '../../format/number.ts'
import {fitParts, type Part} from '../fit-parts.ts'
import type {Line, Segment, Style} from '../line.ts'
import {allWell, hasNoData} from '../nothing.ts'
import type {ListPanel, Row} from '../panel.ts'
import type {Scene} from '../scene.ts'
import {cellsOfText} from '../terminal/cell-width.ts'

const COUNT_WIDTH = 8

/** A name and how often: what the lists of errors and failures are made of. */
export interface Counted {
  readonly name: string
  readonly count: number
}

/** The top errors by type. */
export const errorTypesPanel: ListPanel = {
  title: () => 'Top errors by type',
  rows: (scene, width) => countRows(scene, width, typesOf(scene), 'critical'),
  empty: (scene) => allWell(scene, 'no error seen'),
}

/** Why loads failed. */
export const loadFailuresPanel: ListPanel = {
  title: () => 'Load failures by reason',
  rows: (scene, width) => countRows(scene, width, reasonsOf(scene), 'warning'),
  empty: (scene) => allWell(scene, 'no failed load seen'),
}

/** Errors by type, most first. */
export function typesOf({snapshot}: Scene): readonly Counted[] {
  return snapshot.errorsByType.map(({errorType, count}) => ({name: errorType, count}))
}

/** Load failures by reason, most first. */
export function reasonsOf({snapshot}: Scene): readonly Counted[] {
  return snapshot.failuresByReason.map(({reason, count}) => ({name: reason, count}))
}

/** A name, its count, and a bar against the largest. */
export function countLine({theme}: Scene, width: number, {name, count}: Counted, most: number, style: Style): Line {
  const nameWidth = Math.min(24, Math.max(12, Math.floor(width * 0.4)))
  const room = width - nameWidth - COUNT_WIDTH - 1
  return [
    fitText(theme.clean(name), nameWidth, 'left', cellsOfText),
    [fitText(formatCount(count), COUNT_WIDTH, 'right', cellsOfText), count === 0 ? 'dim' : 'strong'],
    ' ',
    [room <= 0 ? '' : bar(most === 0 ? 0 : count / most, room, {ascii: theme.isAscii}), style],
  ]
}

/** The most frequent errors and the reasons of failed loads in one line, as many as there is room for. */
export function topErrorsLine(scene: Scene, width: number): Line {
  const types = typesOf(scene)
  const reasons = reasonsOf(scene)
  const most = types[0]?.count ?? 0
  if (types.length + reasons.length === 0) return hasNoData(scene) ? [] : [['no error and no failed load seen', 'dim']]
  const errors = types.slice(0, 5).map(({name, count}, rank): Part => {
    const course = bar(count / most, 8, {ascii: scene.theme.isAscii})
    return {
      rank: rank + 1,
      line: [`${scene.theme.clean(name)} `, [formatCount(count), 'strong'], ' ', [course, 'critical']],
    }
  })
  const failures = reasons.slice(0, 3).map(({name, count}, rank): Part => {
    const label: Segment = rank === 0 ? ['failed loads  ', 'dim'] : ''
    return {rank: rank + 1, line: [label, `${scene.theme.clean(name)} `, [formatCount(count), 'warning']]}
  })
  return fitParts([...errors, ...failures], width, '   ')
}

function countRows(scene: Scene, width: number, counted: readonly Counted[], style: Style): readonly Row[] {
  const most = counted[0]?.count ?? 0
  return counted.map((item) => ({
    id: item.name,
    search: item.name,
    line: () => countLine(scene, width, item, most, style),
  }))
}
