import {formatBytes} from '../../format/bytes.ts'
import {formatCount, UNKNOWN} from '../../format/number.ts'
import {formatSeconds} from '../../format/seconds.ts'
import type {PluginView, Snapshot} from '../../snapshot.ts'
import {instanceText} from '../instance-text.ts'
import {byText, ordered} from '../order.ts'
import {figure, section, text, type Cell, type Section} from '../section.ts'
import {p99Cell} from './durations.ts'

/** Plugins that are listed, the worst first; the JSON has them all. */
const LIMIT = 20

/** The plugins that need a look first. */
export function pluginSection(snapshot: Snapshot): Section {
  const {plugins} = snapshot
  const instance = instanceText(snapshot)
  const columns = [
    text('PLUGIN', true),
    text('INSTANCE', true),
    text('STATE'),
    text('REASON', true),
    text('VERSION'),
    ...['LOADS', 'P50', 'P99', 'ERRORS', 'FAILED', 'CHANGES', 'MAX', 'CPU', 'MEMORY'].map(figure),
    text('METHOD'),
  ]
  return section(
    'Plugins',
    columns,
    ordered(plugins, worstFirst, byText('pluginName'), byText('instance')),
    LIMIT,
    (plugin) => [
      plugin.pluginName,
      instance(plugin.instance),
      stateCell(plugin),
      {text: plugin.reason ?? '', tone: 'bad'},
      plugin.version ?? UNKNOWN,
      formatCount(plugin.load.count),
      formatSeconds(plugin.load.p50),
      p99Cell(plugin.load),
      {text: formatCount(plugin.errors), tone: plugin.errors > 0 ? 'warn' : undefined},
      {text: formatCount(plugin.loadFailures), tone: plugin.loadFailures > 0 ? 'warn' : undefined},
      formatCount(plugin.stateChanges),
      formatSeconds(plugin.load.max),
      formatSeconds(plugin.cpuSeconds),
      formatBytes(plugin.memoryBytes),
      {text: plugin.method ?? UNKNOWN, tone: 'dim'},
    ],
  )
}

function worstFirst(a: PluginView, b: PluginView): number {
  return (
    b.severity - a.severity ||
    b.errors + b.loadFailures - (a.errors + a.loadFailures) ||
    (b.load.p99 ?? 0) - (a.load.p99 ?? 0)
  )
}

function stateCell({state, flapping}: PluginView): Cell {
  const said = `${state ?? UNKNOWN}${flapping.flapping ? ' ⇄' : ''}`
  if (state === 'error') return {text: `✗ ${said}`, tone: 'bad'}
  return {text: said, tone: flapping.flapping ? 'warn' : undefined}
}
