import {cellsOfChar} from './terminal/cell-width.ts'

/** A text in lines of at most `width` cells, broken at blanks where there are any. */
export function wrapText(text: string, width: number): string[] {
  const lines: string[] = []
  let line = ''
  let cells = 0
  for (const char of text) {
    const wide = cellsOfChar(char)
    if (cells + wide > width && line !== '') {
      const blank = char === ' ' ? -1 : line.lastIndexOf(' ')
      const rest = blank > width / 2 ? line.slice(blank + 1) : ''
      lines.push(rest === '' ? line.trimEnd() : line.slice(0, blank))
      line = rest
      cells = [...rest].reduce((sum, each) => sum + cellsOfChar(each), 0)
      if (char === ' ' && line === '') continue
    }
    line += char
    cells += wide
  }
  return [...lines, line]
}
