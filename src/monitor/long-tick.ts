import {finish, type Steps} from '../rules/steps.ts'

/** Events given in a piece: a millisecond or two. */
const EVENTS_A_PIECE = 1_024

/**
 * The rest of a tick, once everything is sampled. With many rules over many series it may take longer than a key may wait, and so may the
 * events that have waited for it: live, the clock stands meanwhile, no other event is given, and the work is done in pieces.
 */
export interface LongTick {
  /** There is work left. */
  readonly isOpen: boolean
  begin(rest: Steps): void
  /** Does a piece. */
  goOn(): void
  /** Does all that is left, at once. */
  finish(): void
}

/** @param giveWaiting gives up to so many of the events that have waited; true when that was all. It may begin the next tick. */
export function createLongTick(giveWaiting: (most: number) => boolean): LongTick {
  let rest: Steps | undefined
  let isGiving = false

  function give(most: number): void {
    rest = undefined
    isGiving = false
    isGiving = !giveWaiting(most)
  }

  return {
    get isOpen() {
      return rest !== undefined || isGiving
    },
    begin(steps) {
      rest = steps
    },
    goOn() {
      if (isGiving || rest?.next().done === true) give(EVENTS_A_PIECE)
    },
    finish() {
      while (rest !== undefined || isGiving) {
        if (rest !== undefined) finish(rest)
        give(Infinity)
      }
    },
  }
}
