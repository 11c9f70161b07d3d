import {formatBytes} from '../../format/bytes.ts'
import {formatPercent} from '../../format/number.ts'
import {formatSeconds} from '../../format/seconds.ts'
import type {UsageMethod} from '../../event.ts'
import {fitColumns, headingLine, rowLine, type FittedColumns} from '../columns.ts'
import type {Segment} from '../line.ts'
import type {ListPanel} from '../panel.ts'
import type {Scene} from '../scene.ts'
import {sortPlugins} from '../sort-plugins.ts'
import {idOfPlugin} from './plugins.ts'

interface Usage {
  readonly name: string
  readonly isProcess: boolean
  readonly cpuRatio?: number | undefined
  readonly cpuSeconds?: number | undefined
  readonly memoryBytes?: number | undefined
  readonly method?: UsageMethod | undefined
}

/** CPU and memory: the host processes first, then the plugins by what they use, each with the way in which that came to be known. */
export const usagePanel: ListPanel = {
  title: () => 'CPU & memory',
  heading: (scene, width) => headingLine(fitted(scene, width)),
  rows(scene, width) {
    const columns = fitted(scene, width)
    const {processes, plugins} = scene.snapshot
    const hosts = processes.map((process) => ({
      id: `process\u0000${process.instance}`,
      search: process.instance,
      line: () =>
        rowLine(columns, {...process, name: process.instance, isProcess: true, memoryBytes: process.rssBytes}),
    }))
    const known = plugins.filter(({cpuRatio, memoryBytes, cpuSeconds}) => cpuRatio ?? memoryBytes ?? cpuSeconds)
    const users = sortPlugins(known, scene.state.sort === 'memory' ? 'memory' : 'cpu').map((plugin) => ({
      id: idOfPlugin(plugin),
      search: plugin.pluginName,
      opens: {kind: 'plugin', id: idOfPlugin(plugin)} as const,
      line: () => rowLine(columns, {...plugin, name: plugin.pluginName, isProcess: false}),
    }))
    return [...hosts, ...users]
  },
  empty: () => [['the host tells no usage', 'dim']],
}

function fitted({theme}: Scene, width: number): FittedColumns<Usage> {
  return fitColumns<Usage>(
    [
      {
        title: 'HOST / PLUGIN',
        width: 13,
        growsTo: 40,
        align: 'left',
        rank: 0,
        cell: ({name, isProcess}) => nameOf(theme.clean(name), isProcess),
      },
      {title: 'CPU', width: 5, align: 'right', rank: 0, cell: ({cpuRatio}) => unknown(formatPercent(cpuRatio))},
      {
        title: 'CPU TIME',
        width: 8,
        align: 'right',
        rank: 2,
        cell: ({cpuSeconds}) => unknown(formatSeconds(cpuSeconds)),
      },
      {title: 'MEM', width: 6, align: 'right', rank: 0, cell: ({memoryBytes}) => unknown(formatBytes(memoryBytes))},
      {title: 'METHOD', width: 8, align: 'left', rank: 1, cell: ({method}) => [method ?? '—', 'dim']},
    ],
    width,
  )
}

function nameOf(name: string, isProcess: boolean): Segment {
  return isProcess ? [name, 'strong'] : name
}

function unknown(text: string): Segment {
  return text === '—' ? [text, 'dim'] : text
}
