import {readPreset} from './parse-preset.ts'
import {native} from './pattern.ts'
import {PYTHON_PRESET} from './python.ts'

/** The presets of the package, read and tried when the package is built: see build/prepared.mjs. */
export const prepared = [readPreset(PYTHON_PRESET, 'python.yaml', native)]
