import type {Expr, Matcher} from '../ast.ts'
import {timeAt} from '../context.ts'
import {ABSENT, createFrame, FLOAT, getCell, setCell, withoutNames, type Frame} from '../frame.ts'
import {createLabels, METRIC_NAME, NO_LABELS, type Labels} from '../labels.ts'
import type {ScalarNode, VectorNode} from '../node.ts'
import {unwrapParens} from '../unwrap-parens.ts'

/** vector(): a scalar as a vector of one series without labels. */
export function compileVector(scalar: ScalarNode): VectorNode {
  return {
    type: 'vector',
    evaluate(context) {
      const values = scalar.evaluate(context)
      return {steps: values.length, labels: [NO_LABELS], values, kinds: new Uint8Array(values.length).fill(FLOAT)}
    },
  }
}

/** scalar(): the only float of a vector, NaN when there is none or more than one. */
export function compileScalar(vector: VectorNode): ScalarNode {
  return {
    type: 'scalar',
    evaluate(context) {
      const {labels, steps, kinds, values} = vector.evaluate(context)
      return Float64Array.from({length: steps}, (_, step) => {
        let only: number | undefined
        for (let row = 0; row < labels.length; row++) {
          if (kinds[row * steps + step] !== FLOAT) continue
          if (only !== undefined) return NaN
          only = values[row * steps + step]
        }
        return only ?? NaN
      })
    },
  }
}

/** time(): the instant of the step in seconds. */
export function compileTime(): ScalarNode {
  return {
    type: 'scalar',
    evaluate: ({axis}) => Float64Array.from({length: axis.count}, (_, step) => timeAt(axis, step) / 1000),
  }
}

/** timestamp() of what is no selector: the instant of the step, wherever there is a sample. */
export function compileStepTimes(vector: VectorNode): VectorNode {
  return {
    type: 'vector',
    evaluate(context) {
      const frame = vector.evaluate(context)
      const times = createFrame(frame.labels, frame.steps)
      frame.kinds.forEach((kind, cell) => {
        if (kind !== ABSENT) setCell(times, cell, timeAt(context.axis, cell % frame.steps) / 1000)
      })
      return withoutNames(times)
    },
  }
}

/** absent() and absent_over_time(): 1 where the vector is empty, with the labels that the argument's selector asks for. */
export function compileAbsent(argument: Expr, vector: VectorNode): VectorNode {
  const labels = labelsOfAbsent(argument)
  return {
    type: 'vector',
    evaluate(context) {
      const {kinds, steps} = vector.evaluate(context)
      const present = new Uint8Array(steps)
      kinds.forEach((kind, cell) => (present[cell % steps]! |= kind))
      return absentFrame(labels, present)
    },
  }
}

function absentFrame(labels: Labels, present: Uint8Array): Frame {
  const steps = present.length
  return {
    steps,
    labels: [labels],
    values: new Float64Array(steps).fill(1),
    kinds: present.map((kind) => (kind === ABSENT ? FLOAT : ABSENT)),
  }
}

/** The labels of `=` matchers of a bare selector; a name that is matched twice is left out, and so is the metric's. */
function labelsOfAbsent(argument: Expr): Labels {
  const expr = unwrapParens(argument)
  const matchers: readonly Matcher[] =
    expr.kind === 'selector' ? expr.matchers : expr.kind === 'range' ? expr.selector.matchers : []
  const record: Record<string, string> = {}
  const seen = new Set<string>()
  for (const {name, op, value} of matchers) {
    if (name === METRIC_NAME) continue
    record[name] = op === '=' && !seen.has(name) ? value : ''
    seen.add(name)
  }
  return createLabels(record)
}

/** sort() and sort_desc(): floats in order, NaN last. Only an instant query has an order; over many steps nothing moves. */
export function compileSort(vector: VectorNode, direction: 1 | -1): VectorNode {
  return {
    type: 'vector',
    evaluate(context) {
      const frame = vector.evaluate(context)
      const {steps, values} = frame
      const rows = frame.labels.map((_, row) => row)
      if (steps === 1) rows.sort((a, b) => compareFloats(values[a]!, values[b]!, direction))
      const sorted = createFrame(
        rows.map((row) => frame.labels[row]!),
        steps,
      )
      rows.forEach((row, index) => {
        for (let step = 0; step < steps; step++) {
          const value = getCell(frame, row * steps + step)
          if (typeof value === 'number') setCell(sorted, index * steps + step, value)
        }
      })
      return sorted
    },
  }
}

function compareFloats(a: number, b: number, direction: 1 | -1): number {
  if (Number.isNaN(a) || Number.isNaN(b)) return Number(Number.isNaN(a)) - Number(Number.isNaN(b))
  return direction * (a < b ? -1 : a > b ? 1 : 0)
}
