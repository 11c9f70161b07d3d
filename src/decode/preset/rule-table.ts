import {createAutomaton, type Automaton} from './automaton.ts'
import {groupOf, type Pattern} from './pattern.ts'
import type {Preset, Rule} from './preset.ts'

/** Where texts go that begin with another character than ASCII's, or with none. */
const ELSEWHERE = 128
const NONE: readonly Rule[] = []

/** Finds what may match a text by the character with which it begins. */
export interface FirstTable<T> {
  /** Those that may match, in their order; all others do not. */
  candidates(text: string): readonly T[]
}

/** Sorts what has a pattern by first character; for each character once, when a text first begins with it. */
export function createFirstTable<T extends {readonly match: Pattern}>(all: readonly T[]): FirstTable<T> {
  const byFirst = Array.from({length: ELSEWHERE + 1}, (): readonly T[] | undefined => undefined)
  const candidatesOf = (code: number): readonly T[] => {
    const place = code < ELSEWHERE ? code : ELSEWHERE
    return (byFirst[place] ??= all.filter(({match}) => mayBeginWith(match, place)))
  }
  return {candidates: (text) => candidatesOf(text.charCodeAt(0))}
}

function mayBeginWith({first}: Pattern, place: number): boolean {
  if (first === undefined) return true
  if (place < ELSEWHERE) return first.has(String.fromCharCode(place))
  return [...first].some((char) => char.charCodeAt(0) >= ELSEWHERE)
}

/** What there must be in a message that is more than one: that a rule knows, or that names a plugin. */
export interface News {
  /** Knows the messages that no rule knows. */
  readonly rules: Automaton
  /** A message that names a plugin has one of these texts; an empty one is in any. */
  readonly literals: readonly string[]
  /** The first of them is the rest of a word, behind one of these two letters, and at most so many characters in quotes behind it are a name. */
  readonly quoted: readonly [upper: number, lower: number, longest: number] | undefined
  /** The second of them is a word, and at most so many characters behind it and an equals sign are a name; one of the suffixes may stand between. */
  readonly paired: {readonly suffixes: readonly string[]; readonly longest: number} | undefined
}

const PAIRED_NAME =
  /^\\b([a-z]{2,20})\(\?:((?:\w{1,20}\|){0,7}\w{1,20})\)\?=\["'\]\?\(\?P<plugin>\[\\w\.@\/\+-\]\{1,(\d{1,4})\}\)$/

/** What a pattern says that finds a name as the value of a pair, as in `plugin=auth`; undefined for any other. */
function pairedName({source, literal}: Pattern): News['paired'] {
  const found = PAIRED_NAME.exec(source)
  if (found === null || found[1] !== literal) return undefined
  return {suffixes: found[2]!.split('|'), longest: Number(found[3])}
}

/** The rules and names of all presets. */
export interface RuleTable {
  /** The rules that may know a message, in their order; none of the others does. */
  candidates(message: string): readonly Rule[]
  /** The same for a message that the automaton has let through already. */
  suspects(message: string): readonly Rule[]
  /** Worth its making for more than a few lines. */
  readonly news: News
  /** The name of a plugin in a message that no rule matches. */
  findName(message: string): string | undefined
}

const QUOTED_NAME = /^\\b\[([A-Za-z])([A-Za-z])\]([a-z]{2,20} )\["'\]\(\?P<plugin>\[\^"'\]\{1,(\d{1,4})\}\)\["'\]$/

/** What a pattern says that finds a name in quotes behind a word, as in `Plugin 'auth'`; undefined for any other. */
function quotedName({source, literal}: Pattern): News['quoted'] {
  const found = QUOTED_NAME.exec(source)
  if (found === null || found[3] !== literal) return undefined
  return [found[1]!.charCodeAt(0), found[2]!.charCodeAt(0), Number(found[4])]
}

/** A table of the rules of all presets. */
export function createRuleTable(presets: readonly Preset[]): RuleTable {
  const names: readonly Pattern[] = presets.flatMap((preset) => preset.names)
  const rules = presets.flatMap((preset) => preset.rules)
  let news: News | undefined
  const byFirst = createFirstTable(rules)
  return {
    candidates: (message) => (news === undefined || news.rules.mayMatch(message) ? byFirst.candidates(message) : NONE),
    suspects: byFirst.candidates,
    get news() {
      return (news ??= {
        rules: createAutomaton(rules.map(({match}) => match.source)),
        literals: names.map(({literal}) => literal ?? ''),
        quoted: names[0] && quotedName(names[0]),
        paired: names[1] && pairedName(names[1]),
      })
    },
    findName(message) {
      for (const pattern of names) {
        const match = pattern(message)
        const name = match && groupOf(pattern, match, 'plugin')
        if (name !== undefined) return name
      }
      return undefined
    },
  }
}
