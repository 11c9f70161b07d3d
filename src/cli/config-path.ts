import {homedir} from 'node:os'
import {join} from 'node:path'

/** `$XDG_CONFIG_HOME/plugmon/config.yaml`, or below `~/.config`. */
export function defaultConfigPath(environment: Readonly<Record<string, string | undefined>>): string {
  return join(environment['XDG_CONFIG_HOME'] || join(homedir(), '.config'), 'plugmon', 'config.yaml')
}
