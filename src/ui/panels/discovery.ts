import {formatCount} from '../../format/number.ts'
import {formatSeconds} from '../../format/seconds.ts'
import type {Snapshot} from '../../snapshot.ts'
import {fitColumns, headingLine, rowLine, type FittedColumns} from '../columns.ts'
import type {Segment} from '../line.ts'
import {FEW_SAMPLES, findLimit} from '../limits.ts'
import type {ListPanel} from '../panel.ts'
import type {Scene} from '../scene.ts'

type Directory = Snapshot['discoveryByDirectory'][number]

/** How long finding the plugins took, by directory. */
export const discoveryPanel: ListPanel = {
  title: () => 'Discovery by directory',
  heading: (scene, width) => headingLine(fitted(scene, width)),
  rows(scene, width) {
    const columns = fitted(scene, width)
    return scene.snapshot.discoveryByDirectory.map((directory) => ({
      id: `${directory.instance}\u0000${directory.directory}`,
      search: directory.directory,
      line: () => rowLine(columns, directory),
    }))
  },
  empty: () => [['no discovery seen yet', 'dim']],
}

function fitted({theme, snapshot}: Scene, width: number): FittedColumns<Directory> {
  const p50Limit = findLimit(snapshot, 'plugin_discovery_time', 0.5)?.limit ?? Infinity
  const p99Limit = findLimit(snapshot, 'plugin_discovery_time', 0.99)?.limit ?? Infinity
  return fitColumns<Directory>(
    [
      {
        title: 'DIRECTORY',
        width: 12,
        growsTo: 60,
        align: 'left',
        rank: 0,
        cell: ({directory}) => theme.clean(directory),
      },
      {
        title: 'N',
        width: 4,
        align: 'right',
        rank: 2,
        cell: ({window}) => (window.count === 0 ? ['0', 'dim'] : formatCount(window.count)),
      },
      {title: 'P50', width: 6, align: 'right', rank: 1, cell: ({window}) => against(window.p50, p50Limit, false)},
      {
        title: 'P99',
        width: 6,
        align: 'right',
        rank: 0,
        cell: ({window}) => against(window.p99, p99Limit, window.count < FEW_SAMPLES),
      },
      {title: 'START P99', width: 9, align: 'right', rank: 3, cell: ({start}) => [formatSeconds(start.p99), 'dim']},
    ],
    width,
  )
}

function against(value: number | undefined, limit: number, isThin: boolean): Segment {
  const text = formatSeconds(value)
  if (value === undefined) return [text, 'dim']
  if (value > limit) return [text, 'critical']
  return isThin ? [text, 'dim'] : text
}
