import type {Command} from 'commander'
import {Option} from 'commander'
import type {Flags} from './resolve.ts'
import type {SettingKey} from './settings.ts'
import {settingOf} from './settings.ts'

/** The shared settings as groups of flags: which commands take them, and under which heading help shows them. */
const OPTION_GROUPS = {
  'Input:': ['since', 'until', 'from', 'header', 'header-file', 'ca', 'insecure', 'state-dir'],
  'Engine:': ['window', 'interval', 'lateness', 'rules', 'builtin-rules', 'series-cap'],
  'Output:': ['color', 'ascii', 'log-file'],
} as const satisfies Record<string, readonly SettingKey[]>

/** The heading of a group of flags. */
export type OptionGroup = keyof typeof OPTION_GROUPS

/** Gives `command` the flags of some groups, and some single ones. */
export function addSettings(
  command: Command,
  groups: readonly OptionGroup[],
  more: readonly SettingKey[] = [],
): Command {
  const add = (key: SettingKey, heading: string) => {
    const {flag, description, fallback, isList} = settingOf(key)
    if (flag === undefined) return
    const isPlain = fallback !== undefined && !['true', 'false'].includes(fallback)
    const text = isPlain ? `${description} (default: ${fallback})` : description
    const option = new Option(flag, text).helpGroup(heading)
    if (isList) option.argParser((value: string, before: readonly string[] = []) => [...before, value])
    command.addOption(option)
  }
  for (const key of more) add(key, 'Options:')
  for (const group of groups) for (const key of OPTION_GROUPS[group]) add(key, group)
  return command.addOption(new Option('--config <file>', 'config file (see plugmon config path)').helpGroup('Output:'))
}

/** What was given on the command line, by setting; values that commander made up itself do not count. */
export function givenFlags(command: Command, keys: readonly SettingKey[]): Flags {
  const given: Record<string, string | string[] | boolean> = {}
  for (const key of keys) {
    const attribute = key.replace(/-(.)/g, (_, letter: string) => letter.toUpperCase())
    if (command.getOptionValueSource(attribute) === 'cli')
      given[key] = command.getOptionValue(attribute) as string | string[] | boolean
  }
  return given
}
