import {prepared} from './builtin-sources.ts?prepared'
import {compilePreset} from './compile-preset.ts'
import {native} from './pattern.ts'
import type {PresetSource} from './preset-source.ts'
import type {Preset} from './preset.ts'

let presets: readonly Preset[] | undefined

/** The presets of the package, compiled when a text log first needs them: a native stream never pays for them. */
export function builtinPresets(): readonly Preset[] {
  presets ??= (prepared as readonly PresetSource[]).map((source) => compilePreset(source, native))
  return presets
}
