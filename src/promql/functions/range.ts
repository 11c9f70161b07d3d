import type {Felt, FollowedFunction} from '../follow/follow-range.ts'
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
export const RANGE_FUNCTIONS: Readonly<Record<string, FollowedFunction>> = {
  avg_over_time: ofSamples(avgOverTime, 'all'),
  changes: ofSamples(changes, 'ends'),
  count_over_time: ofSamples(countOverTime, 'ends'),
  delta: growth(false, false),
  deriv: ofSamples(deriv, 'all'),
  idelta: ofSamples(createInstantRate(false), 'pair'),
  increase: growth(true, false),
  irate: ofSamples(createInstantRate(true), 'pair'),
  max_over_time: ofSamples(
    createExtremeOverTime((value, best) => value > best),
    'all',
  ),
  min_over_time: ofSamples(
    createExtremeOverTime((value, best) => value < best),
    'all',
  ),
  present_over_time: ofSamples(presentOverTime, 'ends'),
  rate: growth(true, true),
  resets: ofSamples(resets, 'ends'),
  stddev_over_time: ofSamples(createDeviationOverTime(Math.sqrt), 'all'),
  stdvar_over_time: ofSamples(
    createDeviationOverTime((variance) => variance),
    'all',
  ),
  sum_over_time: ofSamples(sumOverTime, 'all'),
}

function ofSamples(apply: RangeFunction, felt: Felt): FollowedFunction {
  return {apply, felt, keepsName: false}
}

function growth(isCounter: boolean, perSecond: boolean): FollowedFunction {
  return {...ofSamples(createRate(isCounter, perSecond), 'ends'), growth: {isCounter, perSecond}}
}
