import {RE2JS} from 're2js'
import type {Engine} from './pattern.ts'

/** The engine for patterns of users: they take linear time, whatever they are. */
export const re2: Engine = (source, groups) => {
  const expression = RE2JS.compile(source)
  return (text) => {
    const found = expression.exec(text) as {readonly groups?: Readonly<Record<string, string | undefined>>} | null
    return found === null ? undefined : [text, ...groups.map((name) => found.groups?.[name])]
  }
}
