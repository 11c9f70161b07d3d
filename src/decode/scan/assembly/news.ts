/**
 * What a message may tell beside itself: a rule may know it, or it may name a plugin. The rules are for the other side to ask; here is only
 * seen that most messages are known to none.
 */
import {ENDS, STATES} from './layout'
import {forgetName, isNameUnclear} from './plugin-name'

const BACKSLASH: u32 = 92

/** Entries of the automaton's table that are no states: not known yet, no rule, perhaps one. */
const DEAD: u32 = 1
const MAYBE: u32 = 2

let start: u32 = MAYBE

/** The state in which the automaton begins, which sees that no rule knows a message: preset/automaton.ts has written its table. */
export function setStart(state: u32): void {
  start = state
}

/** Whether the message from `begin` to `end`, which is not empty, may tell more than that it is one; notes the plugin that it names. */
export function mayTellMore(begin: usize, end: usize, isEscaped: bool, hasPlugin: bool): bool {
  forgetName()
  if (mayBeKnown(begin, end, isEscaped)) return true
  if (hasPlugin) return false
  // An escape may be a letter of what is looked for.
  return isEscaped || isNameUnclear(begin, end)
}

/** Whether a rule may know the message; what the automaton has not seen yet it learns on the other side. */
function mayBeKnown(begin: usize, end: usize, isEscaped: bool): bool {
  let state = start
  for (let at = begin; at < end; at++) {
    const byte: u32 = load<u8>(at)
    if (state <= MAYBE || (byte == BACKSLASH && isEscaped)) return state != DEAD
    // All that is not ASCII has one column.
    state = load<u16>(STATES + ((((<usize>state) << 7) + <usize>(byte < 128 ? byte : 0)) << 1))
  }
  return state == MAYBE || state == 0 || (state != DEAD && load<u8>(ENDS + state) != 0)
}
