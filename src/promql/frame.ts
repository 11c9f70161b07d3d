import {PlugmonError} from '../errors.ts'
import type {NativeHistogram} from './histogram/native.ts'
import {dropMetadata, type Labels} from './labels.ts'
import {memoize} from './memoize.ts'

/** A cell without a sample. */
export const ABSENT = 0
/** A cell with a float. */
export const FLOAT = 1
/** A cell with a native histogram. */
export const HISTOGRAM = 2

/**
 * An instant vector at each of `steps` instants: rows are series, columns instants, cells row by row. A row may be absent at
 * every step. An instant query is one step, a range query or a run of rule evaluations many.
 */
export interface Frame {
  readonly steps: number
  readonly labels: readonly Labels[]
  /** `values[row * steps + step]`, meaningful where `kinds` says FLOAT. */
  readonly values: Float64Array
  readonly kinds: Uint8Array
  /** At the same indexes, where `kinds` says HISTOGRAM; absent when no cell does. */
  histograms?: (NativeHistogram | undefined)[] | undefined
}

/** A frame of absent cells. */
export function createFrame(labels: readonly Labels[], steps: number): Frame {
  const cells = labels.length * steps
  return {steps, labels, values: new Float64Array(cells), kinds: new Uint8Array(cells)}
}

/** Writes what a function gave into a cell; undefined leaves it absent. */
export function setCell(frame: Frame, cell: number, value: number | NativeHistogram | undefined): void {
  if (typeof value === 'number') {
    frame.values[cell] = value
    frame.kinds[cell] = FLOAT
  } else if (value !== undefined) {
    frame.histograms ??= []
    frame.histograms[cell] = value
    frame.kinds[cell] = HISTOGRAM
  }
}

/** What stands in a cell: a float, a histogram, or undefined. */
export function getCell(frame: Frame, cell: number): number | NativeHistogram | undefined {
  const kind = frame.kinds[cell]
  if (kind === FLOAT) return frame.values[cell]!
  return kind === HISTOGRAM ? frame.histograms![cell] : undefined
}

/** The same cells under new labels, which may make rows equal: those become one row, unless both speak at one instant. */
export function relabel(frame: Frame, labels: readonly Labels[]): Frame {
  const relabelled: Frame = {...frame, labels}
  return areUnique(labels) ? relabelled : mergeEqualRows(relabelled)
}

/** Takes the metric's name, type and unit off every row, as all but selections and filters do. */
export function withoutNames(frame: Frame): Frame {
  return relabel(frame, bareLabels(frame.labels))
}

const bareLabels = memoize((labels: readonly Labels[]): readonly Labels[] => labels.map(dropMetadata))

/** Whether no two rows have the same labels. */
export const areUnique = memoize(
  (labels: readonly Labels[]) => new Set(labels.map(({key}) => key)).size === labels.length,
)

/** Makes one row of rows with equal labels; throws Prometheus' error when two have a sample at the same instant. */
export function mergeEqualRows(frame: Frame): Frame {
  const {steps} = frame
  const rows = new Map<string, number>()
  const labels: Labels[] = []
  for (const row of frame.labels) {
    if (rows.has(row.key)) continue
    rows.set(row.key, labels.length)
    labels.push(row)
  }
  if (labels.length === frame.labels.length) return frame
  const merged = createFrame(labels, steps)
  frame.labels.forEach(({key}, row) => {
    const target = rows.get(key)! * steps
    for (let step = 0; step < steps; step++) {
      const value = getCell(frame, row * steps + step)
      if (value === undefined) continue
      if (merged.kinds[target + step] !== ABSENT) {
        throw new PlugmonError('bad-query', 'vector cannot contain metrics with the same labelset')
      }
      setCell(merged, target + step, value)
    }
  })
  return merged
}
