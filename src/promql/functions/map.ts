import type {Context} from '../context.ts'
import {createFrame, FLOAT, HISTOGRAM, setCell, withoutNames, type Frame} from '../frame.ts'
import type {NativeHistogram} from '../histogram/native.ts'
import type {ScalarNode, VectorNode} from '../node.ts'

/** A function of a float and of scalars that are the same for all series of a step; undefined gives no sample. */
export type FloatFunction = (value: number, ...scalars: number[]) => number | undefined

/** Applies a function to every float of a vector; histograms vanish, and so does the metric's name. */
export function mapFloats(vector: VectorNode, scalars: readonly ScalarNode[], apply: FloatFunction): VectorNode {
  return {
    type: 'vector',
    evaluate(context) {
      const parameters = scalars.map((scalar) => scalar.evaluate(context))
      return mapFrame(vector.evaluate(context), FLOAT, (frame, cell, step) =>
        parameters.length === 0
          ? apply(frame.values[cell]!)
          : apply(frame.values[cell]!, ...parameters.map((values) => values[step]!)),
      )
    },
  }
}

/** Applies a function to every histogram of a vector; floats vanish, and so does the metric's name. */
export function mapHistograms(
  vector: VectorNode,
  scalars: readonly ScalarNode[],
  apply: (histogram: NativeHistogram, ...scalars: number[]) => number,
): VectorNode {
  return {
    type: 'vector',
    evaluate(context: Context) {
      const parameters = scalars.map((scalar) => scalar.evaluate(context))
      return mapFrame(vector.evaluate(context), HISTOGRAM, (frame, cell, step) =>
        apply(frame.histograms![cell]!, ...parameters.map((values) => values[step]!)),
      )
    },
  }
}

function mapFrame(
  frame: Frame,
  kind: number,
  apply: (frame: Frame, cell: number, step: number) => number | undefined,
): Frame {
  const {labels, steps, kinds} = frame
  const mapped = createFrame(labels, steps)
  for (let row = 0, cell = 0; row < labels.length; row++) {
    for (let step = 0; step < steps; step++, cell++) {
      if (kinds[cell] === kind) setCell(mapped, cell, apply(frame, cell, step))
    }
  }
  return withoutNames(mapped)
}
