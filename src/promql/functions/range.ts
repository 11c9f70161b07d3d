import type {Felt} from '../follow/follow-range.ts'
import type {RangeFunction} from '../window.ts'
import {
  avgOverTime,
  countOverTime,
  createDeviationOverTime,
  createExtremeOverTime,
  presentOverTime,
  sumOverTime,
} from './over-time.ts'
import {createInstantRate, createRate} from './rate.ts'
import {deriv} from './regression.ts'
import {changes, resets} from './steps.ts'

/** Functions of a range alone, by name. */
export const RANGE_FUNCTIONS: Readonly<Record<string, RangeFunction>> = {
  avg_over_time: avgOverTime,
  changes,
  count_over_time: countOverTime,
  delta: createRate(false, false),
  deriv,
  idelta: createInstantRate(false),
  increase: createRate(true, false),
  irate: createInstantRate(true),
  max_over_time: createExtremeOverTime((value, best) => value > best),
  min_over_time: createExtremeOverTime((value, best) => value < best),
  present_over_time: presentOverTime,
  rate: createRate(true, true),
  resets,
  stddev_over_time: createDeviationOverTime(Math.sqrt),
  stdvar_over_time: createDeviationOverTime((variance) => variance),
  sum_over_time: sumOverTime,
}

/** Those that do not look at all samples, but as Felt says. */
export const FELT: Readonly<Record<string, Felt>> = {
  changes: 'ends',
  count_over_time: 'ends',
  delta: 'ends',
  idelta: 'pair',
  increase: 'ends',
  irate: 'pair',
  present_over_time: 'ends',
  rate: 'ends',
  resets: 'ends',
}
