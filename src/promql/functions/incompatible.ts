import type {Incompatibility} from '../histogram/arithmetic.ts'
import {labelValue, METRIC_NAME, type Labels} from '../labels.ts'
import type {Annotations} from '../annotations.ts'
import type {Span} from '../ast.ts'

const TEXTS: Readonly<Record<Incompatibility, string>> = {
  'mixed-schemas': 'vector contains a mix of histograms with exponential and custom buckets schemas for metric name',
  'different-bounds': 'vector contains histograms with incompatible custom buckets for metric name',
}

/** Remarks that histograms of a series could not be taken together. */
export function warnIncompatible(
  {annotations, row, pos}: {annotations: Annotations; row: {readonly labels: Labels}; pos: Span},
  problem: Incompatibility,
): undefined {
  annotations.warn(`${TEXTS[problem]} ${JSON.stringify(labelValue(row.labels, METRIC_NAME))}`, pos)
}
