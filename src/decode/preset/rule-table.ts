import type {Pattern} from './pattern.ts'
import type {Preset, Rule} from './preset.ts'

/** Where texts go that begin with another character than ASCII's, or with none. */
const ELSEWHERE = 128

/** The rules and names of all presets, found by the character with which a message begins. */
export interface RuleTable {
  /** The rules that may match, in their order; all others do not. */
  candidates(message: string): readonly Rule[]
  /** The name of a plugin in a message that no rule matches. */
  findName(message: string): string | undefined
}

/** Sorts the rules by first character, once. */
export function createRuleTable(presets: readonly Preset[]): RuleTable {
  const rules = presets.flatMap((preset) => preset.rules)
  const names: readonly Pattern[] = presets.flatMap((preset) => preset.names)
  const byFirst: readonly (readonly Rule[])[] = Array.from({length: ELSEWHERE + 1}, (_, code) =>
    rules.filter(({match: {first}}) => {
      if (first === undefined) return true
      if (code < ELSEWHERE) return first.has(String.fromCharCode(code))
      return [...first].some((char) => char.charCodeAt(0) >= ELSEWHERE)
    }),
  )
  return {
    candidates(message) {
      const code = message.charCodeAt(0)
      return byFirst[code < ELSEWHERE ? code : ELSEWHERE]!
    },
    findName(message) {
      for (const pattern of names) {
        const name = pattern(message)?.['plugin']
        if (name !== undefined) return name
      }
      return undefined
    },
  }
}
