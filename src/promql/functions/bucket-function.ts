import type {Span} from '../ast.ts'
import type {Context} from '../context.ts'
import {followRows} from '../follow/follow-rows.ts'
import {followScalars} from '../follow/follow-scalar.ts'
import {histogramOf} from '../follow/live.ts'
import {createFrame, FLOAT, HISTOGRAM, relabel, setCell, type Frame} from '../frame.ts'
import type {HistogramRows} from '../histogram/histogram-rows.ts'
import type {NativeHistogram} from '../histogram/native.ts'
import {
  BUCKET_BOUND,
  dropMetadata,
  filterLabels,
  labelValue,
  memoizeLabels,
  METRIC_NAME,
  type Labels,
} from '../labels.ts'
import {followerOf, type ScalarNode, type VectorNode} from '../node.ts'
import {parseFloatText} from '../parse-float.ts'
import type {ClassicBucket} from './classic-histogram.ts'

/** What histogram_quantile and histogram_fraction compute of one histogram at one step. */
export interface BucketFunction {
  native(histogram: NativeHistogram, step: number): number
  /** The same of a row of many histograms, at the first step. @default by `native` */
  ofRow?(rows: HistogramRows, row: number): number
  /** `buckets` by rising bound, at least one; `name` is that of the metric. */
  classic(buckets: readonly ClassicBucket[], step: number, name: string): number
}

/** Rows of bucket counts that make one classic histogram, and the row of a native one with the same labels. */
interface Group {
  readonly labels: Labels
  readonly classic: {readonly row: number; readonly bound: number}[]
  native: number | undefined
}

const withoutBound = memoizeLabels((labels) => filterLabels(labels, (name) => name !== BUCKET_BOUND))

/**
 * Applies a function to the histograms of a vector: native ones, and classic ones put together from their buckets. Where both have
 * the same labels at one step, neither gives a result.
 * @param parameters what `bind` asks for
 */
export function compileBucketFunction(
  vector: VectorNode,
  parameters: readonly ScalarNode[],
  pos: Span,
  bind: (context: Context) => BucketFunction,
): VectorNode {
  const node: VectorNode = {
    type: 'vector',
    evaluate(context) {
      const frame = vector.evaluate(context)
      const groups = groupBuckets(frame, context, pos)
      const result = createFrame(
        groups.map(({labels}) => labels),
        frame.steps,
      )
      const apply = bind(context)
      groups.forEach((group, row) => {
        for (let step = 0; step < frame.steps; step++) {
          setCell(result, row * frame.steps + step, applyAt(frame, group, step, apply, context, pos))
        }
      })
      return relabel(result, result.labels.map(dropMetadata))
    },
  }
  const scalars = followScalars(parameters)
  const follow = followRows({
    operand: followerOf(vector),
    bind(context) {
      const {native, ofRow} = bind(context)
      return {
        apply(live, row) {
          if (live.kinds[row] !== HISTOGRAM) return undefined
          const isDrafted = live.histograms[row] === undefined
          return isDrafted && ofRow !== undefined ? ofRow(live.drafted, row) : native(histogramOf(live, row), 0)
        },
        isOther: scalars(context).isOther,
      }
    },
    // A bucket of a classic histogram is nothing without the others.
    accepts: ({kinds}, row) => kinds[row] !== FLOAT,
    withoutName: dropMetadata,
    evaluate: node.evaluate,
  })
  return {...node, follow}
}

function groupBuckets(frame: Frame, {annotations}: Context, pos: Span): Group[] {
  const {steps, kinds} = frame
  const groups = new Map<string, Group>()
  const groupOf = (labels: Labels) => {
    let group = groups.get(labels.key)
    if (group === undefined) groups.set(labels.key, (group = {labels, classic: [], native: undefined}))
    return group
  }
  frame.labels.forEach((labels, row) => {
    const cells = kinds.subarray(row * steps, (row + 1) * steps)
    if (cells.includes(HISTOGRAM)) groupOf(labels).native = row
    if (!cells.includes(FLOAT)) {
      // An absent row keeps its place, so that the order does not depend on who is there.
      groupOf(labels)
      return
    }
    const text = labelValue(labels, BUCKET_BOUND)
    const bound = parseFloatText(text)
    if (bound !== undefined) groupOf(withoutBound(labels)).classic.push({row, bound})
    else {
      const name = labelValue(labels, METRIC_NAME)
      const problem = `bucket label "le" is missing or has a malformed value of ${JSON.stringify(text)}`
      annotations.warn(`${problem} for metric name ${JSON.stringify(name)}`, pos)
    }
  })
  for (const {classic} of groups.values()) classic.sort((a, b) => a.bound - b.bound)
  return [...groups.values()]
}

function applyAt(
  frame: Frame,
  {labels, classic, native}: Group,
  step: number,
  apply: BucketFunction,
  {annotations}: Context,
  pos: Span,
): number | undefined {
  const {steps, kinds, values} = frame
  const buckets: ClassicBucket[] = []
  for (const {row, bound} of classic) {
    const cell = row * steps + step
    if (kinds[cell] === FLOAT) buckets.push({bound, count: values[cell]!})
  }
  const name = labelValue(labels, METRIC_NAME)
  const histogram =
    native !== undefined && kinds[native * steps + step] === HISTOGRAM
      ? frame.histograms![native * steps + step]
      : undefined
  if (histogram === undefined) return buckets.length === 0 ? undefined : apply.classic(buckets, step, name)
  if (buckets.length === 0) return apply.native(histogram, step)
  annotations.warn(
    `vector contains a mix of classic and native histograms for metric name ${JSON.stringify(name)}`,
    pos,
  )
  return undefined
}
