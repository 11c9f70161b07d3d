import {fitText, type Align, type WidthOf} from './fit-text.ts'

/** One column: its heading, its side, and whether it gives way when the table is too wide. */
export interface TableColumn {
  readonly title: string
  readonly align: Align
  readonly shrinks?: boolean | undefined
}

/** Cells between two columns. */
const GAP = 2
/** Narrowest that a column which gives way may become: a few letters and the ellipsis. */
const SHRUNK_MIN = 8

/**
 * Lays out a table: the heading and then the rows, every cell padded to its column's width, columns as wide as their widest cell.
 * Wider than `width` cells (gaps of two included), the widest of the columns that may shrink gives way first; where that is not enough,
 * columns at the end are left out, so the first should matter most. To join with two blanks.
 */
export function layoutTable(
  columns: readonly TableColumn[],
  rows: readonly (readonly string[])[],
  {widthOf, width = Infinity, ellipsis = '…'}: {widthOf: WidthOf; width?: number; ellipsis?: string},
): string[][] {
  const lines = [columns.map(({title}) => title), ...rows]
  const natural = columns.map((_, column) =>
    lines.reduce((most, line) => Math.max(most, widthOf(line[column] ?? '')), 0),
  )
  const widths = fitColumns(columns, natural, width)
  return lines.map((line) =>
    widths.map((cells, column) =>
      fitText(line[column] ?? '', cells, columns[column]?.align ?? 'left', widthOf, ellipsis),
    ),
  )
}

/** The lines of a laid-out table, without blanks at their ends. */
export function joinTable(table: readonly (readonly string[])[]): string[] {
  return table.map((cells) => cells.join(' '.repeat(GAP)).trimEnd())
}

function fitColumns(columns: readonly TableColumn[], natural: readonly number[], width: number): number[] {
  const widths = [...natural]
  for (;;) {
    const excess = widths.reduce((total, cells) => total + cells, GAP * (widths.length - 1)) - width
    if (excess <= 0) return widths
    const widest = widestShrinking(columns, widths)
    if (widest >= 0) widths[widest] = (widths[widest] ?? 0) - 1
    else if (widths.length > 1) widths.splice(0, Infinity, ...natural.slice(0, widths.length - 1))
    else return widths
  }
}

function widestShrinking(columns: readonly TableColumn[], widths: readonly number[]): number {
  let widest = -1
  for (const [index, cells] of widths.entries()) {
    if (columns[index]?.shrinks && cells > Math.max(SHRUNK_MIN, widths[widest] ?? 0)) widest = index
  }
  return widest
}
