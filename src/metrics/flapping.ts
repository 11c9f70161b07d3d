import {STATE_WORDS} from './state-words.ts'

/**
 * Flapping, after Naemon and Nagios: of the last 21 observed states the share of those that differ from the one before, where newer
 * changes weigh more, with one threshold to begin and a lower one to end. (naemon.io, "Detection and Handling of State Flapping":
 * the newest change carries 50 % more weight than the oldest; the thresholds are those of services.)
 */
const CHANGES = 20
/** What a change counts for, in nineteenths of a percent, which are whole numbers: 4 % for the oldest (0.8 of a twentieth) to 6 % for the newest. */
const PARTS = CHANGES - 1
const OLDEST_WEIGHT = 4 * PARTS
const WEIGHT_STEP = 2
const BEGIN_PERCENT = 30
const END_PERCENT = 20

/**
 * Naemon looks at regular checks, a host tells only changes: so every 30 s without one count as a look that found none. A plugin that is
 * reloaded every five minutes is thus at rest, one that falls or comes back once a minute flaps, and after ten minutes all is forgotten.
 */
const LOOK_INTERVAL_MS = 30_000

/** The recent states of a plugin; a plain record, since every plugin has one. */
export interface StateHistory {
  /** The last settled state. */
  state: string | undefined
  /** The last 20 observations, a bit each: 1 where the state had changed; the newest is the highest bit. */
  changes: number
  observedAt: number
  isFlapping: boolean
}

/** Of a plugin that was never seen. */
export function createStateHistory(): StateHistory {
  return {state: undefined, changes: 0, observedAt: 0, isFlapping: false}
}

/**
 * A state was observed.
 * @param word what it means, if it is of the protocol
 */
export function observeState(history: StateHistory, state: string, at: number, word = STATE_WORDS.get(state)): void {
  const observed = word === undefined ? state : word.settled
  if (observed === undefined) return
  const hasChanged = history.state !== undefined && history.state !== observed
  if (!hasChanged && history.changes === 0) {
    history.state = observed
    history.observedAt = Math.max(history.observedAt, at)
    history.isFlapping = false
    return
  }
  const changes = changesAt(history, at)
  const wasFlapping = isFlapping(history.isFlapping, scoreOf(changes))
  history.changes = (changes >>> 1) | (hasChanged ? 1 << (CHANGES - 1) : 0)
  history.state = observed
  history.observedAt = Math.max(history.observedAt, at)
  history.isFlapping = isFlapping(wasFlapping, scoreOf(history.changes))
}

/** How it stands at a time: the score in percent, up to about 100. */
export function flappingAt(history: StateHistory, at: number): {score: number; flapping: boolean} {
  const score = scoreOf(changesAt(history, at))
  return {score, flapping: isFlapping(history.isFlapping, score)}
}

function isFlapping(was: boolean, score: number): boolean {
  return score >= (was ? END_PERCENT : BEGIN_PERCENT)
}

function changesAt({changes, observedAt}: StateHistory, at: number): number {
  const quietLooks = Math.floor(Math.max(0, at - observedAt) / LOOK_INTERVAL_MS)
  return quietLooks >= CHANGES ? 0 : changes >>> quietLooks
}

/** In percent: two loads for what would be a turn for each change. */
function scoreOf(changes: number): number {
  return (OLDER[changes & HALF_MASK]! + NEWER[changes >>> HALF]!) / PARTS
}

/** Each half of the observations has a table of what its changes count for together. */
const HALF = CHANGES / 2
const HALF_MASK = 2 ** HALF - 1
const OLDER = weightsFrom(0)
const NEWER = weightsFrom(HALF)

function weightsFrom(place: number): Uint16Array {
  const weights = new Uint16Array(2 ** HALF)
  for (let changes = 1; changes < weights.length; changes++) {
    const lowest = 31 - Math.clz32(changes & -changes)
    weights[changes] = weights[changes & (changes - 1)]! + OLDEST_WEIGHT + WEIGHT_STEP * (place + lowest)
  }
  return weights
}
