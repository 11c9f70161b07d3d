import type {DemoEvent} from './demo-event.ts'

/** A make-believe host. */
export interface Scenario {
  /** How long it takes until it repeats, in milliseconds. */
  readonly roundMs: number
  /** What it tells from `startMs`, where its first round begins, up to and without `endMs`. */
  events(startMs: number, endMs: number): Iterable<DemoEvent>
}
