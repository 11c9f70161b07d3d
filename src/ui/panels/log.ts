import type {LogView, Mark} from '../../snapshot.ts'
import {fitColumns, rowLine, type Column} from '../columns.ts'
import type {Segment} from '../line.ts'
import {formatMoment, MOMENT_WIDTH} from '../moment.ts'
import {allWell} from '../nothing.ts'
import type {ListPanel} from '../panel.ts'
import type {Scene} from '../scene.ts'
import {signOfMark} from './incidents.ts'
import {STYLE_OF_LEVEL} from './levels.ts'

/** A line of the log panel: an error of a host's log, or something that befell the host. */
interface Entry {
  readonly id: string
  readonly at: number
  readonly instance: string
  readonly text: string
  readonly log?: LogView
  readonly mark?: Mark
}

/** Errors and CRITICAL lines, restarts and gaps, newest first. */
export const logPanel: ListPanel = {
  title: () => 'Errors, CRITICAL lines, restarts and gaps · newest first',
  rows(scene, width) {
    const columns = fitColumns(columnsOf(scene), width)
    return logEntries(scene).map((entry) => ({
      id: entry.id,
      search: `${entry.log?.pluginName ?? ''} ${entry.log?.errorType ?? ''} ${entry.text}`,
      opens: {kind: 'log', id: entry.id},
      line: () => rowLine(columns, entry),
    }))
  },
  empty: (scene) => allWell(scene, 'nothing to report'),
}

/** Newest first. A CRITICAL line is a mark, too: it stands here once. */
export function logEntries({snapshot: {recentErrors, marks}}: Scene): readonly Entry[] {
  const logs = recentErrors.map((log): Entry => ({
    id: `${log.at} ${log.instance} ${log.message}`,
    at: log.at,
    instance: log.instance,
    text: log.message,
    log,
  }))
  const others = marks
    .filter(({kind}) => kind !== 'critical')
    .map((mark): Entry => ({
      id: `${mark.at} ${mark.kind} ${mark.text}`,
      at: mark.at,
      instance: mark.instance,
      text: mark.text,
      mark,
    }))
  return [...logs, ...others].sort((a, b) => b.at - a.at)
}

function columnsOf(scene: Scene): Column<Entry>[] {
  const {theme} = scene
  return [
    {title: '', width: MOMENT_WIDTH, align: 'left', rank: 0, cell: ({at}) => [formatMoment(scene, at), 'dim']},
    {title: '', width: 10, align: 'left', rank: 0, cell: (entry) => kindOf(entry, scene)},
    {
      title: '',
      width: 16,
      align: 'left',
      rank: 1,
      cell: ({log, instance}) => theme.clean(log?.pluginName ?? instance),
    },
    {title: '', width: 20, growsTo: 500, align: 'left', rank: 0, cell: (entry) => textOfEntry(entry, scene)},
  ]
}

function kindOf({log, mark}: Entry, {theme}: Scene): Segment {
  if (log) {
    const sign = log.level === 'CRITICAL' ? theme.glyphs.critical : theme.glyphs.bad
    return [`${sign} ${log.level}`, STYLE_OF_LEVEL[log.level]]
  }
  if (!mark) return ''
  const {sign, style} = signOfMark(mark.kind, theme.glyphs)
  return [`${sign} ${mark.kind}`, style]
}

function textOfEntry({log, text}: Entry, {theme}: Scene): Segment {
  return theme.clean(log?.errorType === undefined ? text : `${log.errorType}: ${text}`)
}
