import {formatBytes} from '../../format/bytes.ts'
import {fitText} from '../../format/fit-text.ts'
import {formatCount, formatNumber, formatPercent} from '../../format/number.ts'
import {formatRate} from '../../format/rate.ts'
import {formatAge, formatSeconds} from '../../format/seconds.ts'
import {formatDateTime} from '../../format/time.ts'
import type {Distribution} from '../../figures.ts'
import type {PluginView, Snapshot} from '../../snapshot.ts'
import type {Line} from '../line.ts'
import {formatMoment} from '../moment.ts'
import {idOfPlugin} from '../panels/plugins.ts'
import {subjectOf} from '../panels/alerts.ts'
import type {Scene} from '../scene.ts'
import {signOfAlert} from '../signs.ts'
import {cellsOfText} from '../terminal/cell-width.ts'
import {section} from './section.ts'

const LABEL_WIDTH = 14
const VALUE_WIDTH = 9
const HEADINGS = ['', 'n', 'mean', 'P50', 'P90', 'P99', 'max']

/** Everything that is known of one plugin. */
export function pluginDetail(scene: Scene, id: string): readonly Line[] {
  const {snapshot, whole, theme} = scene
  const isSought = (each: PluginView): boolean => idOfPlugin(each) === id
  const plugin = snapshot.plugins.find(isSought)
  const sinceStart = whole?.plugins.find(isSought)
  if (!plugin) return [[['this plugin is not known any more', 'dim']]]
  return [
    field('plugin', [
      [theme.clean(plugin.pluginName), 'strong'],
      `  ${theme.clean(plugin.version ?? '')}  on ${theme.clean(plugin.instance)}`,
    ]),
    field('state', stateLine(scene, plugin)),
    field('errors', [`${formatCount(plugin.errors)}  (${formatRate(plugin.errorsPerMinute, '/min')})`]),
    field('failed loads', [`${formatCount(plugin.loadFailures)}  (${formatRate(plugin.failuresPerHour, '/h')})`]),
    field('state changes', changesLine(scene, plugin)),
    field('usage', [
      `cpu ${formatPercent(plugin.cpuRatio)}  ${formatSeconds(plugin.cpuSeconds)}   memory ${formatBytes(plugin.memoryBytes)}   by ${plugin.method ?? '—'}`,
    ]),
    [],
    [[table(HEADINGS), 'dim']],
    ...(['load', 'initialize'] as const).flatMap((name): Line[] => [
      [table([`${name} ${snapshot.window}`, ...figures(plugin[name])])],
      ...(sinceStart ? [[[table([`${name} start`, ...figures(sinceStart[name])]), 'dim']] satisfies Line] : []),
    ]),
    ...section('Elsewhere', others(scene, plugin)),
    ...section('Alerts', alertsOf(scene, plugin)),
    ...section('Spans', spansOf(scene, plugin)),
    ...section('Errors, newest first', errorsOf(scene, plugin)),
  ]
}

function stateLine({theme, offsetMinutes, snapshot}: Scene, {state, since, reason}: PluginView): Line {
  return [
    theme.clean(state ?? '—'),
    since === undefined ? '' : `  since ${formatDateTime(since, offsetMinutes)} (${formatAge(snapshot.at - since)})`,
    reason === undefined ? '' : [`  ${theme.clean(reason)}`, 'critical'],
  ]
}

function changesLine({theme}: Scene, {stateChanges, changesPerHour, flapping}: PluginView): Line {
  return [
    `${formatCount(stateChanges)}  (${formatRate(changesPerHour, '/h')})  `,
    flapping.flapping ? [`${theme.glyphs.flapping} flapping  `, 'warning'] : '',
    [`${formatNumber(flapping.score)} % of the last changes`, 'dim'],
  ]
}

function figures({count, mean, p50, p90, p99, max}: Distribution): string[] {
  return [formatCount(count), ...[mean, p50, p90, p99, max].map(formatSeconds)]
}

function others({snapshot, theme}: Scene, plugin: PluginView): Line[] {
  return snapshot.plugins
    .filter((each) => each.pluginName === plugin.pluginName && each.instance !== plugin.instance)
    .map(({instance, version, state}) => [
      `${theme.clean(instance)}  ${theme.clean(version ?? '')}  ${theme.clean(state ?? '—')}`,
    ])
}

function alertsOf({snapshot, theme}: Scene, {pluginName}: PluginView): Line[] {
  return snapshot.alerts
    .filter(({labels}) => labels['plugin_name'] === pluginName)
    .map((alert) => [
      signOfAlert(alert, theme.glyphs),
      ` ${alert.state}  ${theme.clean(alert.alertname)} ${theme.clean(subjectOf(alert))}`,
    ])
}

function spansOf(scene: Scene, plugin: PluginView): Line[] {
  const {snapshot, theme} = scene
  return [...snapshot.unfinished, ...snapshot.slowest]
    .filter((span) => span.pluginName === plugin.pluginName && span.instance === plugin.instance)
    .map(({start, name, duration, status, message}) => [
      [`${formatMoment(scene, start)}  `, 'dim'],
      `${theme.clean(name)}  `,
      duration === undefined ? [`${formatAge(snapshot.at - start)} so far`, 'warning'] : formatSeconds(duration),
      status === 'error' ? [`  ${theme.clean(message ?? 'error')}`, 'critical'] : '',
    ])
}

function errorsOf(scene: Scene, plugin: PluginView): Line[] {
  const {snapshot, theme} = scene
  const mine = (log: Snapshot['recentErrors'][number]): boolean =>
    log.pluginName === plugin.pluginName && log.instance === plugin.instance
  return snapshot.recentErrors
    .filter(mine)
    .toReversed()
    .map(({at, errorType, message}) => [
      [`${formatMoment(scene, at)}  `, 'dim'],
      errorType === undefined ? '' : [`${theme.clean(errorType)}  `, 'critical'],
      theme.clean(message),
    ])
}

function field(label: string, line: Line): Line {
  return [[fitText(label, LABEL_WIDTH, 'left', cellsOfText), 'dim'], ...line]
}

function table(cells: readonly string[]): string {
  return cells
    .map((cell, index) =>
      fitText(cell, index === 0 ? LABEL_WIDTH + 4 : VALUE_WIDTH, index === 0 ? 'left' : 'right', cellsOfText),
    )
    .join('')
}
