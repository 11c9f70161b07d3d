import type {TableColumn} from '../format/table.ts'

/** What a figure means to the reader; a style makes a colour of it, and no meaning is in the colour alone. */
export type Tone = 'good' | 'warn' | 'bad' | 'dim' | 'title'

/** One cell of a table. */
export type Cell = string | {readonly text: string; readonly tone: Tone | undefined}

/** One table of a report for people, the same for text and Markdown. Its texts are as the data gave them: whoever prints cleans. */
export interface Section {
  readonly title: string
  readonly columns: readonly TableColumn[]
  readonly rows: readonly (readonly Cell[])[]
  /** Rows that were left out. */
  readonly more: number
}

/** A section of at most `limit` rows that counts what it leaves out; a column in which no row says anything is left out too. */
export function section<T>(
  title: string,
  columns: readonly TableColumn[],
  items: readonly T[],
  limit: number,
  row: (item: T) => readonly Cell[],
): Section {
  const rows = items.slice(0, limit).map(row)
  const says = columns.map((_, column) => rows.some((cells) => cellText(cells[column] ?? '') !== ''))
  return {
    title,
    columns: columns.filter((_, column) => says[column]),
    rows: rows.map((cells) => cells.filter((_, column) => says[column])),
    more: items.length - rows.length,
  }
}

/** What a cell says, without its tone. */
export function cellText(cell: Cell): string {
  return typeof cell === 'string' ? cell : cell.text
}

/** The tone of a cell, if it has one. */
export function cellTone(cell: Cell): Tone | undefined {
  return typeof cell === 'string' ? undefined : cell.tone
}

/** A column of text; one that `shrinks` gives way when the table is too wide. */
export function text(title: string, shrinks = false): TableColumn {
  return {title, align: 'left', shrinks}
}

/** A column of figures. */
export function figure(title: string): TableColumn {
  return {title, align: 'right'}
}
