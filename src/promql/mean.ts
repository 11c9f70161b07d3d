import {lostIn} from './compensated.ts'

/** A running mean: a compensated sum, until that overflows; from there on the mean is corrected step by step. */
export interface Mean {
  sum: number
  lost: number
  count: number
  incremental: boolean
}

/** A mean of nothing. */
export function createMean(): Mean {
  return {sum: 0, lost: 0, count: 0, incremental: false}
}

/** Takes one value in, as Prometheus' avg does. */
export function addToMean(mean: Mean, value: number): void {
  mean.count++
  if (!mean.incremental) {
    const sum = mean.sum + value
    if (mean.count === 1 || Math.abs(sum) !== Infinity) {
      mean.lost = lostIn(mean.sum, value, sum, mean.lost)
      mean.sum = sum
      return
    }
    mean.incremental = true
    mean.sum /= mean.count - 1
    mean.lost /= mean.count - 1
  }
  // An infinite mean stays, but for the other infinity or a NaN.
  if (Math.abs(mean.sum) === Infinity && (Number.isFinite(value) || value === mean.sum)) return
  const step = value / mean.count - (mean.sum + mean.lost) / mean.count
  const corrected = mean.sum + step
  mean.lost = lostIn(mean.sum, step, corrected, mean.lost)
  mean.sum = corrected
}

/** The mean so far; NaN of nothing. */
export function meanOf({sum, lost, count, incremental}: Mean): number {
  return incremental ? sum + lost : sum / count + lost / count
}
