import type {Snapshot} from '../../src/snapshot.ts'
import {AT, FULL, wholeOf} from '../helpers/snapshot-fixture.ts'

const MINUTE = 60_000
const [theme, broken, foreign, unloaded, ...healthy] = wholeOf(FULL).plugins
const [firing, slow, , silent] = FULL.alerts

const DROPPED = {dropped: 1207, droppedByLevel: {DEBUG: 1100, INFO: 104}}

/** The host of the screens as a report shows it, since the start, with text that means harm and values that JSON cannot count. */
export const RICH: Snapshot = {
  ...FULL,
  window: 'start',
  period: {from: AT - 60 * MINUTE, to: AT + 0.25},
  sources: FULL.sources.map((source) => ({...source, ...DROPPED})),
  engine: {...FULL.engine, ...DROPPED, lost: 12, overflowed: {plugin_errors: 7}},
  discoveryByDirectory: FULL.discoveryByDirectory.map((row, index) =>
    index === 1 ? {...row, directory: '/opt/a|b'} : row,
  ),
  plugins: [
    theme!,
    broken!,
    foreign!,
    unloaded!,
    {...theme!, severity: 0, pluginName: 'evil\x1b]0;owned\x07-<img>'},
    ...healthy.slice(0, 21),
  ],
  alerts: [
    slow!,
    {...firing!, annotations: {summary: 'theme-7 fails\nall the time', runbook: 'https://example.org/r'}},
    {...slow!, alertname: 'Ratio', value: Infinity, labels: {b: '2', a: '1'}, threshold: undefined},
    silent!,
  ],
  incidents: FULL.incidents.map((row, index) => (index === 1 ? {...row, peak: NaN} : row)),
  rules: [{group: 'own', name: 'Broken', health: 'err', error: 'many-to-many matching not allowed'}, ...FULL.rules],
}
