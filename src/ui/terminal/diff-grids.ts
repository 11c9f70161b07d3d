import type {Grid} from './grid.ts'

/** Unchanged cells between two changed ones that are cheaper to write again than to jump over (a jump takes 4 to 9 bytes). */
const BRIDGE_CELLS = 4

/** Before a wide character: a terminal that knows it as a narrow one leaves the second cell as it was. */
const ERASE_TWO = '\x1b[2X'

/**
 * The bytes that turn the screen `before` into `after` (both of one size), beginning and ending with the default style. The position
 * is told anew after every character that terminals may measure differently: where one does, only that cell is off.
 */
export function diffGrids(before: Grid, after: Grid): string {
  const {columns, rows, text, style} = after
  let bytes = ''
  let pen = ''
  for (let row = 0; row < rows; row++) {
    const start = row * columns
    const end = start + columns
    let cursor = -1
    for (let at = start; at < end; at++) {
      if (text[at] === before.text[at] && style[at] === before.style[at]) continue
      const from = cursor >= 0 && at - cursor <= BRIDGE_CELLS && isBridge(after, cursor, at, pen) ? cursor : at
      if (from !== cursor) bytes += `\x1b[${row + 1};${from - start + 1}H`
      const isWide = at + 1 < end && text[at + 1] === ''
      for (let cell = from; cell <= at; cell++) {
        const cellStyle = style[cell] ?? ''
        if (cellStyle !== pen) bytes += changePen((pen = cellStyle))
        if (isWide && cell === at) bytes += ERASE_TWO
        bytes += text[cell] ?? ''
      }
      if (isWide) at++
      cursor = isWide || isDoubtful(text[at] ?? '') ? -1 : at + 1
    }
  }
  return pen === '' ? bytes : `${bytes}\x1b[m`
}

function changePen(style: string): string {
  return style === '' ? '\x1b[m' : `\x1b[0;${style}m`
}

function isBridge({text, style}: Grid, from: number, to: number, pen: string): boolean {
  for (let at = from; at < to; at++) if (style[at] !== pen || isDoubtful(text[at] ?? '')) return false
  return true
}

/** Everything but Latin letters and the range of our own signs: arrows, frames, blocks. */
function isDoubtful(text: string): boolean {
  return text.length !== 1 || (text > '\u024f' && text < '\u2010') || text > '\u2bff'
}
