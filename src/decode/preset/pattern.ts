import {RE2JS} from 're2js'
import {firstCharacters, requiredLiteral} from './prefilter.ts'

/** What the named groups of a match hold; undefined for a group that took no part. */
export type Groups = Readonly<Record<string, string | undefined>>

/** A compiled pattern. */
export interface Pattern {
  /** The groups of a match, or undefined. */
  (text: string): Groups | undefined
  /** The names of its groups. */
  readonly groups: readonly string[]
  /** The characters with which every text begins that it matches; undefined where that may be anything. */
  readonly first: ReadonlySet<string> | undefined
}

/** Who runs a pattern: `re2` in linear time whatever the pattern, `native` 30 times faster but only for patterns of our own that cannot backtrack badly. */
export type Engine = 're2' | 'native'

const NO_GROUPS: Groups = {}

/** Compiles RE2 syntax (`(?P<name>…)`); throws a SyntaxError that says what is wrong with the pattern. */
export function compilePattern(source: string, engine: Engine): Pattern {
  const expression: {exec(text: string): unknown} =
    engine === 're2' ? RE2JS.compile(source) : new RegExp(source.replaceAll('(?P<', '(?<'))
  const literal = requiredLiteral(source)
  const match = (text: string): Groups | undefined => {
    if (literal !== undefined && !text.includes(literal)) return undefined
    const found = expression.exec(text) as {readonly groups?: Groups} | null
    return found === null ? undefined : (found.groups ?? NO_GROUPS)
  }
  return Object.assign(match, {
    groups: Array.from(source.matchAll(/\(\?P?<(\w+)>/g), ([, name]) => name!),
    first: firstCharacters(source),
  })
}
