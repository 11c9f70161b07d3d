import type {History, HistogramSample, HistogramSeries, HistorySeries} from '../metrics/history.ts'
import type {Matcher} from '../promql/ast.ts'
import type {NativeHistogram} from '../promql/histogram/native.ts'
import {CUSTOM_SCHEMA, NO_BUCKETS} from '../promql/histogram/native.ts'
import type {Labels} from '../promql/labels.ts'
import {createLabels, METRIC_NAME} from '../promql/labels.ts'
import {createMatcher} from '../promql/matcher.ts'
import type {Querier, Series} from '../promql/querier.ts'
import {HISTOGRAM_SAMPLE} from '../promql/querier.ts'
import type {RuleSeries} from './rule-series.ts'

/** What matched a selector, good for as long as no series came or went. */
interface Answer {
  readonly version: string
  readonly sampled: readonly {readonly series: HistorySeries; readonly labels: Labels}[]
  readonly written: readonly Series[]
}

/** Lets PromQL read what was sampled at the ticks and what rules have written. */
export function createQuerier(history: History, written: RuleSeries): Querier {
  const labelsOf = memoize((series: HistorySeries) =>
    createLabels({...Object.fromEntries(series.labels), [METRIC_NAME]: series.name}),
  )
  const answers = new WeakMap<readonly Matcher[], Answer>()

  function find(matchers: readonly Matcher[], version: string): Answer {
    const accepts = createMatcher(matchers)
    const name = matchers.find((matcher) => matcher.name === METRIC_NAME && matcher.op === '=')?.value
    return {
      version,
      sampled: history
        .select(name)
        .map((series) => ({series, labels: labelsOf(series)}))
        .filter(({labels}) => accepts(labels)),
      written: [...written.all()].filter(({labels}) => accepts(labels)),
    }
  }

  return {
    select(matchers, minMs, maxMs) {
      const version = `${String(history.version)} ${String(written.version)}`
      let answer = answers.get(matchers)
      if (answer?.version !== version) {
        answer = find(matchers, version)
        answers.set(matchers, answer)
      }
      const sampled = answer.sampled.map(({series, labels}) => toSeries(series, labels, minMs, maxMs))
      return answer.written.length === 0 ? sampled : [...sampled, ...answer.written]
    },
  }
}

function toSeries(series: HistorySeries, labels: Labels, minMs: number, maxMs: number): Series {
  if (series.kind === 'float') {
    const {times, values, length} = series.column()
    return {labels, times, values, length}
  }
  const {times, samples} = series.column(minMs, maxMs)
  return {
    labels,
    times,
    values: new Float64Array(samples.length),
    length: samples.length,
    kinds: new Uint8Array(samples.length).fill(HISTOGRAM_SAMPLE),
    histograms: samples.map((sample) => toHistogram(sample, series)),
  }
}

const known = new WeakMap<HistogramSample, NativeHistogram>()

/** An HDR histogram is, to PromQL, a native histogram with custom buckets. */
function toHistogram(sample: HistogramSample, {bounds}: HistogramSeries): NativeHistogram {
  let made = known.get(sample)
  if (made === undefined) {
    made = {
      schema: CUSTOM_SCHEMA,
      zeroThreshold: 0,
      zeroCount: 0,
      count: sample.count,
      sum: sample.sum,
      positive: {indexes: sample.indexes, counts: sample.counts},
      negative: NO_BUCKETS,
      customValues: bounds,
      resetHint: 'unknown',
    }
    known.set(sample, made)
  }
  return made
}

function memoize<K extends object, V>(make: (key: K) => V): (key: K) => V {
  const kept = new WeakMap<K, V>()
  return (key) => {
    let value = kept.get(key)
    if (value === undefined) {
      value = make(key)
      kept.set(key, value)
    }
    return value
  }
}
