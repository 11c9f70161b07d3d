import type {Matcher} from '../../promql/ast.ts'
import {labelValue, METRIC_NAME, type Labels} from '../../promql/labels.ts'
import {createMatcher, metricNameIn} from '../../promql/matcher.ts'
import type {Querier, Series} from '../../promql/querier.ts'
import {createDeferredWrites, type DeferredWrites} from '../deferred.ts'
import type {Output} from '../query.ts'
import {appendValue, createStoredSeries, type StoredSeries} from './stored-series.ts'
import {readSeriesValues, type SeriesValue} from './series-values.ts'

/** The series of one test, in memory: those that are given, and those that rules add. */
export interface TestStorage extends Querier, Pick<DeferredWrites, 'defer'> {
  /** Adds a series in Prometheus' notation of values, one every `intervalMs` from time 0 on; one that was there before is replaced. */
  load(labels: Labels, values: string, intervalMs: number): void
  /** Adds a sample to a series that is given; it is seen once it is revealed. */
  give(labels: Labels, at: number, value: SeriesValue): void
  /** Makes the given samples up to an instant visible; samples that rules append always are. */
  revealUntil(at: number): void
  /** A series for a rule to write; a sample that is not after the series' last one is ignored. */
  open(labels: Labels): Output
  /** The given series to their end, for expressions that may look ahead. */
  readonly whole: Querier
}

/** A store without any series. */
export function createTestStorage(): TestStorage {
  const byKey = new Map<string, StoredSeries>()
  const given = new Set<StoredSeries>()
  const deferred = createDeferredWrites()

  function seriesOf(labels: Labels): StoredSeries {
    let series = byKey.get(labels.key)
    if (series === undefined) {
      series = createStoredSeries(labels)
      byKey.set(labels.key, series)
    }
    return series
  }

  function append(labels: Labels, at: number, value: SeriesValue): void {
    const series = seriesOf(labels)
    if (series.stored > 0 && series.times[series.stored - 1]! >= at) return
    appendValue(series, at, value)
    series.length = series.stored
  }

  const index = createIndex(() => [...byKey.values()], byKey)
  return {
    select(matchers, minMs, maxMs) {
      deferred.catchUp(metricNameIn(matchers))
      return index.select(matchers, minMs, maxMs)
    },
    whole: createIndex(() => [...given].map((series) => ({...series, length: series.stored})), given),
    load(labels, values, intervalMs) {
      const series = seriesOf(labels)
      series.stored = 0
      given.add(series)
      readSeriesValues(values, (index, value) => appendValue(series, index * intervalMs, value))
    },
    give(labels, at, value) {
      const series = seriesOf(labels)
      given.add(series)
      appendValue(series, at, value)
    },
    revealUntil(at) {
      for (const series of given) {
        while (series.length < series.stored && series.times[series.length]! <= at) series.length++
      }
    },
    open: (labels) => ({
      write(at, value) {
        append(labels, at, value)
      },
      end(at) {
        append(labels, at, 'stale')
      },
    }),
    defer: deferred.defer,
  }
}

/** Finds series by their matchers; answers are remembered until there are more series. */
function createIndex(all: () => readonly Series[], counted: {readonly size: number}): Querier {
  let answers = new WeakMap<readonly Matcher[], readonly Series[]>()
  let byName = new Map<string, Series[]>()
  let size = 0

  function rebuild(): void {
    byName = new Map()
    for (const series of all()) {
      const name = labelValue(series.labels, METRIC_NAME)
      const same = byName.get(name)
      if (same === undefined) byName.set(name, [series])
      else same.push(series)
    }
    size = counted.size
    answers = new WeakMap()
  }

  return {
    select(matchers) {
      if (size !== counted.size) rebuild()
      const known = answers.get(matchers)
      if (known !== undefined) return known
      const accepts = createMatcher(matchers)
      const name = metricNameIn(matchers)
      const candidates = name === undefined ? all() : (byName.get(name) ?? [])
      const series = candidates.filter(({labels}) => accepts(labels))
      answers.set(matchers, series)
      return series
    },
  }
}
