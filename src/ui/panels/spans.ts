import {formatAge, formatSeconds} from '../../format/seconds.ts'
import type {SpanView} from '../../figures.ts'
import {fitColumns, headingLine, rowLine, type FittedColumns} from '../columns.ts'
import type {Segment} from '../line.ts'
import {formatMoment, MOMENT_WIDTH} from '../moment.ts'
import type {ListPanel} from '../panel.ts'
import type {Scene} from '../scene.ts'
import {idOfPlugin} from './plugins.ts'

/** What is running now, the oldest first, and then the slowest loads. */
export const spansPanel: ListPanel = {
  title: ({snapshot}) => `Slowest and unfinished · ${snapshot.unfinishedTotal} unfinished`,
  heading: (scene, width) => headingLine(fitted(scene, width)),
  rows(scene, width) {
    const columns = fitted(scene, width)
    return [...scene.snapshot.unfinished, ...scene.snapshot.slowest].map((span) => ({
      id: `${span.instance}\u0000${span.traceId}\u0000${span.spanId}`,
      search: `${span.name} ${span.pluginName ?? ''} ${span.message ?? ''}`,
      opens: opens(span),
      line: () => rowLine(columns, span),
    }))
  },
  empty: () => [['no span in this window', 'dim']],
}

function opens({pluginName, instance}: SpanView): {kind: 'plugin'; id: string} | undefined {
  return pluginName === undefined ? undefined : {kind: 'plugin', id: idOfPlugin({instance, pluginName})}
}

function fitted(scene: Scene, width: number): FittedColumns<SpanView> {
  const {theme} = scene
  return fitColumns<SpanView>(
    [
      {title: 'DURATION', width: 14, align: 'left', rank: 0, cell: (span) => durationOf(span, scene)},
      {title: 'SPAN', width: 17, align: 'left', rank: 1, cell: ({name}) => theme.clean(name)},
      {
        title: 'PLUGIN',
        width: 12,
        growsTo: 32,
        align: 'left',
        rank: 0,
        cell: ({pluginName}) => (pluginName === undefined ? ['—', 'dim'] : theme.clean(pluginName)),
      },
      {
        title: 'BEGAN',
        width: MOMENT_WIDTH,
        align: 'left',
        rank: 2,
        cell: ({start}) => [formatMoment(scene, start), 'dim'],
      },
      {title: 'TRACE', width: 17, align: 'left', rank: 5, cell: ({traceId}) => [theme.clean(traceId), 'dim']},
      {title: 'STATUS', width: 8, growsTo: 100, align: 'left', rank: 3, cell: (span) => statusOf(span, scene)},
    ],
    width,
  )
}

function durationOf({duration, start}: SpanView, {theme, snapshot}: Scene): Segment {
  if (duration !== undefined) return `  ${formatSeconds(duration)}`
  return [`${theme.glyphs.open} ${formatAge(snapshot.at - start)} so far`, 'warning']
}

function statusOf({status, message, duration}: SpanView, {theme}: Scene): Segment {
  if (duration === undefined) return ['running', 'warning']
  if (status === 'error')
    return [`${theme.glyphs.bad} ${message === undefined ? 'error' : theme.clean(message)}`, 'critical']
  return [status ?? '', 'dim']
}
