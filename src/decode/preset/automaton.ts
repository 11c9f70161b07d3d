/**
 * Sees from the bytes of a text that none of some patterns matches it: one look at a table for each byte, and mostly only at a few bytes.
 * The patterns are understood well enough for that and no better: counted repetitions count as any number, what is not understood
 * matches anything. So a text that may match is one for the patterns themselves.
 */
import {readExpression, WIDE, type Expression} from './expression.ts'

/** Entries of the table that are no states: not known yet; nothing can match any more; something may. */
const UNKNOWN = 0
const DEAD = 1
const MAYBE = 2
/** Past that many states every text may match: patterns that need more are no usual ones. */
const MAX_STATES = 512
const ASCII = 128

/** Where an automaton has its states: what follows in each of them on each ASCII byte, with WIDE for all others, and whether a text may end there as a match. */
interface AutomatonTable {
  readonly next: Uint16Array
  readonly ends: Uint8Array
}

/** The table of an automaton is filled as texts come by. */
export interface Automaton {
  /** False when no pattern matches the text. */
  mayMatch(text: string): boolean
  /** The state in which a text begins. */
  readonly start: number
  /** Writes its table to another place too from now on, where somebody else reads it. */
  writeTo(table: AutomatonTable): void
}

/** So many entries has each array of a table. */
export const TABLE_ENTRIES = {next: MAX_STATES * ASCII, ends: MAX_STATES} as const

/** An automaton for patterns in RE2's syntax. */
export function createAutomaton(sources: readonly string[]): Automaton {
  const expression: Expression = readExpression(sources)
  const next = new Uint16Array(TABLE_ENTRIES.next)
  const ends = new Uint8Array(TABLE_ENTRIES.ends)
  const copies: AutomatonTable[] = []
  /** For each state the places in the patterns where it may be. */
  const places: (readonly number[])[] = [[], [], []]
  const states = new Map<string, number>()
  const start = stateOf(expression.starts)

  function stateOf(reached: readonly number[]): number {
    const all = expression.closure(reached)
    if (all.length === 0) return DEAD
    if (all.some((place) => expression.isMatch(place))) return MAYBE
    const name = all.join()
    const known = states.get(name)
    if (known !== undefined) return known
    if (places.length === MAX_STATES) return MAYBE
    const state = places.push(all) - 1
    states.set(name, state)
    ends[state] = all.some((place) => expression.isEnd(place)) ? 1 : 0
    for (const copy of copies) copy.ends[state] = ends[state]
    return state
  }

  function learn(state: number, code: number): number {
    const reached = places[state]!.flatMap((place) => expression.follow(place, code))
    const at = state * ASCII + code
    next[at] = stateOf(reached)
    for (const copy of copies) copy.next[at] = next[at]
    return next[at]
  }

  function after(state: number, code: number): number {
    const column = code < ASCII ? code : WIDE
    const known = next[state * ASCII + column]!
    return known === UNKNOWN ? learn(state, column) : known
  }

  return {
    start,
    mayMatch(text) {
      let state = start
      for (let at = 0; state > MAYBE && at < text.length; at++) {
        const code = text.charCodeAt(at)
        // Character by character in bytes of UTF-8, as whoever reads the table has them; half a surrogate pair is two of four.
        const bytes = code < ASCII ? 1 : code < 0x800 || (code & 0xf800) === 0xd800 ? 2 : 3
        for (let byte = 0; state > MAYBE && byte < bytes; byte++) state = after(state, code)
      }
      return state === MAYBE || (state > MAYBE && ends[state] === 1)
    },
    writeTo(table) {
      table.next.set(next)
      table.ends.set(ends)
      copies.push(table)
    },
  }
}
