const BLOCKS = '▁▂▃▄▅▆▇█'
const ASCII_BLOCKS = '_.-=+*%#'

/**
 * Values over time as one character each, scaled to the largest: zero is the lowest block and only zero is, a gap (undefined) a
 * blank. More values than `width` are merged, the largest of each group standing for it, so that a spike is never lost; fewer stay fewer.
 */
export function sparkline(
  values: readonly (number | undefined)[],
  {ascii = false, width = values.length}: {ascii?: boolean; width?: number} = {},
): string {
  const blocks = ascii ? ASCII_BLOCKS : BLOCKS
  const slots = merge(values, Math.max(0, Math.min(width, values.length)))
  const top = slots.reduce<number>((most, value) => Math.max(most, value ?? 0), 0)
  return slots.map((value) => (value === undefined ? ' ' : (blocks[level(value, top)] ?? ' '))).join('')
}

function level(value: number, top: number): number {
  return value <= 0 || top === 0 ? 0 : Math.min(7, Math.max(1, Math.round((value / top) * 7)))
}

function merge(values: readonly (number | undefined)[], width: number): (number | undefined)[] {
  if (width === values.length) return [...values]
  return Array.from({length: width}, (_, slot) => {
    const from = Math.floor((slot * values.length) / width)
    const to = Math.floor(((slot + 1) * values.length) / width)
    return values.slice(from, to).reduce(larger, undefined)
  })
}

function larger(a: number | undefined, b: number | undefined): number | undefined {
  return a === undefined ? b : b === undefined ? a : Math.max(a, b)
}
