import type {Window} from '../window.ts'

/** Samples further apart than this much of the average distance are taken to be missing (functions.go, extrapolatedRate). */
const EXTRAPOLATION_THRESHOLD = 1.1

/**
 * The growth of floats between the first and the last sample of a window, extrapolated towards its ends. The order of operations is
 * Prometheus', so that the last bit is. Times in milliseconds; `first` is the first sample.
 */
export function extrapolate(
  growth: number,
  first: number,
  firstTime: number,
  lastTime: number,
  samples: number,
  window: Pick<Window, 'start' | 'end'>,
  isCounter: boolean,
  perSecond: boolean,
): number {
  const untilZero = isCounter ? secondsFromZero(growth, first, firstTime, lastTime) : Infinity
  return growth * extrapolation(window, firstTime, lastTime, samples, untilZero, perSecond)
}

/** How many seconds before its first sample a counter that grows like this was zero; Infinity where that cannot be told. */
export function secondsFromZero(growth: number, first: number, firstTime: number, lastTime: number): number {
  return growth > 0 && first >= 0 ? ((lastTime - firstTime) / 1000) * (first / growth) : Infinity
}

/**
 * By what the growth between the samples is multiplied. Towards an end of the range it goes on to the end when a sample is near,
 * else by half of the average distance; a counter is not followed below the zero that it had `untilZero` seconds before.
 */
export function extrapolation(
  {start, end}: Pick<Window, 'start' | 'end'>,
  firstTime: number,
  lastTime: number,
  samples: number,
  untilZero: number,
  perSecond: boolean,
): number {
  const sampled = (lastTime - firstTime) / 1000
  const average = sampled / (samples - 1)
  const threshold = average * EXTRAPOLATION_THRESHOLD
  let toStart = (firstTime - start) / 1000
  if (toStart >= threshold) toStart = average / 2
  if (untilZero < toStart) toStart = untilZero
  let toEnd = (end - lastTime) / 1000
  if (toEnd >= threshold) toEnd = average / 2
  const factor = (sampled + toStart + toEnd) / sampled
  return perSecond ? factor / ((end - start) / 1000) : factor
}
