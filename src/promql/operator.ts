import type {ArithmeticOperator, BinaryOperator, ComparisonOperator, Span} from './ast.ts'
import type {Annotations} from './annotations.ts'
import {power} from './go-math.ts'
import {
  addHistograms,
  compactHistogram,
  divideHistogram,
  equalHistograms,
  incompatibility,
  multiplyHistogram,
  subtractHistograms,
} from './histogram/arithmetic.ts'
import type {NativeHistogram} from './histogram/native.ts'

/** A sample's value. */
type SampleValue = number | NativeHistogram

const ARITHMETIC: Readonly<Record<ArithmeticOperator, (lhs: number, rhs: number) => number>> = {
  '+': (lhs, rhs) => lhs + rhs,
  '-': (lhs, rhs) => lhs - rhs,
  '*': (lhs, rhs) => lhs * rhs,
  '/': (lhs, rhs) => lhs / rhs,
  '%': (lhs, rhs) => lhs % rhs,
  '^': power,
  atan2: Math.atan2,
}

const COMPARISON: Readonly<Record<ComparisonOperator, (lhs: number, rhs: number) => boolean>> = {
  '==': (lhs, rhs) => lhs === rhs,
  '!=': (lhs, rhs) => lhs !== rhs,
  '<': (lhs, rhs) => lhs < rhs,
  '>': (lhs, rhs) => lhs > rhs,
  '<=': (lhs, rhs) => lhs <= rhs,
  '>=': (lhs, rhs) => lhs >= rhs,
}

/** Whether an operator compares. */
export function isComparison(op: BinaryOperator): op is ComparisonOperator {
  return op in COMPARISON
}

/** An operator between two scalars: comparisons give 1 or 0. */
export function scalarOperator(op: BinaryOperator): (lhs: number, rhs: number) => number {
  if (isComparison(op)) {
    const compare = COMPARISON[op]
    return (lhs, rhs) => (compare(lhs, rhs) ? 1 : 0)
  }
  return ARITHMETIC[op as ArithmeticOperator]
}

/** What an operator makes of two samples; undefined where it gives none. */
export type SampleOperator = (lhs: SampleValue, rhs: SampleValue, annotations: Annotations) => SampleValue | undefined

/**
 * An operator between samples. A comparison keeps the left value where it holds; with `bool` it gives 1 or 0. What cannot be
 * computed with histograms gives nothing, and a remark.
 */
export function sampleOperator(op: BinaryOperator, bool: boolean, pos: Span): SampleOperator {
  if (isComparison(op)) {
    const compare = COMPARISON[op]
    return (lhs, rhs, annotations) => {
      let holds: boolean | undefined
      if (typeof lhs === 'number' && typeof rhs === 'number') holds = compare(lhs, rhs)
      else holds = compareHistograms(op, lhs, rhs, annotations, pos)
      if (holds === undefined) return undefined
      return bool ? Number(holds) : holds ? lhs : undefined
    }
  }
  const calculate = ARITHMETIC[op as ArithmeticOperator]
  return (lhs, rhs, annotations) =>
    typeof lhs === 'number' && typeof rhs === 'number'
      ? calculate(lhs, rhs)
      : calculateHistograms(op, lhs, rhs, annotations, pos)
}

function compareHistograms(
  op: ComparisonOperator,
  lhs: SampleValue,
  rhs: SampleValue,
  annotations: Annotations,
  pos: Span,
): boolean | undefined {
  if (typeof lhs !== 'number' && typeof rhs !== 'number') {
    if (op === '==') return equalHistograms(lhs, rhs)
    if (op === '!=') return !equalHistograms(lhs, rhs)
  }
  return informTypes(op, lhs, rhs, annotations, pos)
}

function calculateHistograms(
  op: BinaryOperator,
  lhs: SampleValue,
  rhs: SampleValue,
  annotations: Annotations,
  pos: Span,
): NativeHistogram | undefined {
  if (typeof lhs === 'number') {
    if (op === '*' && typeof rhs !== 'number') return compactHistogram(multiplyHistogram(rhs, lhs))
  } else if (typeof rhs === 'number') {
    if (op === '*') return compactHistogram(multiplyHistogram(lhs, rhs))
    if (op === '/') return compactHistogram(divideHistogram(lhs, rhs))
  } else if (op === '+' || op === '-') {
    const problem = incompatibility(lhs, rhs)
    if (problem !== undefined) return warnBounds(annotations, problem, pos)
    return compactHistogram(op === '+' ? addHistograms(lhs, rhs) : subtractHistograms(lhs, rhs))
  }
  return informTypes(op, lhs, rhs, annotations, pos)
}

function warnBounds(annotations: Annotations, problem: string, pos: Span): undefined {
  const what =
    problem === 'mixed-schemas'
      ? 'exponential and custom buckets schemas'
      : 'histograms with incompatible custom buckets'
  annotations.warn(`vector contains a mix of ${what}`, pos)
}

function informTypes(
  op: BinaryOperator,
  lhs: SampleValue,
  rhs: SampleValue,
  annotations: Annotations,
  pos: Span,
): undefined {
  const typeOf = (value: SampleValue) => (typeof value === 'number' ? 'float' : 'histogram')
  annotations.inform(
    `incompatible sample types encountered for binary operator "${op}": ${typeOf(lhs)} ${op} ${typeOf(rhs)}`,
    pos,
  )
}
