import type {Axis} from './axis.ts'
import type {TickLog} from './tick-log.ts'

/** A label and its value. */
export type Label = readonly [name: string, value: string]

/** What every series is made from. */
export interface SeriesOptions {
  readonly name: string
  readonly instance: string
  readonly labels: readonly Label[]
  /** It takes the values of all series beyond the cap. */
  readonly isOther: boolean
  readonly place: number
  /** Its number among the series of all metrics, wholes too. */
  readonly id: number
  readonly axis: Axis
  /** Where what comes to it is noted; a whole is not in the history. */
  readonly log: TickLog | undefined
  /** Writes what is pending: whatever is read of a series, this comes first. */
  readonly flush: () => void
}

/** What every series has beside what the history shows of it. */
export interface Sampled extends SeriesOptions {
  changedAt: number
  lives: number
}
