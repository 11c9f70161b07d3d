import {mkdirSync, readFileSync, renameSync, writeFileSync} from 'node:fs'
import {join} from 'node:path'
import type {Monitor} from '../monitor/monitor.ts'
import type {SavedAlert} from '../rules/restore.ts'

/** How often the alerts are written while plugmon runs: what a kill may cost. */
const SAVE_MS = 15_000

/** Keeps pending and firing alerts in the state folder, beginning with those of the last time; gives the way to stop, which writes once more. */
export function keepAlerts(monitor: Monitor, folder: string): () => void {
  const path = join(folder, 'alerts.json')
  mkdirSync(folder, {recursive: true})
  monitor.restoreAlerts(load(path))
  const save = () => {
    writeFileSync(`${path}.new`, JSON.stringify(monitor.saveAlerts()))
    renameSync(`${path}.new`, path)
  }
  const timer = setInterval(save, SAVE_MS).unref()
  return () => {
    clearInterval(timer)
    save()
  }
}

/** What cannot be read is as if there were nothing: alerts then begin anew. */
function load(path: string): SavedAlert[] {
  try {
    const saved: unknown = JSON.parse(readFileSync(path, 'utf8'))
    return Array.isArray(saved) ? saved.filter(isSavedAlert) : []
  } catch {
    return []
  }
}

function isSavedAlert(value: unknown): value is SavedAlert {
  if (typeof value !== 'object' || value === null) return false
  const {labels, activeAt, seenAt} = value as Record<string, unknown>
  return (
    typeof labels === 'object' &&
    labels !== null &&
    Object.values(labels).every((label) => typeof label === 'string') &&
    Number.isFinite(activeAt) &&
    Number.isFinite(seenAt)
  )
}
