/** A running sum with what rounding has lost so far: Kahan's summation in Neumaier's form, as Prometheus sums. */
export interface CompensatedSum {
  sum: number
  lost: number
}

/** A sum of nothing. */
export function createSum(): CompensatedSum {
  return {sum: 0, lost: 0}
}

/** Adds one value. */
export function addCompensated(total: CompensatedSum, value: number): void {
  const sum = total.sum + value
  total.lost = lostIn(total.sum, value, sum, total.lost)
  total.sum = sum
}

/** What has been lost when `sum` is the rounded `before + value`; an infinite sum has lost nothing. */
export function lostIn(before: number, value: number, sum: number, lost: number): number {
  if (sum === Infinity || sum === -Infinity) return 0
  return lost + (Math.abs(before) >= Math.abs(value) ? before - sum + value : value - sum + before)
}

/** The sum with the lost part put back. */
export function totalOf({sum, lost}: CompensatedSum): number {
  return sum + lost
}
