import {PlugmonError} from '../errors.ts'
import type {ConfigFile} from './config-file.ts'
import type {SettingKey, Settings} from './settings.ts'
import {SETTING_KEYS, settingOf, variableOf} from './settings.ts'

/** Where a value may come from, highest first. */
type Layer = 'flag' | 'environment' | 'file' | 'default'

/** One layer that has something to say about a key. */
export interface Said {
  readonly layer: Layer
  /** `--window`, `PLUGMON_WINDOW`, `config.yaml:3:9`. */
  readonly place: string
  readonly texts: readonly string[]
}

/** The values in force, and who said what about each key, the winner first. */
export interface Resolved {
  readonly settings: Settings
  readonly said: ReadonlyMap<SettingKey, readonly Said[]>
}

/** What commander holds for each flag that was given: a text, several, or true or false. */
export type Flags = Readonly<Partial<Record<SettingKey, string | readonly string[] | boolean>>>

/**
 * Flag over environment over config file over default.
 * @throws PlugmonError `usage` for a flag or a variable, `config` for the file, when a value cannot be read.
 */
export function resolveSettings(
  flags: Flags,
  environment: Readonly<Record<string, string | undefined>>,
  file: ConfigFile | undefined,
): Resolved {
  const said = new Map(SETTING_KEYS.map((key) => [key, saidAbout(key, flags, environment, file)]))
  const settings = Object.fromEntries(SETTING_KEYS.map((key) => [key, valueOf(key, said.get(key) ?? [])]))
  return {settings: settings as unknown as Settings, said}
}

function saidAbout(
  key: SettingKey,
  flags: Flags,
  environment: Readonly<Record<string, string | undefined>>,
  file: ConfigFile | undefined,
): Said[] {
  const {fallback} = settingOf(key)
  const said: Said[] = []
  const flag = flags[key]
  if (flag !== undefined) said.push({layer: 'flag', place: `--${key}`, texts: [flag].flat().map(String)})
  const variable = environment[variableOf(key)]
  if (variable !== undefined && variable !== '')
    said.push({layer: 'environment', place: variableOf(key), texts: [variable]})
  const entry = file?.entries.get(key)
  if (file !== undefined && entry !== undefined)
    said.push({
      layer: 'file',
      place: `${file.path}:${String(entry.line)}:${String(entry.column)}`,
      texts: entry.texts,
    })
  if (fallback !== undefined) said.push({layer: 'default', place: 'default', texts: [fallback]})
  return said
}

function valueOf(key: SettingKey, said: readonly Said[]): unknown {
  const {read, isList, isSecret} = settingOf(key)
  const values = said.map(({layer, place, texts}) => {
    try {
      return texts.map(read)
    } catch (error) {
      const reason = isSecret ? 'cannot be read' : (error as Error).message
      throw new PlugmonError(layer === 'file' ? 'config' : 'usage', `${place}: ${key}: ${reason}`, {
        cure: `plugmon config explain ${key}`,
      })
    }
  })
  const winner = values[0]
  return isList ? (winner ?? []) : winner?.at(-1)
}
