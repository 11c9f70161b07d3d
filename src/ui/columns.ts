import {fitText, type Align} from '../format/fit-text.ts'
import {textOf, type Line, type Segment} from './line.ts'
import {cellsOfText} from './terminal/cell-width.ts'

/** One column of a table whose columns keep their width whatever stands in them. */
export interface Column<Item> {
  readonly title: string
  /** Cells; for a column that grows, the fewest. */
  readonly width: number
  readonly align: Align
  /** 0 stays always; the highest rank goes first where the room is short. */
  readonly rank: number
  /** Takes what room is left, up to so many cells; of several the first takes first. */
  readonly growsTo?: number | undefined
  readonly cell: (item: Item, width: number) => Segment
}

/** Columns that fit together, with the blanks between them. */
export interface FittedColumns<Item> {
  readonly columns: readonly Column<Item>[]
  readonly gap: number
}

/** From this many cells on there is room for two blanks between columns. */
const WIDE_ENOUGH = 96

/** Chooses the columns that fit into `width` cells, by rank, and lets the growing ones take the rest. */
export function fitColumns<Item>(columns: readonly Column<Item>[], width: number): FittedColumns<Item> {
  const gap = width >= WIDE_ENOUGH ? 2 : 1
  const needs = (some: readonly Column<Item>[]): number =>
    some.reduce((cells, column) => cells + column.width, gap * (some.length - 1))
  let chosen = columns
  while (needs(chosen) > width) {
    const last = chosen.reduce((highest, {rank}) => Math.max(highest, rank), 0)
    if (last === 0) break
    chosen = chosen.filter((column) => column !== chosen.findLast(({rank}) => rank === last))
  }
  let room = Math.max(0, width - needs(chosen))
  const fitted = chosen.map((column) => {
    const more = Math.min(room, Math.max(0, (column.growsTo ?? 0) - column.width))
    room -= more
    return more === 0 ? column : {...column, width: column.width + more}
  })
  return {columns: fitted, gap}
}

/** The headings of the columns. */
export function headingLine<Item>({columns, gap}: FittedColumns<Item>): Line {
  const titles = columns.map(({title, width, align}) => fitText(title, width, align, cellsOfText))
  return [[titles.join(' '.repeat(gap)), 'dim']]
}

/** One row under those headings. */
export function rowLine<Item>({columns, gap}: FittedColumns<Item>, item: Item): Line {
  return columns.flatMap(({cell, width, align}, index): Segment[] => {
    const segment = cell(item, width)
    const text = fitText(textOf(segment), width, align, cellsOfText)
    const styled: Segment = typeof segment === 'string' ? text : [text, segment[1]]
    return index === 0 ? [styled] : [' '.repeat(gap), styled]
  })
}
