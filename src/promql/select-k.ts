import type {Aggregate} from './ast.ts'
import type {Context} from './context.ts'
import {PlugmonError} from '../errors.ts'
import {createFrame, FLOAT, HISTOGRAM, setCell, type Frame} from './frame.ts'
import {createGrouping, type Groups} from './grouping.ts'
import {fixTop, push} from './heap.ts'
import {formatGeneral} from './histogram/describe.ts'
import type {ScalarNode, VectorNode} from './node.ts'

/** topk and bottomk: the k series of each group with the largest or smallest floats, NaN last, under their own labels. */
export function compileSelection(aggregate: Aggregate, vector: VectorNode, parameter: ScalarNode): VectorNode {
  const groupsOf = createGrouping(aggregate)
  const sign = aggregate.op === 'topk' ? 1 : -1
  return {
    type: 'vector',
    evaluate(context) {
      const limits = parameter.evaluate(context)
      const frame = vector.evaluate(context)
      if (frame.labels.length === 0) return frame
      const groups = groupsOf(frame.labels)
      const chosen: number[] = []
      for (let step = 0; step < frame.steps; step++) {
        const limit = limitOf(limits[step]!, frame.labels.length)
        if (limit >= 1) chosen.push(...chooseAt(frame, groups, step, limit, sign, aggregate, context))
      }
      return frame.steps === 1 ? pickRows(frame, chosen) : pickCells(frame, chosen)
    },
  }
}

function limitOf(parameter: number, rows: number): number {
  if (!(Math.abs(parameter) <= 2 ** 63)) {
    throw new PlugmonError('bad-query', `Scalar value ${formatGeneral(parameter)} overflows int64`)
  }
  return Math.min(Math.trunc(parameter), rows)
}

/** The chosen cells at one step, best first, group after group. Ties fall as in Prometheus because the heap is the same. */
function chooseAt(
  {steps, kinds, values}: Frame,
  {labels, groupOf}: Groups,
  step: number,
  limit: number,
  sign: 1 | -1,
  aggregate: Aggregate,
  {annotations}: Context,
): number[] {
  const heaps: number[][] = labels.map(() => [])
  const isWorse = (a: number, b: number) => Number.isNaN(values[a]) || sign * values[a]! < sign * values[b]!
  for (let row = 0; row < groupOf.length; row++) {
    const cell = row * steps + step
    if (kinds[cell] === HISTOGRAM) {
      annotations.inform(`ignored histogram in ${aggregate.op} aggregation`, aggregate.pos)
    }
    if (kinds[cell] !== FLOAT) continue
    const heap = heaps[groupOf[row]!]!
    const worst = heap[0]
    if (heap.length < limit) push(heap, cell, isWorse)
    else if (
      sign * values[worst!]! < sign * values[cell]! ||
      (Number.isNaN(values[worst!]) && !Number.isNaN(values[cell]))
    ) {
      heap[0] = cell
      fixTop(heap, isWorse)
    }
  }
  return heaps.flatMap((heap) => heap.sort((a, b) => (isWorse(b, a) ? -1 : isWorse(a, b) ? 1 : 0)))
}

/** An instant query gives the chosen series in their order. */
function pickRows(frame: Frame, chosen: readonly number[]): Frame {
  const result = createFrame(
    chosen.map((row) => frame.labels[row]!),
    1,
  )
  chosen.forEach((row, index) => setCell(result, index, frame.values[row]))
  return result
}

/** Over many steps the series keep their places. */
function pickCells(frame: Frame, chosen: readonly number[]): Frame {
  const kinds = new Uint8Array(frame.kinds.length)
  for (const cell of chosen) kinds[cell] = FLOAT
  return {steps: frame.steps, labels: frame.labels, values: frame.values, kinds}
}
