/** Digits that a measured duration can carry; what a sum or a division leaves behind them is dust that would only spoil a diff. */
const DIGITS = 12

/** Seconds without the dust of binary fractions: 0.07200000000000001 → 0.072. Undefined stays so. */
export function seconds(value: number): number
export function seconds(value: number | undefined): number | undefined
export function seconds(value: number | undefined): number | undefined {
  return value === undefined ? undefined : Number(value.toPrecision(DIGITS))
}

/** A span of time in seconds, to the microsecond: times since the epoch are no finer in a float of milliseconds. */
export function spanSeconds(fromMs: number, toMs: number): number {
  return Math.round((toMs - fromMs) * 1_000) / 1_000_000
}

/** The value of an alert. JSON has no word for what is not finite: that is a string, spelled as Prometheus spells it. */
export function sample(value: number): number | string {
  if (Number.isFinite(value)) return seconds(value)
  return Number.isNaN(value) ? 'NaN' : value > 0 ? '+Inf' : '-Inf'
}
