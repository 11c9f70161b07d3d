import {formatTime} from '../format/time.ts'
import type {Change} from '../change.ts'
import {changeText} from './change-text.ts'
import {summaryDocument} from './document.ts'
import {sortedLabels} from './order.ts'
import type {StyleOptions} from './style.ts'
import {sample} from './tidy.ts'

/**
 * One change as one line, with its newline: `ndjson` for programs, `{"type":…,"at":…,…}` with times RFC 3339 and a key absent
 * where its value is not known; `text` for people.
 */
export function changeLine(change: Change, format: 'ndjson' | 'text', options: StyleOptions = {}): string {
  return `${format === 'ndjson' ? JSON.stringify(changeDocument(change)) : changeText(change, options)}\n`
}

function changeDocument(change: Change): object {
  const head = {type: change.type, at: formatTime(change.at)}
  switch (change.type) {
    case 'alert': {
      const {alertname, severity, state, labels, annotations, value, activeAt} = change
      return {
        ...head,
        alertname,
        severity,
        state,
        labels: sortedLabels(labels),
        annotations: sortedLabels(annotations),
        value: sample(value),
        activeAt: formatTime(activeAt),
      }
    }
    case 'state': {
      const {instance, pluginName, version, oldState, newState, reason} = change
      return {...head, instance, plugin_name: pluginName, version, old_state: oldState, new_state: newState, reason}
    }
    case 'critical':
      return {...head, instance: change.instance, plugin_name: change.pluginName, message: change.message}
    case 'source':
      return {...head, source: change.source, instance: change.instance, state: change.state, text: change.text}
    case 'mark':
      return {...head, kind: change.kind, instance: change.instance, text: change.text}
    case 'summary':
      return {...head, ...summaryDocument(change.snapshot)}
  }
}
