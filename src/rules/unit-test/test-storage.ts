import type {Matcher} from '../../promql/ast.ts'
import type {NativeHistogram} from '../../promql/histogram/native.ts'
import {hasFallen} from '../../promql/histogram/reset.ts'
import {labelValue, METRIC_NAME, type Labels} from '../../promql/labels.ts'
import {createMatcher} from '../../promql/matcher.ts'
import {FLOAT_SAMPLE, HISTOGRAM_SAMPLE, STALE_SAMPLE, type Querier, type Series} from '../../promql/querier.ts'
import {readSeriesValues, type SeriesValue} from './series-values.ts'

/** The series of one test, in memory: those that are given, and those that rules add. */
export interface TestStorage extends Querier {
  /** Appends a sample; a time that is not after the series' last one is ignored. */
  append(labels: Labels, at: number, value: SeriesValue): void
  /** Makes the given samples up to an instant visible; samples that rules append always are. */
  revealUntil(at: number): void
  /** Adds a series in Prometheus' notation of values, one every `intervalMs` from time 0 on; one that was there before is replaced. */
  load(labels: Labels, values: string, intervalMs: number): void
}

/** A series that grows; `length` is what may be seen, `stored` what there is. */
interface StoredSeries extends Series {
  times: Float64Array
  values: Float64Array
  kinds: Uint8Array | undefined
  histograms: (NativeHistogram | undefined)[] | undefined
  length: number
  stored: number
}

const FIRST_CAPACITY = 16

/** A store without any series. */
export function createTestStorage(): TestStorage {
  const byKey = new Map<string, StoredSeries>()
  const byName = new Map<string, StoredSeries[]>()
  const loaded: StoredSeries[] = []
  let generation = 0
  const answers = new WeakMap<readonly Matcher[], {generation: number; series: readonly StoredSeries[]}>()

  function seriesOf(labels: Labels): StoredSeries {
    let series = byKey.get(labels.key)
    if (series === undefined) {
      series = createSeries(labels)
      byKey.set(labels.key, series)
      const name = labelValue(labels, METRIC_NAME)
      byName.set(name, [...(byName.get(name) ?? []), series])
      generation++
    }
    return series
  }

  return {
    load(labels, values, intervalMs) {
      const series = seriesOf(labels)
      series.stored = 0
      readSeriesValues(values, (index, value) => store(series, index * intervalMs, value))
      series.length = 0
      loaded.push(series)
    },
    append(labels, at, value) {
      const series = seriesOf(labels)
      if (series.stored > 0 && series.times[series.stored - 1]! >= at) return
      store(series, at, value)
      series.length = series.stored
    },
    revealUntil(at) {
      for (const series of loaded) {
        while (series.length < series.stored && series.times[series.length]! <= at) series.length++
      }
    },
    select(matchers) {
      const known = answers.get(matchers)
      if (known?.generation === generation) return known.series
      const accepts = createMatcher(matchers)
      const name = matchers.find((matcher) => matcher.name === METRIC_NAME && matcher.op === '=')
      const candidates = name === undefined ? [...byKey.values()] : (byName.get(name.value) ?? [])
      const series = candidates.filter(({labels}) => accepts(labels))
      answers.set(matchers, {generation, series})
      return series
    },
  }
}

function createSeries(labels: Labels): StoredSeries {
  return {
    labels,
    times: new Float64Array(FIRST_CAPACITY),
    values: new Float64Array(FIRST_CAPACITY),
    kinds: undefined,
    histograms: undefined,
    length: 0,
    stored: 0,
  }
}

function store(series: StoredSeries, at: number, value: SeriesValue): void {
  const index = series.stored
  if (index === series.times.length) grow(series)
  series.times[index] = at
  if (typeof value === 'number') series.values[index] = value
  if (typeof value !== 'number') series.kinds ??= new Uint8Array(series.times.length)
  if (series.kinds !== undefined) {
    series.kinds[index] = typeof value === 'number' ? FLOAT_SAMPLE : value === 'stale' ? STALE_SAMPLE : HISTOGRAM_SAMPLE
  }
  if (typeof value === 'object') {
    series.histograms ??= []
    series.histograms[index] = {...value, resetHint: storedHint(series, value)}
  }
  series.stored++
}

/** What Prometheus' storage says of a reset: only inside of a chunk it knows, and a reset starts a new chunk. */
function storedHint({kinds, histograms, stored}: StoredSeries, next: NativeHistogram): NativeHistogram['resetHint'] {
  if (next.resetHint === 'gauge') return 'gauge'
  const previous = stored > 0 && kinds![stored - 1] === HISTOGRAM_SAMPLE ? histograms![stored - 1] : undefined
  if (previous === undefined || previous.resetHint === 'gauge' || next.resetHint === 'reset') return 'unknown'
  const sameLayout = previous.schema === next.schema && previous.zeroThreshold === next.zeroThreshold
  return sameLayout && !hasFallen(next, previous) ? 'not_reset' : 'unknown'
}

function grow(series: StoredSeries): void {
  const capacity = series.times.length * 2
  const times = new Float64Array(capacity)
  const values = new Float64Array(capacity)
  times.set(series.times)
  values.set(series.values)
  series.times = times
  series.values = values
  if (series.kinds === undefined) return
  const kinds = new Uint8Array(capacity)
  kinds.set(series.kinds)
  series.kinds = kinds
}
