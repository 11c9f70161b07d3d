import type {Figures} from '../figures.ts'

/** Everything metrics can say, in the chosen window. */
export interface MetricsView extends Figures {
  /** Values that went to an `__other__` series or were refused, because the metric was at its cap or is of another kind; by metric. */
  readonly overflowed: Readonly<Record<string, number>>
  /** Durations below 0 or beyond what a histogram can tell apart, 104 days: their percentiles are wrong. */
  readonly clamped: number
  /** Unfinished spans that fell out because there were too many. */
  readonly spansEvicted: number
}
