import {formatBytes} from '../../format/bytes.ts'
import {formatPercent, formatShort} from '../../format/number.ts'
import {formatAge, formatSeconds} from '../../format/seconds.ts'
import {sparkline} from '../../format/sparkline.ts'
import type {Distribution} from '../../figures.ts'
import type {PluginView} from '../../snapshot.ts'
import {fitColumns, headingLine, rowLine, type Column, type FittedColumns} from '../columns.ts'
import type {Segment} from '../line.ts'
import {FEW_SAMPLES, findLimit} from '../limits.ts'
import type {ListPanel} from '../panel.ts'
import type {Scene} from '../scene.ts'
import {signOfPlugin} from '../signs.ts'
import {sortPlugins} from '../sort-plugins.ts'

/** The identity of a plugin: two instances may have plugins of one name. */
export function idOfPlugin({instance, pluginName}: Pick<PluginView, 'instance' | 'pluginName'>): string {
  return `${instance}\u0000${pluginName}`
}

/** The table of plugins. */
export const pluginsPanel: ListPanel = {
  title: ({state}) => `Plugins · by ${state.sort}`,
  heading: (scene, width) => headingLine(fitted(scene, width)),
  rows(scene, width) {
    const columns = fitted(scene, width)
    return sortPlugins(scene.snapshot.plugins, scene.state.sort).map((plugin) => {
      const id = idOfPlugin(plugin)
      return {id, search: plugin.pluginName, opens: {kind: 'plugin', id}, line: () => rowLine(columns, plugin)}
    })
  },
  empty: () => [['no plugin seen yet', 'dim']],
}

function fitted(scene: Scene, width: number): FittedColumns<PluginView> {
  const {theme, snapshot} = scene
  const errorLimit = findLimit(snapshot, 'plugin_errors')?.limit ?? Infinity
  const failureLimit = findLimit(snapshot, 'plugin_load_failures')?.limit ?? Infinity
  const p99Limit = findLimit(snapshot, 'plugin_load_time', 0.99)?.limit ?? Infinity
  const p50Limit = findLimit(snapshot, 'plugin_load_time', 0.5)?.limit ?? Infinity
  const columns: Column<PluginView>[] = [
    {title: '', width: 1, align: 'left', rank: 0, cell: ({severity}) => signOfPlugin(severity, theme.glyphs)},
    {title: 'PLUGIN', width: 12, growsTo: 32, align: 'left', rank: 0, cell: ({pluginName}) => theme.clean(pluginName)},
    {title: 'INSTANCE', width: 10, growsTo: 18, align: 'left', rank: 7, cell: ({instance}) => theme.clean(instance)},
    {title: 'VERSION', width: 8, align: 'left', rank: 5, cell: ({version}) => unknown(version && theme.clean(version))},
    {title: 'STATE', width: 13, align: 'left', rank: 0, cell: (plugin) => stateOf(plugin, scene)},
    {title: 'P50', width: 6, align: 'right', rank: 1, cell: ({load}) => seconds(load.p50, p50Limit)},
    {title: 'P99', width: 6, align: 'right', rank: 0, cell: ({load}) => p99Of(load, p99Limit)},
    {title: 'N', width: 5, align: 'right', rank: 2, cell: ({load}) => quiet(load.count, formatShort)},
    {
      title: 'LOADS',
      width: 8,
      growsTo: 16,
      align: 'left',
      rank: 5,
      cell: ({loads}, cells) => trend(loads, cells, theme.isAscii),
    },
    {
      title: 'ERR/MIN',
      width: 7,
      align: 'right',
      rank: 1,
      cell: ({errorsPerMinute}) => over(errorsPerMinute, errorLimit),
    },
    {
      title: 'FAIL/H',
      width: 6,
      align: 'right',
      rank: 4,
      cell: ({failuresPerHour}) => over(failuresPerHour, failureLimit),
    },
    {title: 'CHG/H', width: 5, align: 'right', rank: 3, cell: ({changesPerHour}) => quiet(changesPerHour, formatShort)},
    {title: 'CPU', width: 5, align: 'right', rank: 2, cell: ({cpuRatio}) => unknown(cpuRatio, formatPercent)},
    {title: 'MEM', width: 6, align: 'right', rank: 2, cell: ({memoryBytes}) => unknown(memoryBytes, formatBytes)},
    {title: 'NOW', width: 14, growsTo: 60, align: 'left', rank: 6, cell: (plugin) => nowOf(plugin, scene)},
  ]
  const hasInstances = snapshot.plugins.some(({instance}) => instance !== snapshot.plugins[0]?.instance)
  return fitColumns(
    columns.filter(({title}) => title !== 'INSTANCE' || hasInstances),
    width,
  )
}

function stateOf({state, flapping}: PluginView, {theme}: Scene): Segment {
  if (state === undefined) return ['—', 'dim']
  const text = theme.clean(state)
  if (flapping.flapping) return [`${text} ${theme.glyphs.flapping}`, 'warning']
  if (state === 'error') return [text, 'critical']
  return state === 'unloaded' || state === 'discovered' ? [text, 'dim'] : text
}

function nowOf({doing, reason, state}: PluginView, {theme, snapshot}: Scene): Segment {
  if (doing) return [`${theme.clean(doing.name)} ${formatAge(snapshot.at - doing.since)}`, 'accent']
  return reason !== undefined && state === 'error' ? theme.clean(reason) : ''
}

function p99Of({p99, count}: Distribution, limit: number): Segment {
  return count < FEW_SAMPLES && p99 !== undefined && p99 <= limit ? [formatSeconds(p99), 'dim'] : seconds(p99, limit)
}

function seconds(value: number | undefined, limit: number): Segment {
  if (value === undefined) return ['—', 'dim']
  return value > limit ? [formatSeconds(value), 'critical'] : formatSeconds(value)
}

function over(value: number, limit: number): Segment {
  return value > limit ? [formatShort(value), 'critical'] : quiet(value, formatShort)
}

/** Zeros are dim, so that what happens stands out. */
function quiet(value: number, format: (value: number) => string): Segment {
  return value === 0 ? ['0', 'dim'] : format(value)
}

function unknown<Value>(value: Value | undefined, format: (value: Value) => string = String): Segment {
  return value === undefined || value === '' ? ['—', 'dim'] : format(value)
}

function trend(loads: readonly number[], width: number, ascii: boolean): Segment {
  return loads.every((count) => count === 0) ? '' : [sparkline(loads, {ascii, width}), 'accent']
}
