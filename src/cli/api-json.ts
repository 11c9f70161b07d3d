import type {Outcome, Value} from '../promql/evaluate.ts'
import {formatGeneral} from '../promql/histogram/describe.ts'
import type {NativeHistogram} from '../promql/histogram/native.ts'
import {isCustom} from '../promql/histogram/native.ts'
import {nominalBuckets} from '../promql/histogram/walk.ts'
import {labelRecord} from '../promql/labels.ts'

/** A result in the shape of Prometheus' HTTP API (`/api/v1/query`, `/api/v1/query_range`): times in seconds, numbers as text. */
export function apiJson({value, warnings, infos}: Outcome<Value>, at: number): object {
  return {
    status: 'success',
    data: {resultType: value.type, result: resultOf(value, at)},
    ...(warnings.length > 0 && {warnings}),
    ...(infos.length > 0 && {infos}),
  }
}

function resultOf(value: Value, at: number): unknown {
  switch (value.type) {
    case 'scalar':
      return [at / 1_000, formatGeneral(value.value)]
    case 'string':
      return [at / 1_000, value.value]
    case 'vector':
      return value.samples.map(({labels, value: held}) => ({metric: labelRecord(labels), ...point(held, at)}))
    case 'matrix':
      return value.series.map(seriesOf)
  }
}

function seriesOf({labels, points}: Extract<Value, {type: 'matrix'}>['series'][number]): object {
  const floats = points.filter(({value}) => typeof value === 'number')
  const histograms = points.filter(({value}) => typeof value !== 'number')
  return {
    metric: labelRecord(labels),
    ...(floats.length > 0 && {values: floats.map(({at, value}) => [at / 1_000, formatGeneral(value as number)])}),
    ...(histograms.length > 0 && {
      histograms: histograms.map(({at, value}) => [at / 1_000, histogramOf(value as NativeHistogram)]),
    }),
  }
}

function point(value: number | NativeHistogram, at: number): object {
  return typeof value === 'number'
    ? {value: [at / 1_000, formatGeneral(value)]}
    : {histogram: [at / 1_000, histogramOf(value)]}
}

/** Buckets as [boundary rule, lower, upper, count]; 0: open left, 1: open right, 3: closed. */
function histogramOf(histogram: NativeHistogram): object {
  const ruleOf = (lower: number, upper: number): number => {
    if (lower === -upper) return 3
    return lower < 0 && !isCustom(histogram) ? 1 : 0
  }
  return {
    count: formatGeneral(histogram.count),
    sum: formatGeneral(histogram.sum),
    buckets: nominalBuckets(histogram)
      .filter(({count}) => count !== 0)
      .map(({lower, upper, count}) => [
        ruleOf(lower, upper),
        formatGeneral(lower),
        formatGeneral(upper),
        formatGeneral(count),
      ]),
  }
}
