import {existsSync} from 'node:fs'
import {PlugmonError} from '../../errors.ts'
import {cleanText} from '../../format/clean-text.ts'
import {EXIT} from '../context.ts'
import {nearest} from '../nearest.ts'
import type {Run} from '../run.ts'
import type {Said} from '../resolve.ts'
import type {SettingKey} from '../settings.ts'
import {SETTING_KEYS, settingOf, variableOf} from '../settings.ts'

/** `plugmon config print`: one line a setting, `key: value  # who says so`, which is itself a config file. */
export const printConfig: Run<unknown> = async (_args, _options, {resolved, stdout}) => {
  for (const key of SETTING_KEYS) {
    const [winner] = resolved.said.get(key) ?? []
    const said = winner && `${key}: ${shown(key, winner)}  # ${cleanText(winner.place)}`
    stdout.write(`${said ?? `# ${key}:  # not set`}\n`)
  }
  return EXIT.ok
}

/** `plugmon config path`. */
export const printConfigPath: Run<unknown> = async (_args, _options, {configPath, stdout, stderr}) => {
  stdout.write(`${configPath}\n`)
  if (!existsSync(configPath)) stderr.write('(no such file yet: the defaults are in force)\n')
  return EXIT.ok
}

/** `plugmon config explain KEY`: every layer that says something, the winner first. */
export const explainConfig: Run<unknown> = async ([name = ''], _options, {resolved, stdout}) => {
  const key = SETTING_KEYS.find((candidate) => candidate === name.replace(/^--(no-)?/, ''))
  if (key === undefined)
    throw new PlugmonError('usage', `no setting is called "${name}"`, {
      cure: `did you mean ${nearest(name, SETTING_KEYS)}? plugmon config print lists them all`,
    })
  const {flag, description} = settingOf(key)
  stdout.write(
    `${key}: ${description}\n  set by ${flag === undefined ? '' : `${flag}, `}${variableOf(key)} or "${key}" in the config file\n`,
  )
  const said = resolved.said.get(key) ?? []
  if (said.length === 0) stdout.write('  not set\n')
  said.forEach((one, index) =>
    stdout.write(`  ${index === 0 ? 'in force' : '  hidden'}  ${shown(key, one)}  (${cleanText(one.place)})\n`),
  )
  return EXIT.ok
}

function shown(key: SettingKey, {texts}: Said): string {
  const {isSecret, isList} = settingOf(key)
  if (isSecret) return '"(hidden)"'
  const written = texts.map((text) => (/^[\w./:+-]+$/.test(text) ? text : quoted(text)))
  return isList ? `[${written.join(', ')}]` : (written.at(-1) ?? '')
}

/** In quotes, as YAML and JSON read it; what a terminal might obey is written as its number. */
function quoted(text: string): string {
  return JSON.stringify(text).replace(/[^\x20-\x7e\p{L}\p{N}\p{P}\p{S}]/gu, (sign) =>
    Array.from({length: sign.length}, (_, at) => `\\u${sign.charCodeAt(at).toString(16).padStart(4, '0')}`).join(''),
  )
}
