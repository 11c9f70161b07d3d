import type {Aggregate} from './ast.ts'
import type {Context} from './context.ts'
import {compileCountValues} from './count-values.ts'
import {followGroups} from './follow/follow-groups.ts'
import type {Live} from './follow/live.ts'
import {createFrame, FLOAT, HISTOGRAM, setCell, type Frame} from './frame.ts'
import {createGrouping, groupLabels} from './grouping.ts'
import {asScalar, asString, asVector, followerOf, type CompileNode, type VectorNode} from './node.ts'
import {quantile} from './quantile.ts'
import {averageOrSum} from './sum.ts'
import {compileSelection} from './select-k.ts'

/** What a group comes to: folded over the floats of its members, in their order. */
interface Fold {
  /** The result for the first float, from which the fold starts. */
  readonly first: (value: number) => number
  readonly next: (result: number, value: number) => number
  /** Whether histograms count too; otherwise they are left out with a remark. */
  readonly takesHistograms: boolean
}

const FOLDS: Readonly<Record<string, Fold>> = {
  min: {
    first: (value) => value,
    next: (best, value) => (best > value || Number.isNaN(best) ? value : best),
    takesHistograms: false,
  },
  max: {
    first: (value) => value,
    next: (best, value) => (best < value || Number.isNaN(best) ? value : best),
    takesHistograms: false,
  },
  count: {first: () => 1, next: (count) => count + 1, takesHistograms: true},
  group: {first: () => 1, next: () => 1, takesHistograms: true},
}

/** An aggregation: one sample for each group of series at each step; topk and bottomk keep the series. */
export function compileAggregate(aggregate: Aggregate, compile: CompileNode): VectorNode {
  const {op, expr, param} = aggregate
  const vector = asVector(compile(expr))
  switch (op) {
    case 'topk':
    case 'bottomk':
      return compileSelection(aggregate, vector, asScalar(compile(param!)))
    case 'count_values':
      return compileCountValues(aggregate, vector, asString(compile(param!)))
    case 'quantile':
      return compileQuantile(aggregate, vector, compile)
    case 'sum':
    case 'avg':
      return averageOrSum(aggregate, vector)
    case 'stddev':
      return compileDeviation(aggregate, vector, Math.sqrt)
    case 'stdvar':
      return compileDeviation(aggregate, vector, (variance) => variance)
    default:
      return compileFold(aggregate, vector, FOLDS[op]!)
  }
}

function compileFold(aggregate: Aggregate, vector: VectorNode, {first, next, takesHistograms}: Fold): VectorNode {
  const groupsOf = createGrouping(aggregate)

  function foldGroup({kinds, values}: Live, members: readonly number[], context: Context): number | undefined {
    let result: number | undefined
    for (const row of members) {
      const kind = kinds[row]
      if (kind === FLOAT || (kind === HISTOGRAM && takesHistograms)) {
        result = result === undefined ? first(values[row]!) : next(result, values[row]!)
      } else if (kind === HISTOGRAM) informIgnored(aggregate, context)
    }
    return result
  }

  return {
    type: 'vector',
    follow: followGroups(followerOf(vector), groupLabels(aggregate), foldGroup),
    evaluate(context) {
      const frame = vector.evaluate(context)
      const {labels, groupOf} = groupsOf(frame.labels)
      const {steps, kinds, values} = frame
      const result = createFrame(labels, steps)
      for (let row = 0, cell = 0; row < groupOf.length; row++) {
        let target = groupOf[row]! * steps
        for (let step = 0; step < steps; step++, cell++, target++) {
          const kind = kinds[cell]!
          if (kind === FLOAT || (kind === HISTOGRAM && takesHistograms)) {
            const value = values[cell]!
            result.values[target] = result.kinds[target] === FLOAT ? next(result.values[target]!, value) : first(value)
            result.kinds[target] = FLOAT
          } else if (kind === HISTOGRAM) informIgnored(aggregate, context)
        }
      }
      return result
    },
  }
}

/** Welford's population variance; an infinite or NaN member makes it NaN. */
function compileDeviation(aggregate: Aggregate, vector: VectorNode, finish: (variance: number) => number): VectorNode {
  const groupsOf = createGrouping(aggregate)
  return {
    type: 'vector',
    evaluate(context) {
      const frame = vector.evaluate(context)
      const {labels, groupOf} = groupsOf(frame.labels)
      const {steps} = frame
      const counts = new Float64Array(labels.length * steps)
      const means = new Float64Array(counts.length)
      const result = createFrame(labels, steps)
      forEachFloat(frame, groupOf, aggregate, context, (value, target) => {
        const count = ++counts[target]!
        const delta = value - means[target]!
        means[target]! += delta / count
        result.values[target]! += delta * (value - means[target]!)
        result.kinds[target] = FLOAT
      })
      counts.forEach((count, target) => (result.values[target] = finish(result.values[target]! / count)))
      return result
    },
  }
}

function compileQuantile(aggregate: Aggregate, vector: VectorNode, compile: CompileNode): VectorNode {
  const groupsOf = createGrouping(aggregate)
  const parameter = asScalar(compile(aggregate.param!))
  return {
    type: 'vector',
    evaluate(context) {
      const quantiles = parameter.evaluate(context)
      const frame = vector.evaluate(context)
      const {labels, groupOf} = groupsOf(frame.labels)
      const members: number[][] = []
      forEachFloat(frame, groupOf, aggregate, context, (value, target) => (members[target] ??= []).push(value))
      const result = createFrame(labels, frame.steps)
      members.forEach((values, target) => {
        setCell(result, target, quantile(quantiles[target % frame.steps]!, Float64Array.from(values)))
      })
      return result
    },
  }
}

/** Visits every float with the cell of its group in the result; histograms get a remark. */
function forEachFloat(
  {steps, kinds, values}: Frame,
  groupOf: Int32Array,
  aggregate: Aggregate,
  context: Context,
  visit: (value: number, target: number) => void,
): void {
  for (let row = 0, cell = 0; row < groupOf.length; row++) {
    const base = groupOf[row]! * steps
    for (let step = 0; step < steps; step++, cell++) {
      if (kinds[cell] === FLOAT) visit(values[cell]!, base + step)
      else if (kinds[cell] === HISTOGRAM) informIgnored(aggregate, context)
    }
  }
}

/** Remarks that an aggregation left histograms out. */
function informIgnored({op, expr}: Aggregate, {annotations}: Context): void {
  annotations.inform(`ignored histogram in ${op} aggregation`, expr.pos)
}
