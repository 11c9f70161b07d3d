import {followRows} from '../follow/follow-rows.ts'
import {followScalars} from '../follow/follow-scalar.ts'
import {histogramOf} from '../follow/live.ts'
import {createFrame, FLOAT, HISTOGRAM, relabel, setCell, withoutNames, type Frame} from '../frame.ts'
import type {NativeHistogram} from '../histogram/native.ts'
import {dropMetadata, dropName} from '../labels.ts'
import {followerOf, type ScalarNode, type VectorNode} from '../node.ts'

/** A function of a float and of scalars that are the same for all series of a step; undefined gives no sample. */
export type FloatFunction = (value: number, ...scalars: number[]) => number | undefined

/** Applies a function to every float of a vector; histograms vanish, and so does what the metric is. */
export function mapFloats(vector: VectorNode, scalars: readonly ScalarNode[], apply: FloatFunction): VectorNode {
  const node: VectorNode = {
    type: 'vector',
    evaluate(context) {
      const parameters = scalars.map((scalar) => scalar.evaluate(context))
      const frame = vector.evaluate(context)
      const {values} = frame
      const mapped =
        parameters.length === 0
          ? mapFrame(frame, FLOAT, (cell) => apply(values[cell]!))
          : mapFrame(frame, FLOAT, (cell, step) => apply(values[cell]!, ...parameters.map((scalar) => scalar[step]!)))
      return withoutNames(mapped)
    },
  }
  const parameters = followScalars(scalars)
  const follow = followRows({
    operand: followerOf(vector),
    bind(context) {
      const {values: given, isOther} = parameters(context)
      return {
        apply: ({kinds, values}, row) => (kinds[row] === FLOAT ? apply(values[row]!, ...given) : undefined),
        isOther,
      }
    },
    withoutName: dropMetadata,
    evaluate: node.evaluate,
  })
  return {...node, follow}
}

/** Applies a function to every histogram of a vector; floats vanish, and so does the metric's name, but not its type and unit. */
export function mapHistograms(vector: VectorNode, apply: (histogram: NativeHistogram) => number): VectorNode {
  const node: VectorNode = {
    type: 'vector',
    evaluate(context) {
      const frame = vector.evaluate(context)
      const mapped = mapFrame(frame, HISTOGRAM, (cell) => apply(frame.histograms![cell]!))
      return relabel(mapped, frame.labels.map(dropName))
    },
  }
  const follow = followRows({
    operand: followerOf(vector),
    bind: () => ({
      apply: (live, row) => (live.kinds[row] === HISTOGRAM ? apply(histogramOf(live, row)) : undefined),
      isOther: false,
    }),
    withoutName: dropName,
    evaluate: node.evaluate,
  })
  return {...node, follow}
}

function mapFrame(
  {labels, steps, kinds}: Frame,
  kind: number,
  apply: (cell: number, step: number) => number | undefined,
): Frame {
  const mapped = createFrame(labels, steps)
  for (let row = 0, cell = 0; row < labels.length; row++) {
    for (let step = 0; step < steps; step++, cell++) {
      if (kinds[cell] === kind) setCell(mapped, cell, apply(cell, step))
    }
  }
  return mapped
}
