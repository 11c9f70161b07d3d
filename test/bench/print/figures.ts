import type {Spread} from '../hold-race.ts'

/** Three digits that count; `?` for what is not known, which JSON has as null. */
export function figure(value: number): string {
  if (!Number.isFinite(value)) return '?'
  if (value === 0) return '0'
  return Math.abs(value) >= 1000 ? Math.round(value).toLocaleString('en') : value.toPrecision(3)
}

/** From the least to the most. */
export function range({min, max}: Spread): string {
  return `[${figure(min)}..${figure(max)}]`
}

/** Columns of equal width: texts to the left, figures to the right. */
export function align(rows: readonly (readonly string[])[], texts: readonly number[] = [0]): string[] {
  const widths = rows[0]!.map((_, column) => Math.max(...rows.map((row) => row[column]!.length)))
  const pad = (cell: string, column: number) =>
    texts.includes(column) ? cell.padEnd(widths[column]!) : cell.padStart(widths[column]!)
  return rows.map((row) => row.map(pad).join('  ').trimEnd())
}
