import {addCompensated, createSum, totalOf, type CompensatedSum} from './compensated.ts'

/** Welford's running variance with compensated sums, as stddev_over_time takes it. */
export interface Deviation {
  count: number
  readonly mean: CompensatedSum
  readonly squares: CompensatedSum
}

/** The variance of nothing. */
export function createDeviation(): Deviation {
  return {count: 0, mean: createSum(), squares: createSum()}
}

/** Takes one value in. */
export function addDeviation(deviation: Deviation, value: number): void {
  const {mean, squares} = deviation
  deviation.count++
  const delta = value - totalOf(mean)
  addCompensated(mean, delta / deviation.count)
  addCompensated(squares, delta * (value - totalOf(mean)))
}

/** The population variance so far. */
export function varianceOf({count, squares}: Deviation): number {
  return totalOf(squares) / count
}
