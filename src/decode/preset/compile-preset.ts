import {compilePattern, type Engine} from './pattern.ts'
import type {PresetSource} from './preset-source.ts'
import type {Preset} from './preset.ts'

/** Groups with a meaning of their own. */
const KNOWN_GROUPS = new Set(['plugin', 'bare', 'version', 'reason', 'duration'])

/** Makes the patterns of a preset ready to be run by `engine`. */
export function compilePreset({name, formats, rules, names}: PresetSource, engine: Engine): Preset {
  return {
    name,
    formats: formats.map(({name, match: source}) => {
      const match = compilePattern(source, engine)
      return {name, match, level: match.groups.includes('level') ? match.groups.indexOf('level') + 1 : -1}
    }),
    rules: rules.map(({name, match: source, state, from, span, level}) => {
      const match = compilePattern(source, engine)
      return {name, match, tags: match.groups.filter((group) => !KNOWN_GROUPS.has(group)), state, from, span, level}
    }),
    names: names.map((source) => compilePattern(source, engine)),
  }
}
