import {cutText} from '../format/fit-text.ts'
import {cellsOfText} from './terminal/cell-width.ts'

/** What a text means; the theme knows its colour. One accent a meaning, everything else stays in the terminal's own foreground. */
export type Style = 'critical' | 'warning' | 'good' | 'accent' | 'dim' | 'strong' | 'chosen' | 'alarm'

/** A piece of a line: plain text, or text in a style of the theme. */
export type Segment = string | readonly [text: string, style: Style]

/** One line of the screen before it is painted. */
export type Line = readonly Segment[]

/** The text of a segment without its style. */
export function textOf(segment: Segment): string {
  return typeof segment === 'string' ? segment : segment[0]
}

/** Cells that a line takes. */
export function widthOfLine(line: Line): number {
  return line.reduce((cells, segment) => cells + cellsOfText(textOf(segment)), 0)
}

/** The line in exactly `width` cells: padded with blanks, or cut with an ellipsis. */
export function fitLine(line: Line, width: number): Line {
  const missing = width - widthOfLine(line)
  if (missing >= 0) return missing === 0 ? line : [...line, ' '.repeat(missing)]
  const fitted: Segment[] = []
  let room = width
  for (const [index, segment] of line.entries()) {
    const text = textOf(segment)
    const cells = cellsOfText(text)
    const isLast = cells > room || (cells === room && widthOfLine(line.slice(index + 1)) > 0)
    // A blank more makes the text too long, so that the cut shows.
    const shown = isLast ? cutText(`${text} `, room, cellsOfText) : text
    fitted.push(withText(segment, shown))
    room -= isLast ? room : cells
    if (isLast) return [...fitted, ' '.repeat(Math.max(0, width - widthOfLine(fitted)))]
  }
  return fitted
}

/** `left` at the left and `right` at the right edge of `width` cells; where both do not fit, `left` is cut. */
export function spread(left: Line, right: Line, width: number): Line {
  const room = width - widthOfLine(right)
  return room <= 0 ? fitLine(left, width) : [...fitLine(left, room), ...right]
}

/** Lines joined by a separator, as `join` does for strings. */
export function joinLines(lines: readonly Line[], separator: Segment): Line {
  return lines.flatMap((line, index) => (index === 0 ? line : [separator, ...line]))
}

function withText(segment: Segment, text: string): Segment {
  return typeof segment === 'string' ? text : [text, segment[1]]
}
