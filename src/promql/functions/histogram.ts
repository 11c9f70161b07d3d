import type {Span} from '../ast.ts'
import {formatGeneral} from '../histogram/describe.ts'
import {histogramFraction} from '../histogram/fraction.ts'
import {quantileAt} from '../histogram/histogram-rows.ts'
import type {NativeHistogram} from '../histogram/native.ts'
import {histogramQuantile} from '../histogram/quantile.ts'
import {histogramVariance} from '../histogram/variance.ts'
import type {ScalarNode, VectorNode} from '../node.ts'
import {compileBucketFunction} from './bucket-function.ts'
import {classicFraction, classicQuantile} from './classic-histogram.ts'

/** Functions of one native histogram, by name. */
export const HISTOGRAM_FUNCTIONS: Readonly<Record<string, (histogram: NativeHistogram) => number>> = {
  histogram_avg: ({sum, count}) => sum / count,
  histogram_count: ({count}) => count,
  histogram_stddev: (histogram) => Math.sqrt(histogramVariance(histogram)),
  histogram_stdvar: histogramVariance,
  histogram_sum: ({sum}) => sum,
}

/** histogram_quantile: of native histograms, and of classic ones put together from their buckets. */
export function compileQuantile(parameter: ScalarNode, vector: VectorNode, parameterPos: Span, pos: Span): VectorNode {
  return compileBucketFunction(vector, [parameter], pos, (context) => {
    const {annotations} = context
    const quantiles = parameter.evaluate(context)
    for (const q of quantiles) {
      if (!(q >= 0 && q <= 1)) {
        annotations.warn(`quantile value should be between 0 and 1, got ${formatGeneral(q)}`, parameterPos)
      }
    }
    return {
      native: (histogram, step) => histogramQuantile(quantiles[step]!, histogram),
      ofRow: (rows, row) => quantileAt(quantiles[0]!, rows, row),
      classic: (buckets, step, name) =>
        classicQuantile(quantiles[step]!, buckets, () => {
          const text = 'input to histogram_quantile needed to be fixed for monotonicity'
          annotations.inform(`${text} for metric name ${JSON.stringify(name)}`, pos)
        }),
    }
  })
}

/** histogram_fraction: the share of observations between two values. */
export function compileFraction(lower: ScalarNode, upper: ScalarNode, vector: VectorNode, pos: Span): VectorNode {
  return compileBucketFunction(vector, [lower, upper], pos, (context) => {
    const lowers = lower.evaluate(context)
    const uppers = upper.evaluate(context)
    return {
      native: (histogram, step) => histogramFraction(lowers[step]!, uppers[step]!, histogram),
      classic: (buckets, step) => classicFraction(lowers[step]!, uppers[step]!, buckets),
    }
  })
}
