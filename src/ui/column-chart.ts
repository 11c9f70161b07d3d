const EIGHTHS = ' ▁▂▃▄▅▆▇█'
const ASCII_STEPS = ' .:#'

/** Values as columns of `height` lines, the top line first; each value takes one cell, more than nothing never looks like nothing. */
export function columnChart(
  values: readonly number[],
  height: number,
  {ascii = false}: {ascii?: boolean} = {},
): string[] {
  const signs = ascii ? ASCII_STEPS : EIGHTHS
  const steps = signs.length - 1
  const top = Math.max(...values, 0)
  const filled = values.map((value) => (value <= 0 ? 0 : Math.max(1, Math.round((value / top) * height * steps))))
  return Array.from({length: height}, (_, line) => {
    const below = (height - 1 - line) * steps
    return filled.map((count) => signs.charAt(Math.min(steps, Math.max(0, count - below)))).join('')
  })
}

/** Values on exactly `width` cells: each repeated where there is room for more, the largest of neighbours where there is less. */
export function stretch(values: readonly number[], width: number): number[] {
  return Array.from({length: width}, (_, cell) => {
    const from = Math.floor((cell * values.length) / width)
    const to = Math.max(from + 1, Math.floor(((cell + 1) * values.length) / width))
    return Math.max(...values.slice(from, to), 0)
  })
}
