import type {Value} from '../promql/evaluate.ts'
import {describeHistogram, formatGeneral} from '../promql/histogram/describe.ts'
import type {NativeHistogram} from '../promql/histogram/native.ts'
import {formatLabelSet} from '../promql/labels.ts'

/** Rows of a value that are shown; the others are counted. */
const ROWS_SHOWN = 8
/** Cells of a histogram's text: the whole of it is for `query -o json`. */
const HISTOGRAM_CHARS = 100

/** A value in a few lines, one a row. */
export function describeValue(value: Value): string[] {
  switch (value.type) {
    case 'scalar':
      return [formatGeneral(value.value)]
    case 'string':
      return [JSON.stringify(value.value)]
    case 'vector':
      return cut(value.samples.map((row) => `${formatLabelSet(row.labels)} ${describeSample(row.value)}`))
    case 'matrix':
      return cut(value.series.map(({labels, points}) => `${formatLabelSet(labels)} ${String(points.length)} samples`))
  }
}

/** A number as Prometheus prints it, a histogram cut to what fits a line. */
export function describeSample(value: number | NativeHistogram): string {
  if (typeof value === 'number') return formatGeneral(value)
  const text = describeHistogram(value)
  return text.length > HISTOGRAM_CHARS ? `${text.slice(0, HISTOGRAM_CHARS - 2)} …` : text
}

function cut(rows: readonly string[]): string[] {
  if (rows.length === 0) return ['nothing']
  return rows.length <= ROWS_SHOWN
    ? [...rows]
    : [...rows.slice(0, ROWS_SHOWN), `… ${String(rows.length - ROWS_SHOWN)} more`]
}
