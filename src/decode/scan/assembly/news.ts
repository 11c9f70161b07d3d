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
  followed = 0
}

/** Whether the message from `begin` to `end`, which is not empty, may tell more than that it is one; notes the plugin that it names. */
export function mayTellMore(begin: usize, end: usize, isEscaped: bool, hasPlugin: bool): bool {
  forgetName()
  if (mayBeKnown(begin, end, isEscaped)) return true
  if (hasPlugin) return false
  // An escape may be a letter of what is looked for.
  return isEscaped || isNameUnclear(begin, end)
}

/**
 * How the last message began, and the states behind its first bytes as far as there were any: the next one mostly begins in the same way.
 */
const HEAD_BYTES: usize = 16
const HEAD = memory.data(16)
const AFTER = memory.data(32)
let followed: usize = 0

/** Whether a rule may know the message; what the automaton has not seen yet it learns on the other side. */
function mayBeKnown(begin: usize, end: usize, isEscaped: bool): bool {
  let state = start
  let at = begin
  if (end - begin >= HEAD_BYTES && !isEscaped && state > MAYBE) {
    state = behindHead(begin)
    at += HEAD_BYTES
  }
  for (; at < end; at++) {
    const byte: u32 = load<u8>(at)
    if (state <= MAYBE || (byte == BACKSLASH && isEscaped)) return state != DEAD
    state = after(state, byte)
  }
  return state == MAYBE || state == 0 || (state != DEAD && load<u8>(ENDS + state) != 0)
}

/** The state behind the first bytes of a message, or the one that ends it before. */
function behindHead(begin: usize): u32 {
  const bytes = v128.load(begin)
  let place = min(<usize>ctz(~i8x16.bitmask(i8x16.eq(bytes, v128.load(HEAD)))), followed)
  v128.store(HEAD, bytes)
  let state: u32 = place == 0 ? start : load<u16>(AFTER + ((place - 1) << 1))
  for (; place < HEAD_BYTES; place++) {
    state = after(state, load<u8>(begin + place))
    if (state <= MAYBE) break
    store<u16>(AFTER + (place << 1), <u16>state)
  }
  followed = place
  return state
}

/** What follows in a state on a byte; all that is not ASCII has one column. */
function after(state: u32, byte: u32): u32 {
  return load<u16>(STATES + ((((<usize>state) << 7) + <usize>(byte < 128 ? byte : 0)) << 1))
}
