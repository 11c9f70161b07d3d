import {groupsOf, type Pattern} from './pattern.ts'
import type {Preset, Rule} from './preset.ts'

/** Where texts go that begin with another character than ASCII's, or with none. */
const ELSEWHERE = 128

/** Finds what may match a text by the character with which it begins. */
export interface FirstTable<T> {
  /** Those that may match, in their order; all others do not. */
  candidates(text: string): readonly T[]
}

/** Sorts what has a pattern by first character, once. */
export function createFirstTable<T extends {readonly match: Pattern}>(all: readonly T[]): FirstTable<T> {
  const byFirst: readonly (readonly T[])[] = Array.from({length: ELSEWHERE + 1}, (_, code) =>
    all.filter(({match: {first}}) => {
      if (first === undefined) return true
      if (code < ELSEWHERE) return first.has(String.fromCharCode(code))
      return [...first].some((char) => char.charCodeAt(0) >= ELSEWHERE)
    }),
  )
  return {
    candidates(text) {
      const code = text.charCodeAt(0)
      return byFirst[code < ELSEWHERE ? code : ELSEWHERE]!
    },
  }
}

/** The rules and names of all presets. */
export interface RuleTable extends FirstTable<Rule> {
  /** The name of a plugin in a message that no rule matches. */
  findName(message: string): string | undefined
}

/** A table of the rules of all presets. */
export function createRuleTable(presets: readonly Preset[]): RuleTable {
  const names: readonly Pattern[] = presets.flatMap((preset) => preset.names)
  return {
    ...createFirstTable(presets.flatMap((preset) => preset.rules)),
    findName(message) {
      for (const pattern of names) {
        const match = pattern(message)
        const name = match && groupsOf(pattern, match)['plugin']
        if (name !== undefined) return name
      }
      return undefined
    },
  }
}
