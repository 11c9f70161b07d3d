import type {Annotations} from './annotations.ts'
import type {Querier} from './querier.ts'

/** The instants at which an expression is evaluated: `count` of them, `stepMs` apart. */
export interface Axis {
  /** Milliseconds since the epoch. */
  readonly start: number
  readonly stepMs: number
  /** At least 1. */
  readonly count: number
}

/** What a node needs besides its children. */
export interface Context {
  readonly querier: Querier
  readonly axis: Axis
  /** What `@ start()` and `@ end()` mean: the ends of the whole query, inside of subqueries too. */
  readonly queryStart: number
  readonly queryEnd: number
  /** For how long a sample counts after its time; Prometheus' default is 5 minutes. */
  readonly lookbackMs: number
  /** The step of subqueries that name none. */
  readonly defaultStepMs: number
  readonly annotations: Annotations
  /**
   * Evaluations of one turn are at the same one instant and see the same data, so that shared parts of their expressions are evaluated
   * once, and what can be followed is.
   */
  readonly turn?: object | undefined
}

/** The instant of a step. */
export function timeAt({start, stepMs}: Axis, step: number): number {
  return start + step * stepMs
}

/** The instant of the last step. */
export function lastTime(axis: Axis): number {
  return timeAt(axis, axis.count - 1)
}
