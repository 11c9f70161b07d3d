import type {Snapshot} from '../snapshot.ts'
import {instanceText} from './instance-text.ts'

/** Labels that stand in columns of their own, or, the plugin, first and without a name. */
const APART = new Set(['alertname', 'severity', 'plugin_name'])

/** Labels for a person, whose subject is the plugin: `theme-7 instance=host-1`. */
export function labelText(labels: Readonly<Record<string, string>>): string {
  const rest = Object.entries(labels).filter(([name]) => !APART.has(name))
  return [labels['plugin_name'] ?? '', ...rest.map(([name, value]) => `${name}=${value}`)].join(' ').trim()
}

/** Labels for a row of a table, without the instance where all is of one. */
export function rowLabels(snapshot: Snapshot): (labels: Readonly<Record<string, string>>) => string {
  const instance = instanceText(snapshot)
  return ({instance: whose = '', ...labels}) =>
    labelText(instance(whose) === '' ? labels : {...labels, instance: whose})
}
