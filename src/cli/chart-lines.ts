import {formatNumber} from '../format/number.ts'

/** Rows of a chart. */
const HEIGHT = 10
/** Cells for the figures at its left. */
const SCALE_CELLS = 9
const EIGHTHS = ' ▁▂▃▄▅▆▇█'

/** Values over time as columns, the largest of each group where there are more than fit; at the left the scale. */
export function chartLines(values: readonly number[], {width, ascii}: {width: number; ascii: boolean}): string[] {
  const cells = Math.max(1, Math.min(values.length, width - SCALE_CELLS - 2))
  const columns = Array.from({length: cells}, (_, cell) =>
    Math.max(
      ...values.slice(Math.floor((cell * values.length) / cells), Math.floor(((cell + 1) * values.length) / cells)),
    ),
  )
  const top = Math.max(0, ...columns.filter(Number.isFinite))
  const bottom = Math.min(0, ...columns.filter(Number.isFinite))
  const scale = top === bottom ? 1 : top - bottom
  return Array.from({length: HEIGHT}, (_, index) => {
    const row = HEIGHT - 1 - index
    const label = index === 0 ? formatNumber(top) : row === 0 ? formatNumber(bottom) : ''
    const signs = columns.map((value) => {
      const eighths = Math.round(((value - bottom) / scale) * HEIGHT * 8) - row * 8
      if (ascii) return eighths >= 4 ? '#' : ' '
      return EIGHTHS[Math.max(0, Math.min(8, Number.isNaN(eighths) ? 0 : eighths))]!
    })
    return `${label.padStart(SCALE_CELLS)} ${ascii ? '|' : '│'}${signs.join('').trimEnd()}`
  })
}
