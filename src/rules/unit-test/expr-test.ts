import {formatWhere, PlugmonError} from '../../errors.ts'
import {compile} from '../../promql/compile.ts'
import {formatDuration} from '../../promql/duration.ts'
import type {EvaluateOptions, Sample} from '../../promql/evaluate.ts'
import {compareLabels, formatLabelSet} from '../../promql/labels.ts'
import {parseExpr} from '../../promql/parse.ts'
import type {Querier} from '../../promql/querier.ts'
import {quote} from '../../promql/quote.ts'
import {rowsAt} from '../look-ahead.ts'
import {parseHistogram, formatHistogram} from './histogram-text.ts'
import {notationError, parseMetric} from './metric-text.ts'
import {type Exactness, sameValue} from './same-value.ts'
import type {ExprTest} from './test-file.ts'

/** Evaluates the expression of a test and compares; undefined when it gives what is expected, else promtool's message. */
export function runExprTest(
  test: ExprTest,
  querier: Querier,
  options: EvaluateOptions,
  exactness: Exactness,
): string | undefined {
  const head = `    expr: ${quote(test.expr)}, time: ${formatDuration(test.evalTimeMs)},`
  try {
    const compiled = compile(parseExpr(test.expr), test.expr)
    const got = [...rowsAt(compiled, querier, test.evalTimeMs, options)].sort(byLabels)
    const expected = test.expSamples.map(readSample).sort(byLabels)
    const isSame =
      got.length === expected.length &&
      got.every(
        ({labels, value}, i) =>
          labels.key === expected[i]!.labels.key && sameValue(value, expected[i]!.value, exactness),
      )
    return isSame ? undefined : `${head}\n        exp: ${describe(expected)}\n        got: ${describe(got)}`
  } catch (error) {
    if (!(error instanceof PlugmonError)) throw error
    const where = formatWhere(error.where)
    return `${head} err: ${where === '' ? '' : `${where}: `}${error.message}`
  }
}

function byLabels(a: Sample, b: Sample): number {
  return compareLabels(a.labels, b.labels)
}

function readSample({labels, value, histogram}: ExprTest['expSamples'][number]): Sample {
  if (histogram === '') return {labels: parseMetric(labels), value}
  const text = /^\s*\{\{(.*)\}\}\s*$/s.exec(histogram)?.[1]
  if (text === undefined) throw notationError(`labels ${quote(labels)}: expected histogram, got ${histogram}`)
  return {labels: parseMetric(labels), value: parseHistogram(text)}
}

function describe(samples: readonly Sample[]): string {
  if (samples.length === 0) return 'nil'
  return samples.map(({labels, value}) => `${formatLabelSet(labels)} ${formatValue(value)}`).join(', ')
}

function formatValue(value: Sample['value']): string {
  if (typeof value !== 'number') return formatHistogram(value)
  if (!Number.isFinite(value)) return Number.isNaN(value) ? 'NaN' : value > 0 ? '+Inf' : '-Inf'
  return value
    .toExponential()
    .replace(/e([+-])(\d)$/, 'E$10$2')
    .replace('e', 'E')
}
