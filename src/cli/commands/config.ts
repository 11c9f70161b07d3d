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
    const said = winner === undefined ? `# ${key}:  # not set` : `${key}: ${shown(key, winner)}  # ${winner.place}`
    stdout.write(`${cleanText(said)}\n`)
  }
  return EXIT.ok
}

/** `plugmon config path`. */
export const printConfigPath: Run<unknown> = async (_args, _options, {configPath, stdout, stderr}) => {
  stdout.write(`${cleanText(configPath)}\n`)
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
    stdout.write(`${cleanText(`  ${index === 0 ? 'in force' : '  hidden'}  ${shown(key, one)}  (${one.place})`)}\n`),
  )
  return EXIT.ok
}

function shown(key: SettingKey, {texts}: Said): string {
  const {isSecret, isList} = settingOf(key)
  if (isSecret) return '"(hidden)"'
  const quoted = texts.map((text) => (/^[\w./:+-]+$/.test(text) ? text : JSON.stringify(text)))
  return isList ? `[${quoted.join(', ')}]` : (quoted.at(-1) ?? '')
}
