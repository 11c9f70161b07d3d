import type {PluginEvent} from '../event.ts'
import type {Change} from '../change.ts'

/** What an event changes that somebody who follows along wants to read: a plugin's state, a CRITICAL line. */
export function changesOf(instance: string, event: PluginEvent): Change[] {
  const {time: at} = event
  if (event.type === 'state') {
    const {pluginName, version, oldState, newState, reason} = event
    return [{type: 'state', at, instance, pluginName, version, oldState, newState, reason}]
  }
  if (event.type === 'log' && event.level === 'CRITICAL')
    return [{type: 'critical', at, instance, pluginName: event.pluginName, message: event.message}]
  return []
}
