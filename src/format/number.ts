/** What stands where a figure is not known: never a 0. */
export const UNKNOWN = '—'

const SHORT_UNITS = ['', 'k', 'M', 'G', 'T', 'P'] as const

/** A whole number with thousands apart: 1,204. Fractions are rounded; `UNKNOWN` for undefined, NaN and infinities. */
export function formatCount(count: number | undefined): string {
  if (count === undefined || !Number.isFinite(count)) return UNKNOWN
  return group(Math.round(count).toFixed(0))
}

/** A number in at most about five characters: 0.4, 12, 1.2k, 45M. `UNKNOWN` for undefined and NaN. */
export function formatShort(value: number | undefined): string {
  if (value === undefined || Number.isNaN(value)) return UNKNOWN
  if (!Number.isFinite(value)) return value > 0 ? 'Inf' : '-Inf'
  const {scaled, unit} = scale(value, 1000, SHORT_UNITS)
  return `${shortest(scaled)}${unit}`
}

/** A number of any size in four significant digits: 0.81, 1,204, 1.235e+9; `UNKNOWN` for undefined. */
export function formatNumber(value: number | undefined): string {
  if (value === undefined) return UNKNOWN
  if (!Number.isFinite(value)) return Number.isNaN(value) ? 'NaN' : value > 0 ? 'Inf' : '-Inf'
  const size = Math.abs(value)
  if (size !== 0 && (size < 0.001 || size >= 1e9)) return String(Number(value.toPrecision(4)))
  return size >= 1000 ? group(value.toFixed(0)) : String(Number(value.toPrecision(4)))
}

/** A ratio as whole per cents: 0.23 → '23 %'; more than nothing never shows as 0. `UNKNOWN` for undefined. */
export function formatPercent(ratio: number | undefined): string {
  if (ratio === undefined || !Number.isFinite(ratio)) return UNKNOWN
  const percent = Math.round(ratio * 100)
  return percent === 0 && ratio > 0 ? '<1 %' : `${group(String(percent + 0))} %`
}

/**
 * The value in the largest unit that leaves at least 1 of it. The rounding of `shortest` counts: 999.6 of 1000 is 1 of the next
 * unit, so that no column ever shows `1000k`.
 */
export function scale<U extends string>(
  value: number,
  base: number,
  units: readonly U[],
): {scaled: number; unit: U | ''} {
  let scaled = value
  let index = 0
  while (Math.abs(scaled) >= base - 0.5 && index < units.length - 1) {
    scaled /= base
    index++
  }
  return {scaled, unit: units[index] ?? ''}
}

/** One decimal below 10 unless it is whole, none from 10 on; below 1 the first two digits that count. */
export function shortest(value: number): string {
  const size = Math.abs(value)
  if (Number.isInteger(value)) return String(value + 0)
  if (size >= 9.95) return value.toFixed(0)
  if (size >= 0.995) return value.toFixed(1)
  return String(Number(value.toPrecision(2)))
}

function group(digits: string): string {
  return digits.replace(/\B(?=(\d{3})+$)/g, ',')
}
