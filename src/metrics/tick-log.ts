import {doubled} from './entries.ts'

/** What came to the series of a metric in one slot; only the first `count` entries count. */
export interface TickChanges {
  count: number
  /** The place of a series: of a histogram one entry a value, of another one entry at least. */
  places: Int32Array
  /**
   * The sample that it has then, or the bucket of the value that a histogram got. NaN, of both, where only the series itself can tell:
   * it was withdrawn or has begun anew.
   */
  values: Float64Array
  /** How many times the history of the series had begun anew by then. */
  lives: Int32Array
}

/**
 * What comes to the series of a metric from slot to slot, for who follows them: as it is counted, and before it is written to the series,
 * each of which is a place in memory of its own. A plain record, since every value of a metric that is followed is noted here.
 */
export interface TickLog {
  /** Somebody follows; before, nothing is noted. */
  isKept: boolean
  /** Of the last closed slot, and of the open one. */
  closed: TickChanges
  open: TickChanges
}

const FIRST_CAPACITY = 16

/** Of no slot yet. */
export function createTickLog(isKept: boolean): TickLog {
  return {isKept, closed: createTickChanges(), open: createTickChanges()}
}

/** No changes. */
export function createTickChanges(): TickChanges {
  return {
    count: 0,
    places: new Int32Array(FIRST_CAPACITY),
    values: new Float64Array(FIRST_CAPACITY),
    lives: new Int32Array(FIRST_CAPACITY),
  }
}

/** One more. */
export function addChange(changes: TickChanges, place: number, value: number, life: number): void {
  const at = changes.count++
  if (at === changes.places.length) {
    changes.places = doubled(changes.places)
    changes.values = doubled(changes.values)
    changes.lives = doubled(changes.lives)
  }
  changes.places[at] = place
  changes.values[at] = value
  changes.lives[at] = life
}

/** The open slot is over. */
export function closeTickLog(log: TickLog): void {
  const {open, closed} = log
  closed.count = 0
  log.closed = open
  log.open = closed
}

/** Makes `into` hold what `from` holds, each series at another place where that is told. */
export function appendChanges(into: TickChanges, from: TickChanges, placeOf?: ArrayLike<number>): void {
  for (let index = 0; index < from.count; index++) {
    const place = from.places[index]!
    addChange(into, placeOf === undefined ? place : placeOf[place]!, from.values[index]!, from.lives[index]!)
  }
}
