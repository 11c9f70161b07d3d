import {finish, type Steps} from '../rules/steps.ts'

/**
 * The rest of a tick, once everything is sampled. With many rules over many series it may take longer than a key may wait: live, the
 * clock stands meanwhile, no event is given, and the work is done in pieces.
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

/** `onDone` may begin the next one. */
export function createLongTick(onDone: () => void): LongTick {
  let rest: Steps | undefined

  function end(): void {
    rest = undefined
    onDone()
  }

  return {
    get isOpen() {
      return rest !== undefined
    },
    begin(steps) {
      rest = steps
    },
    goOn() {
      if (rest?.next().done === true) end()
    },
    finish() {
      while (rest !== undefined) {
        finish(rest)
        end()
      }
    },
  }
}
