/** Cells that a text takes on a terminal; a parameter, because measuring Unicode is a library's business and format/ uses none. */
export type WidthOf = (text: string) => number

/** At which side of its column a text stands. */
export type Align = 'left' | 'right'

/**
 * `text` in exactly `width` cells: padded, or cut with an ellipsis of one cell at the end. A wide character that would be cut in half is
 * left out and a blank stands for it.
 */
export function fitText(text: string, width: number, align: Align, widthOf: WidthOf, ellipsis = '…'): string {
  const cells = widthOf(text)
  const fitted = cells <= width ? text : cutText(text, width, widthOf, ellipsis)
  const blank = ' '.repeat(Math.max(0, width - (cells <= width ? cells : widthOf(fitted))))
  return align === 'left' ? fitted + blank : blank + fitted
}

/** `text` in at most `width` cells, cut with an ellipsis of one cell where it is longer. */
export function cutText(text: string, width: number, widthOf: WidthOf, ellipsis = '…'): string {
  if (widthOf(text) <= width) return text
  if (width <= 0) return ''
  let cells = 1
  let end = 0
  for (const char of text) {
    cells += widthOf(char)
    if (cells > width) break
    end += char.length
  }
  return text.slice(0, end) + ellipsis
}
