const EIGHTHS = ['', '▏', '▎', '▍', '▌', '▋', '▊', '▉', '█'] as const

/**
 * A bar of `fraction` (0 to 1, clamped) of `width` cells, in eighths of a cell; in ASCII `#` and, for a rest, `.`. Not padded. More than
 * nothing is never drawn as nothing.
 */
export function bar(fraction: number, width: number, {ascii = false}: {ascii?: boolean} = {}): string {
  const share = Number.isNaN(fraction) ? 0 : Math.min(1, Math.max(0, fraction))
  const eighths = Math.max(share > 0 && width > 0 ? 1 : 0, Math.round(share * width * 8))
  const full = Math.floor(eighths / 8)
  const rest = eighths % 8
  return ascii ? '#'.repeat(full) + (rest > 0 ? '.' : '') : '█'.repeat(full) + (EIGHTHS[rest] ?? '')
}
