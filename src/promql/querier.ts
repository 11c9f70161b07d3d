import type {Matcher} from './ast.ts'
import type {HistogramDraft} from './histogram/draft.ts'
import type {NativeHistogram} from './histogram/native.ts'
import type {Labels} from './labels.ts'
import {memoize} from './memoize.ts'

/** A sample is a float. */
export const FLOAT_SAMPLE = 0
/** A sample is the marker that says: from here on the series is gone. JavaScript cannot carry it in a NaN's payload. */
export const STALE_SAMPLE = 1
/** A sample is a native histogram. */
export const HISTOGRAM_SAMPLE = 2

/** One series as columns; only the first `length` entries count, so that a store may grow its arrays ahead. */
export interface Series {
  /** The same object for the same series in every answer: what is derived from it is remembered by identity. */
  readonly labels: Labels
  /** Milliseconds since the epoch, strictly rising. */
  readonly times: Float64Array
  readonly values: Float64Array
  readonly length: number
  /** FLOAT_SAMPLE, STALE_SAMPLE or HISTOGRAM_SAMPLE; absent when every sample is a float. */
  readonly kinds?: Uint8Array | undefined
  /** Where the store keeps count: the time of the newest sample that is less than the one before it, -Infinity when none is. */
  readonly fellAt?: number | undefined
  /**
   * Only where every sample is a histogram of one layout and no count ever falls: what the sample at one index has more than that at
   * an earlier one, as a gauge histogram of populated buckets. A store that keeps what was added need not make the samples for it.
   */
  readonly growth?: ((from: number, to: number) => NativeHistogram) | undefined
  /** The histograms at the indexes of kind HISTOGRAM_SAMPLE. */
  readonly histograms?: readonly (NativeHistogram | undefined)[] | undefined
}

/** What the evaluator asks for series; the store behind it is no business of its. */
export interface Querier {
  /**
   * The series that all matchers accept, in an order that stays the same from call to call (sums are taken in it). They must
   * hold every sample with minMs < time <= maxMs and may hold others. `matchers` is the same array whenever the same selector
   * of a compiled expression asks again, so an answer may be remembered by it. The answer should be the same array, too, for as
   * long as it holds the same series: groups and matches are remembered by it.
   */
  select(matchers: readonly Matcher[], minMs: number, maxMs: number): readonly Series[]
  /**
   * The same series for a caller who keeps what it made of them and asks at every tick, the last of which is `at`. Undefined where the
   * store cannot tell what changed, and absent where it never can.
   * @param reachMs how far before the tick the caller wants to hear of changes
   */
  follow?(matchers: readonly Matcher[], at: number, reachMs: number): Feed | undefined
}

/** Series with a sample at every tick from their first one on, and what changes in them from tick to tick. */
export interface Feed {
  readonly intervalMs: number
  /** Counts the ticks; by more than one where the ticks leave out time or start anew, and then anything may have changed. */
  readonly tick: number
  /** In the order of `select`; new ones come behind those that are there. */
  readonly series: readonly Series[]
  /** The series at an index with its samples from minMs (exclusive) to the tick; it may hold earlier ones. Good until the next call for it. */
  read(row: number, minMs: number): Series
  /** How many times a series has begun anew. */
  lifeOf(row: number): number
  /** Whether a sample of 0 stands a tick before the first one that is told of a series of floats: it counts something. */
  isBornAtZero(row: number): boolean
  /** The first sample after a time and the newest one of a series of floats, without the others; undefined of histograms. */
  ends(row: number, afterMs: number): SeriesEnds | undefined
  /**
   * What a series of histograms has more at one tick than at an earlier one, as Series.growth, with every count and the sum times a
   * factor; undefined of what has no growth. Good until the next call.
   */
  growth(row: number, fromMs: number, toMs: number, factor: number): HistogramDraft | undefined
  /**
   * Visits the rows whose sample may differ between the tick so many ticks ago and the one before that, some perhaps more than once; 0:
   * this tick.
   */
  visitChanged(ticksAgo: number, visit: VisitChange): void
  /** The `customValues` of the series where all are histograms of one layout and no count ever falls but in another life; else undefined. */
  readonly bounds: readonly number[] | undefined
  /** Of such series: visits the row and the bucket of every value that came in between the same ticks. */
  visitObserved(ticksAgo: number, visit: VisitValue): void
  /** Whether that is all that came at this tick: no row has begun anew, and every value fits into a bucket. */
  isAllObserved(): boolean
}

/** Both ends of a range of samples up to the newest; NaN where there is none. */
interface SeriesEnds {
  /** The time of the first sample of the series, in or before the range. */
  readonly bornAt: number
  readonly first: number
  readonly last: number
  /** As Series.fellAt. */
  readonly fellAt: number
}

/** Takes a row, the sample that it got, NaN where only reading it can tell, and how many times its series had begun anew by then. */
type VisitChange = (row: number, value: number, life: number) => void

/** Takes a row and the index of a bucket; NaN for what is no such value. */
type VisitValue = (row: number, bucket: number) => void

/** The label sets of an answer, as one list that is the same for the same answer. */
export const labelsOfSeries = memoize((series: readonly Series[]): readonly Labels[] =>
  series.map(({labels}) => labels),
)
