import {applySgr} from './apply-sgr.ts'
import {cellsOfChar} from './cell-width.ts'

/** A screen, row after row. Of a wide character the second cell is ''. */
export interface Grid {
  readonly columns: number
  readonly rows: number
  readonly text: string[]
  /** SGR parameters that set the cell's style from a reset terminal, '' for none. */
  readonly style: string[]
}

/** Combining marks that a cell may carry; more say nothing and would make a cell of any length. */
const MARKS_MAX = 4
const SGR = /\x1b\[([\d;]*)m/y
const ESCAPE = 0x1b
const NEWLINE = 0x0a

/** An empty screen. */
export function blankGrid(columns: number, rows: number): Grid {
  const size = columns * rows
  return {columns, rows, text: new Array<string>(size).fill(' '), style: new Array<string>(size).fill('')}
}

/**
 * Places a frame (lines with SGR sequences) on a screen. What stands beyond the edge is cut, and no control character or other escape
 * sequence survives: what is in a cell is safe to write.
 */
export function parseFrame(frame: string, columns: number, rows: number): Grid {
  const grid = blankGrid(columns, rows)
  let style = ''
  let row = 0
  let column = 0
  let index = 0
  while (index < frame.length) {
    const code = frame.charCodeAt(index)
    if (code === ESCAPE) {
      SGR.lastIndex = index
      const match = SGR.exec(frame)
      if (match) style = applySgr(style, match[1] ?? '')
      index += match ? match[0].length : 1
    } else if (code === NEWLINE) {
      if (++row >= rows) break
      column = 0
      index++
    } else if (code < 0x20 || (code >= 0x7f && code < 0xa0)) {
      index++
    } else {
      const char = code < 0x7f ? frame.charAt(index) : String.fromCodePoint(frame.codePointAt(index) ?? 0x20)
      index += char.length
      column += place(grid, row * columns, column, char, style)
    }
  }
  return grid
}

/** Puts one character into its cell or cells and tells how many it took. */
function place(grid: Grid, rowStart: number, column: number, char: string, style: string): number {
  const cells = char <= '~' ? 1 : cellsOfChar(char)
  const at = rowStart + column
  if (cells === 0) {
    const before = grid.text[at - 1]
    if (column > 0 && before && before.length <= MARKS_MAX) grid.text[at - 1] = before + char
    return 0
  }
  if (column + cells > grid.columns) return 0
  grid.text[at] = char
  grid.style[at] = style
  if (cells === 2) {
    grid.text[at + 1] = ''
    grid.style[at + 1] = style
  }
  return cells
}
