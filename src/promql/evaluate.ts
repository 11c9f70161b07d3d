import {createAnnotations, type Annotations} from './annotations.ts'
import type {Compiled} from './compile.ts'
import {lastTime, type Axis, type Context} from './context.ts'
import {FLOAT, getCell, type Frame} from './frame.ts'
import type {NativeHistogram} from './histogram/native.ts'
import {NO_LABELS, type Labels} from './labels.ts'
import type {Querier} from './querier.ts'
import type {RangeRow} from './range-row.ts'

/** How long a sample counts when nothing newer comes: Prometheus' default. */
export const DEFAULT_LOOKBACK_MS = 5 * 60_000

/** The step of subqueries that name none: Prometheus' default evaluation interval. */
const DEFAULT_SUBQUERY_STEP_MS = 60_000

/** What may differ from one server to the next. */
export interface EvaluateOptions {
  /** For how long a sample counts; 5 minutes unless told. */
  readonly lookbackMs?: number | undefined
  /** The step of subqueries that name none: the global evaluation interval; a minute unless told. */
  readonly defaultStepMs?: number | undefined
}

/** One series of an instant vector: a float, or a native histogram. */
export interface Sample {
  readonly labels: Labels
  readonly value: number | NativeHistogram
}

/** One series of a range vector. */
interface SampleSeries {
  readonly labels: Labels
  readonly points: readonly {readonly at: number; readonly value: number | NativeHistogram}[]
}

/** The result of an instant query. */
export type Value =
  | {readonly type: 'scalar'; readonly value: number}
  | {readonly type: 'string'; readonly value: string}
  | {readonly type: 'vector'; readonly samples: readonly Sample[]}
  | {readonly type: 'matrix'; readonly series: readonly SampleSeries[]}

/** A value with the remarks that came up: they change no verdict. */
export interface Outcome<T> {
  readonly value: T
  readonly warnings: readonly string[]
  readonly infos: readonly string[]
}

/** Evaluates at one instant (ms since the epoch). Throws bad-query with Prometheus' text where the data make it impossible. */
export function evaluateInstant(
  compiled: Compiled,
  querier: Querier,
  at: number,
  options: EvaluateOptions = {},
): Outcome<Value> {
  const {root, source} = compiled
  const annotations = createAnnotations(source)
  const context = createContext(querier, {start: at, stepMs: 1, count: 1}, annotations, options)
  switch (root.type) {
    case 'string':
      return outcome({type: 'string', value: root.value}, annotations)
    case 'scalar':
      return outcome({type: 'scalar', value: root.evaluate(context)[0]!}, annotations)
    case 'vector':
      return outcome({type: 'vector', samples: samplesAt(root.evaluate(context), 0)}, annotations)
    case 'matrix': {
      const {rows, ends, rangeMs} = root.evaluate(context)
      const series = rows.map((row) => ({labels: row.labels, points: pointsOf(row, ends[0]! - rangeMs, ends[0]!)}))
      return outcome({type: 'matrix', series: series.filter(({points}) => points.length > 0)}, annotations)
    }
  }
}

/**
 * Evaluates a scalar or vector expression at every instant of an axis in one pass: what evaluateInstant gives at each of them,
 * but for the order of series. A scalar becomes one row without labels. Throws when the data make it impossible at any instant.
 */
export function evaluateRange(
  {root, source}: Compiled,
  querier: Querier,
  axis: Axis,
  options: EvaluateOptions = {},
): Outcome<Frame> {
  const annotations = createAnnotations(source)
  const context = createContext(querier, axis, annotations, options)
  if (root.type === 'vector') return outcome(root.evaluate(context), annotations)
  if (root.type !== 'scalar') throw new Error(`a ${root.type} has no value over a range`)
  const values = root.evaluate(context)
  const kinds = new Uint8Array(values.length).fill(FLOAT)
  return outcome({steps: axis.count, labels: [NO_LABELS], values, kinds}, annotations)
}

/** What expressions that are followed are asked with at an instant; see Follower. Remarks are not kept. */
export function createTurn(querier: Querier, at: number, options: EvaluateOptions = {}): Context {
  return {...createContext(querier, {start: at, stepMs: 1, count: 1}, createAnnotations(''), options), turn: {}}
}

/** The samples of one step of a frame. */
export function samplesAt(frame: Frame, step: number): Sample[] {
  const samples: Sample[] = []
  frame.labels.forEach((labels, row) => {
    const value = getCell(frame, row * frame.steps + step)
    if (value !== undefined) samples.push({labels, value})
  })
  return samples
}

function createContext(querier: Querier, axis: Axis, annotations: Annotations, options: EvaluateOptions): Context {
  return {
    querier,
    axis,
    queryStart: axis.start,
    queryEnd: lastTime(axis),
    lookbackMs: options.lookbackMs ?? DEFAULT_LOOKBACK_MS,
    defaultStepMs: options.defaultStepMs ?? DEFAULT_SUBQUERY_STEP_MS,
    annotations,
    turn: undefined,
  }
}

function outcome<T>(value: T, {warnings, infos}: Annotations): Outcome<T> {
  return {value, warnings, infos}
}

function pointsOf(row: RangeRow, start: number, end: number): SampleSeries['points'] {
  const floats = Array.from(row.times.subarray(0, row.length), (at, index) => ({at, value: row.values[index]!}))
  const histograms = row.histograms.map((value, index) => ({at: row.histogramTimes[index]!, value}))
  return [...floats, ...histograms].filter(({at}) => at > start && at <= end).sort((a, b) => a.at - b.at)
}
