import {bar} from '../../format/bar.ts'
import {fitText} from '../../format/fit-text.ts'
import {formatCount} from '../../format/number.ts'
import type {Line, Style} from '../line.ts'
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
  empty: () => [['no error seen', 'dim']],
}

/** Why loads failed. */
export const loadFailuresPanel: ListPanel = {
  title: () => 'Load failures by reason',
  rows: (scene, width) => countRows(scene, width, reasonsOf(scene), 'warning'),
  empty: () => [['no failed load seen', 'dim']],
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

function countRows(scene: Scene, width: number, counted: readonly Counted[], style: Style): readonly Row[] {
  const most = counted[0]?.count ?? 0
  return counted.map((item) => ({
    id: item.name,
    search: item.name,
    line: () => countLine(scene, width, item, most, style),
  }))
}
