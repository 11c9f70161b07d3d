import type {BucketRoom} from './bucket-tally.ts'
import type {TickChanges} from './tick-log.ts'

/**
 * A cumulative histogram as sampled at a tick: the populated buckets, by rising index into the series' `bounds`. From sample to sample
 * of a series no count ever falls.
 */
export interface HistogramSample {
  readonly count: number
  /** In the metric's unit: seconds or bytes. */
  readonly sum: number
  readonly indexes: readonly number[]
  readonly counts: readonly number[]
}

/** What a histogram has more at one tick than at an earlier one. It is room that is used again: growth is written over what stood there. */
export interface HistogramGrowth extends BucketRoom {
  count: number
  /** As that of a sample. */
  sum: number
}

/** The samples of a series, one a tick; only the first `length` entries count. Valid until the next tick: the object is the same for each. */
export interface FloatColumn {
  /** Milliseconds since the epoch, rising by the interval. */
  readonly times: Float64Array
  readonly values: Float64Array
  readonly length: number
  /** The time of the newest sample that is less than the one before it; -Infinity when none is. */
  readonly fellAt: number
}

/** Both ends of a range of samples up to the newest. */
export interface FloatEnds {
  /** The time of the first sample of all that are kept; NaN, as the others, without any. */
  readonly bornAt: number
  /** The first one in the range. */
  readonly first: number
  readonly last: number
  /** The time of the newest sample that is less than the one before it; -Infinity when none is. */
  readonly fellAt: number
}

/** Histogram samples, one a tick; ticks without a change share the object. Valid until the next tick: samples are made when they are asked for. */
export interface HistogramColumn {
  readonly times: Float64Array
  readonly samples: readonly HistogramSample[]
}

interface Identity {
  readonly name: string
  /** Sorted by name, `instance` among them, without `__name__` and without empty values. */
  readonly labels: readonly (readonly [name: string, value: string])[]
  /** Its place among the series of its metric, in the order of their births. */
  readonly place: number
  /** When its sample last differed from the one of the tick before; -Infinity before its first tick. */
  readonly changedAt: number
  /** How many times its history has begun anew. */
  readonly lives: number
}

/** A counter or a gauge: the same object for as long as the series lives. */
export interface FloatSeries extends Identity {
  readonly kind: 'float'
  /** A counter: a sample of 0 stands one tick before its first, so that the first increment is seen as one. */
  readonly isBornAtZero: boolean
  /** Its first sample after a time and its newest one. */
  ends(afterMs: number): FloatEnds
  /** All samples kept, without copying. */
  column(): FloatColumn
}

/** A histogram: the same object for as long as the series lives. */
export interface HistogramSeries extends Identity {
  readonly kind: 'histogram'
  /** Upper bounds of the buckets in the metric's unit, rising: one array shared by all histograms of that unit. */
  readonly bounds: readonly number[]
  /** The samples with afterMs < time <= upToMs. */
  column(afterMs: number, upToMs: number): HistogramColumn
  /** Writes what the sample of one tick has more than that of an earlier one, every count and the sum times a factor, without making either. */
  growth(fromMs: number, toMs: number, factor: number, into: HistogramGrowth): void
}

/** A series as PromQL sees it. */
export type HistorySeries = FloatSeries | HistogramSeries

/** What was sampled at the ticks: what a PromQL querier asks. */
export interface History {
  readonly intervalMs: number
  /** The last closed tick; undefined before the first and after the clock has jumped. */
  readonly lastTickAt: number | undefined
  /** Rises with every tick and every jump of the clock: columns are good for as long as it stays. */
  readonly tickCount: number
  /** Rises when series come or go: an answer of `select` is good for as long as it stays. */
  readonly version: number
  /** The series of that metric, or without a name of all metrics, in the order in which they were born. */
  select(name?: string): readonly HistorySeries[]
  /**
   * What has come to them in the last closed slot, by their places in `select`; all others have repeated their samples. It is noted from
   * the slot on in which it was first asked for. Good until the next tick.
   */
  changed(name?: string): TickChanges
  /** From now on keeps samples at least that far back; what is forgotten stays so. */
  keep(retentionMs: number): void
}
