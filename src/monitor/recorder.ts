import {NEWS, type Batch} from '../decode/decoder.ts'
import type {PluginEvent} from '../event.ts'
import type {Metrics} from '../metrics/metrics.ts'
import {introduce} from './introduce.ts'
import type {Journal} from './journal.ts'
import {countOwn, type Lane} from './lane.ts'

/** What becomes of events once their place is known. */
export interface Recorder {
  /** Counts and notes the events of a batch from one place up to, but not including, another. */
  record(lane: Lane, batch: Batch, from: number, to: number, isLate: boolean): void
}

/** @param hear hears of each event; undefined while nobody listens, for then they are taken many at a time */
export function createRecorder(
  metrics: Metrics,
  journal: Journal,
  hear: () => ((lane: Lane, event: PluginEvent) => void) | undefined,
): Recorder {
  function pass(lane: Lane, batch: Batch, from: number, to: number): void {
    if (from === to) return
    lane.given += countOwn(batch, from, to)
    lane.givenAt = newestOf(batch, from, to, lane.givenAt)
    metrics.take(lane.instance, batch, from, to)
    journal.note(lane.instance, batch, from, to)
  }

  /** What an event says of the host's life. */
  function takeNews(lane: Lane, event: PluginEvent): void {
    if (event.type === 'hello') {
      const restart = introduce(lane, event)
      if (restart !== undefined) journal.mark(restart)
      metrics.up(lane.instance, 1)
    } else if (event.type === 'gap') {
      lane.gaps++
      lane.lost += event.lost
    } else if (event.type === 'bye') metrics.up(lane.instance, 0)
  }

  return {
    record(lane, batch, from, to, isLate) {
      if (isLate) lane.late += to - from
      const listener = hear()
      const {marks} = batch
      let begin = from
      for (let index = from; index < to; index++) {
        if (marks[index] === NEWS) {
          // What came before goes to the instance as it was named then.
          pass(lane, batch, begin, index)
          begin = index
          takeNews(lane, batch.at(index))
        }
        if (listener === undefined) continue
        pass(lane, batch, begin, index + 1)
        begin = index + 1
        listener(lane, batch.at(index))
      }
      pass(lane, batch, begin, to)
    },
  }
}

/** The newest time of events, or the one that is given where that is newer. */
function newestOf({times}: Batch, from: number, to: number, time: number): number {
  let newest = time
  for (let index = from; index < to; index++) if (times[index]! > newest) newest = times[index]!
  return newest
}
