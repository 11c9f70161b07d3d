import type {PluginFigures} from '../figures.ts'
import type {AlertView, PluginView} from '../snapshot.ts'

/** Gives each plugin its severity: 3 a firing critical alert, 2 a firing warning or in error, 1 pending or flapping, 0 none. */
export function withSeverity(plugins: readonly PluginFigures[], alerts: readonly AlertView[]): PluginView[] {
  const worst = new Map<string, number>()
  for (const {labels, state, severity} of alerts) {
    const {plugin_name: plugin, instance} = labels
    if (plugin === undefined || state === 'resolved') continue
    const key = JSON.stringify([instance, plugin])
    const weight = state === 'pending' ? 1 : severity === 'critical' ? 3 : 2
    worst.set(key, Math.max(worst.get(key) ?? 0, weight))
  }
  return plugins.map((plugin) => {
    const own = plugin.state === 'error' ? 2 : plugin.flapping.flapping ? 1 : 0
    const alerted = worst.get(JSON.stringify([plugin.instance, plugin.pluginName])) ?? 0
    return {...plugin, severity: Math.max(own, alerted)}
  })
}
