import type {Axis} from './axis.ts'
import type {HistorySeries} from './history.ts'

/** A label and its value. */
export type Label = readonly [name: string, value: string]

/** What every series has beside what the history shows of it. */
export interface Sampled {
  readonly instance: string
  /** It takes the values of all series beyond the cap. */
  readonly isOther: boolean
  /** A higher rung has spoken: what was counted counts no more, and the series is born anew with the next value. */
  withdraw(): void
  /** The slot that ends at `tick` is over: samples the value. */
  close(tick: number): void
  /** Empties the history, which begins again at `tick` with the value of now. */
  startEpoch(tick: number): void
}

/** What every series is made from. */
export interface SeriesOptions {
  readonly name: string
  readonly instance: string
  readonly labels: readonly Label[]
  readonly isOther: boolean
  readonly axis: Axis
  /** Is told when the series changes for the first time in a slot. */
  readonly touch: (series: Sampled & HistorySeries) => void
}
