/**
 * The q-quantile of some values, which get sorted: linear between the two nearest ranks, NaN being the smallest value. NaN for no
 * value or a NaN quantile, -Inf and +Inf for quantiles outside of 0 to 1.
 */
export function quantile(q: number, values: Float64Array): number {
  if (values.length === 0 || Number.isNaN(q)) return NaN
  if (q < 0) return -Infinity
  if (q > 1) return Infinity
  values.sort()
  const rank = q * (values.length - 1)
  const lower = Math.floor(rank)
  const weight = rank - lower
  // A typed array sorts NaN to the end; here it goes first.
  let nans = 0
  while (nans < values.length && Number.isNaN(values[values.length - 1 - nans])) nans++
  const valueAt = (index: number) => (index < nans ? NaN : values[index - nans]!)
  return valueAt(lower) * (1 - weight) + valueAt(Math.min(values.length - 1, lower + 1)) * weight
}
