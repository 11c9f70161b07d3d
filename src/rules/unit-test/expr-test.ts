import {formatWhere, PlugmonError} from '../../errors.ts'
import type {Expr} from '../../promql/ast.ts'
import {compile} from '../../promql/compile.ts'
import {formatDuration} from '../../promql/duration.ts'
import type {EvaluateOptions, Sample} from '../../promql/evaluate.ts'
import {compareLabels, formatLabelSet} from '../../promql/labels.ts'
import {parseExpr} from '../../promql/parse.ts'
import type {Querier} from '../../promql/querier.ts'
import {quote} from '../../promql/quote.ts'
import {rowsAt} from '../look-ahead.ts'
import type {NativeHistogram} from '../../promql/histogram/native.ts'
import {formatHistogram} from './histogram-text.ts'
import {notationError, parseMetric} from './metric-text.ts'
import {readSeriesValues, type SeriesValue} from './series-values.ts'
import {type Exactness, sameValue} from './same-value.ts'
import type {ExprTest} from './test-file.ts'

/** Evaluates the expression of a test and compares; undefined when it gives what is expected, else promtool's message. */
export function runExprTest(
  test: ExprTest,
  querier: Querier,
  options: EvaluateOptions,
  exactnessOf: (expr: Expr) => Exactness,
): string | undefined {
  const head = `    expr: ${quote(test.expr)}, time: ${formatDuration(test.evalTimeMs)},`
  try {
    const expr = parseExpr(test.expr)
    const compiled = compile(expr, test.expr)
    const exactness = exactnessOf(expr)
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
    return `${head} err: ${messageOf(error)}`
  }
}

function byLabels(a: Sample, b: Sample): number {
  return compareLabels(a.labels, b.labels)
}

function readSample({labels, value, histogram}: ExprTest['expSamples'][number]): Sample {
  try {
    return {labels: parseMetric(labels), value: histogram === '' ? value : readHistogram(histogram)}
  } catch (error) {
    throw notationError(`labels ${quote(labels)}: ${messageOf(error)}`)
  }
}

function readHistogram(text: string): NativeHistogram {
  const values: SeriesValue[] = []
  readSeriesValues(text, (_, value) => values.push(value))
  const [value] = values
  if (values.length !== 1) throw notationError(`expected 1 value, got ${values.length}`)
  if (typeof value === 'object') return value
  throw notationError(`expected histogram, got ${typeof value === 'number' ? value.toFixed(6) : value}`)
}

/** A message with its place, where it has one. */
function messageOf(error: unknown): string {
  if (!(error instanceof PlugmonError)) throw error
  const where = formatWhere(error.where)
  return where === '' ? error.message : `${where}: ${error.message}`
}

function describe(samples: readonly Sample[]): string {
  if (samples.length === 0) return 'nil'
  return samples.map(({labels, value}) => `${formatLabelSet(labels)} ${formatValue(value)}`).join(', ')
}

function formatValue(value: Sample['value']): string {
  if (typeof value !== 'number') return formatHistogram(value)
  if (!Number.isFinite(value)) return Number.isNaN(value) ? 'NaN' : value > 0 ? '+Inf' : '-Inf'
  return (
    (Object.is(value, -0) ? '-' : '') +
    value
      .toExponential()
      .replace(/e([+-])(\d)$/, 'E$10$2')
      .replace('e', 'E')
  )
}
