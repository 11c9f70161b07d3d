import {unwatchFile, watchFile} from 'node:fs'
import {formatWhere, PlugmonError} from '../errors.ts'
import type {Monitor} from '../monitor/monitor.ts'
import {loadRules} from './load-alerting.ts'
import type {Settings} from './settings.ts'

/** How often rule files are looked at: polling also sees an editor that puts a new file in place of the old. */
const LOOK_MS = 1_000

/** Puts edited rule files in force, all or nothing, and says so; gives the way to stop. */
export function reloadRules(monitor: Monitor, settings: Settings): () => void {
  const reload = async (): Promise<void> => {
    try {
      const groups = await loadRules(settings)
      monitor.loadRules(groups)
      monitor.tellRules(`rules reloaded: ${String(groups.reduce((sum, {rules}) => sum + rules.length, 0))} in force`)
    } catch (error) {
      if (!(error instanceof PlugmonError)) throw error
      const where = formatWhere(error.where)
      monitor.tellRules(`rules not reloaded, the old ones stay: ${where === '' ? '' : `${where}: `}${error.message}`)
    }
  }
  for (const path of settings.rules) watchFile(path, {interval: LOOK_MS, persistent: false}, reload)
  return () => {
    for (const path of settings.rules) unwatchFile(path, reload)
  }
}
