import type {Distribution, Rates, ThresholdView, Totals} from '../figures.ts'

/** The limits on percentiles, in seconds (DESIGN.md section 3). */
const PERCENTILE_LIMITS = [
  {metric: 'plugin_load_time', quantile: 0.5, figure: 'p50', limit: 0.1},
  {metric: 'plugin_load_time', quantile: 0.9, figure: 'p90', limit: 0.2},
  {metric: 'plugin_load_time', quantile: 0.99, figure: 'p99', limit: 0.5},
  {metric: 'plugin_discovery_time', quantile: 0.5, figure: 'p50', limit: 0.5},
  {metric: 'plugin_discovery_time', quantile: 0.9, figure: 'p90', limit: 1},
  {metric: 'plugin_discovery_time', quantile: 0.99, figure: 'p99', limit: 2},
] as const

/** What the limits that are no percentile look at; undefined: nothing was told that would show it. */
export interface ThresholdInput {
  readonly errors: number
  readonly failures: number
  /** Changes into error in the last hour, and per hour. */
  readonly transitions: number
  readonly transitionsPerHour: number
  readonly rates: Rates
  readonly totals: Totals
  readonly hasStates: boolean
}

/** How the percentiles of one metric stand. */
export function percentileThresholds(metric: string, distribution: Distribution): ThresholdView[] {
  return PERCENTILE_LIMITS.filter((row) => row.metric === metric).map(({quantile, figure, limit}) =>
    judge({metric, quantile, limit, unit: 's', value: distribution[figure], count: distribution.count}),
  )
}

/** How the other figures stand: over all plugins, and without data as long as no event has come. */
export function figureThresholds(input: ThresholdInput): ThresholdView[] {
  const {rates, totals, errors, failures, transitions, transitionsPerHour, hasStates} = input
  const when = (isKnown: boolean, value: number) => (isKnown ? value : undefined)
  const hasEvents = totals.events > 0
  return [
    judge({
      metric: 'plugin_errors',
      limit: 0.1,
      unit: '/min',
      value: when(hasEvents, rates.errorsPerMinute),
      count: errors,
    }),
    judge({
      metric: 'plugin_load_failures',
      limit: 3,
      unit: '/h',
      value: when(hasEvents, rates.failuresPerHour),
      count: failures,
    }),
    judge({
      metric: 'plugin_state_changes',
      limit: 5,
      unit: '/h',
      value: when(hasEvents, transitionsPerHour),
      count: transitions,
    }),
    judge({metric: 'plugins_loaded', limit: 0, unit: '', value: when(hasStates, totals.error), count: totals.plugins}),
  ]
}

/** The specification's limits are the last good value of a rate or a count, and the first bad one of a percentile (`P50 < 100 ms`). */
function judge(figures: Omit<ThresholdView, 'verdict'>): ThresholdView {
  const {value, limit, quantile} = figures
  if (value === undefined) return {...figures, verdict: 'no-data'}
  const isOver = quantile === undefined ? value > limit : value >= limit
  return {...figures, verdict: isOver ? 'over' : 'ok'}
}
