import type {Axis} from './axis.ts'
import type {HistorySeries} from './history.ts'

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
  readonly axis: Axis
  /** The series that changed in the open slot, each once: it appends itself. */
  readonly touched: HistorySeries[]
  /** Where it is listed when the slot has closed; a whole is not in the history. */
  readonly changed: HistorySeries[] | undefined
}

/** What every series has beside what the history shows of it. */
export interface Sampled extends SeriesOptions {
  /** It stands in `touched`. */
  isTouched: boolean
  changedAt: number
}
