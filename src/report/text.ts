import {formatCount} from '../format/number.ts'
import {joinTable, layoutTable} from '../format/table.ts'
import type {Snapshot} from '../snapshot.ts'
import {reportFacts} from './facts.ts'
import {cellText, cellTone, type Section, type Tone} from './section.ts'
import {reportSections} from './sections.ts'
import {createStyle, type Style, type StyleOptions} from './style.ts'

/** Cells of a line where nobody says how wide the reader's terminal is. */
const DEFAULT_WIDTH = 120

/**
 * The report for a person at a terminal: a summary, then tables, lists cut with how many more there are. No table is wider than
 * `width` cells: long texts are cut, and columns at the end left out where that is not enough. Ends with a newline.
 */
export function reportText(
  snapshot: Snapshot,
  options: StyleOptions & {readonly width?: number | undefined} = {},
): string {
  const style = createStyle(options)
  const width = options.width ?? DEFAULT_WIDTH
  const blocks = [
    factLines(snapshot, style),
    ...reportSections(snapshot, options).map((section) => sectionLines(section, style, width)),
  ]
  return `${blocks.map((lines) => lines.join('\n')).join('\n\n')}\n`
}

function factLines(snapshot: Snapshot, style: Style): string[] {
  const facts = reportFacts(snapshot)
  const nameWidth = Math.max(...facts.map(({name}) => name.length))
  return facts.map(({name, parts}) => {
    const said = parts.map(({text, tone}) => style.paint(style.plain(text), tone))
    return `${style.paint(name.padEnd(nameWidth), 'title')}  ${said.join(', ')}`
  })
}

function sectionLines({title, columns, rows, more}: Section, style: Style, width: number): string[] {
  const [heading = [], ...cells] = layoutTable(
    columns,
    rows.map((row) => row.map((cell) => style.plain(cellText(cell)))),
    {widthOf: style.widthOf, width: width - 2, ellipsis: style.ellipsis},
  )
  const painted = cells.map((line, row) =>
    line.map((cell, column) => paintWords(cell, style, cellTone(rows[row]?.[column] ?? ''))),
  )
  const lines = [...joinTable([heading]).map((line) => style.paint(line, 'dim')), ...joinTable(painted)]
  const rest = more > 0 ? [style.plain(`… ${formatCount(more)} more`)] : []
  return [style.paint(title, 'title'), ...[...lines, ...rest].map((line) => `  ${line}`)]
}

/** Paints a padded cell without its padding, so that blanks at the end of a line can still be trimmed. */
function paintWords(cell: string, style: Style, tone: Tone | undefined): string {
  return tone === undefined ? cell : cell.replace(/\S(?:.*\S)?/, (words) => style.paint(words, tone))
}
