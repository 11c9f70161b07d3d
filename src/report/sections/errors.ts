import {bar} from '../../format/bar.ts'
import {formatCount} from '../../format/number.ts'
import type {Snapshot} from '../../snapshot.ts'
import {byCount, ordered} from '../order.ts'
import {figure, section, text, type Section} from '../section.ts'

/** Rows of these lists; the JSON has up to 100. */
const LIMIT = 10
/** Cells of the longest bar. */
const BAR_WIDTH = 20

/** The errors by type, most first. */
export function errorSection({errorsByType}: Snapshot, ascii: boolean): Section {
  return counts(
    'Errors by type',
    'TYPE',
    errorsByType.map(({errorType, count}) => ({name: errorType, count})),
    ascii,
  )
}

/** The load failures by reason, most first. */
export function failureSection({failuresByReason}: Snapshot, ascii: boolean): Section {
  return counts(
    'Load failures by reason',
    'REASON',
    failuresByReason.map(({reason, count}) => ({name: reason, count})),
    ascii,
  )
}

function counts(title: string, name: string, rows: readonly {name: string; count: number}[], ascii: boolean): Section {
  const sorted = ordered(rows, byCount)
  const most = sorted[0]?.count ?? 0
  return section(title, [text(name, true), figure('N'), text('')], sorted, LIMIT, (row) => [
    row.name,
    formatCount(row.count),
    bar(row.count / most, BAR_WIDTH, {ascii}),
  ])
}
