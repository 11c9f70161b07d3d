import {formatDuration} from '../../promql/duration.ts'
import type {Check} from './check.ts'

/** A `for` that is shorter than the interval is over at the next evaluation, whatever it says. */
export const shortHolds: Check = (rule, {intervalMs}) => {
  if (rule.kind !== 'alert' || rule.holdMs === 0 || rule.holdMs >= intervalMs) return []
  const [hold, interval] = [formatDuration(rule.holdMs), formatDuration(intervalMs)]
  return [
    {
      where: rule.where,
      message: `for: ${hold} is shorter than the evaluation interval, so the alert waits for ${interval}`,
      cure: `Evaluate the group more often (interval: ${hold}), or leave for out to fire at once.`,
    },
  ]
}
