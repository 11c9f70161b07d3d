import {parsePreset} from './parse-preset.ts'
import type {Preset} from './preset.ts'
import {PYTHON_PRESET} from './python.ts'

let presets: readonly Preset[] | undefined

/** The presets of the package, parsed when a text log first needs them: a native stream never pays for them. */
export function builtinPresets(): readonly Preset[] {
  presets ??= [parsePreset(PYTHON_PRESET, 'python.yaml', 'native')]
  return presets
}
