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
 * Wider than `width` cells (gaps of two included), the widest of the columns that may shrink gives way first. To join with two blanks.
 */
export function layoutTable(
  columns: readonly TableColumn[],
  rows: readonly (readonly string[])[],
  {widthOf, width = Infinity, ellipsis = '…'}: {widthOf: WidthOf; width?: number; ellipsis?: string},
): string[][] {
  const lines = [columns.map(({title}) => title), ...rows]
  const widths = columns.map((_, column) =>
    lines.reduce((most, line) => Math.max(most, widthOf(line[column] ?? '')), 0),
  )
  shrink(columns, widths, width - GAP * (columns.length - 1))
  return lines.map((line) =>
    columns.map(({align}, column) => fitText(line[column] ?? '', widths[column] ?? 0, align, widthOf, ellipsis)),
  )
}

/** The lines of a laid-out table, without blanks at their ends. */
export function joinTable(table: readonly (readonly string[])[]): string[] {
  return table.map((cells) => cells.join(' '.repeat(GAP)).trimEnd())
}

function shrink(columns: readonly TableColumn[], widths: number[], room: number): void {
  for (let excess = sum(widths) - room; excess > 0; excess--) {
    let widest = -1
    for (const [index, {shrinks}] of columns.entries()) {
      if (shrinks && (widths[index] ?? 0) > Math.max(SHRUNK_MIN, widths[widest] ?? 0)) widest = index
    }
    if (widest < 0) return
    widths[widest] = (widths[widest] ?? 0) - 1
  }
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0)
}
