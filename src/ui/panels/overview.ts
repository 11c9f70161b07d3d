import {formatBytes} from '../../format/bytes.ts'
import {fitText} from '../../format/fit-text.ts'
import {formatCount, formatPercent} from '../../format/number.ts'
import {formatMeasure, formatRate} from '../../format/rate.ts'
import {formatSeconds} from '../../format/seconds.ts'
import {sparkline} from '../../format/sparkline.ts'
import type {ProcessView} from '../../figures.ts'
import {fitParts} from '../fit-parts.ts'
import {spread, type Line, type Segment} from '../line.ts'
import {findLimit} from '../limits.ts'
import {hasNoData} from '../nothing.ts'
import type {FixedPanel} from '../panel.ts'
import type {Scene} from '../scene.ts'
import {signOfVerdict} from '../signs.ts'
import {cellsOfText} from '../terminal/cell-width.ts'
import {stateBar} from './state-bar.ts'

/** Narrower than this, labels and blanks shrink. */
const NARROW = 44
/** Narrower than this, signs stand without their words. */
const SLENDER = 34
const VALUE_WIDTH = 8
/** From this height on there is room for every figure; below it for the five lines that matter. */
const TALL = 8

/** How many plugins stand where, and the rates of what happens to them. */
export const overviewPanel: FixedPanel = {
  title: () => 'Plugin Overview',
  lines(scene, width, height) {
    const isTall = height >= TALL
    const rates = [errorRate(scene, width), loadMean(scene, width), failures(scene, width, isTall)]
    const top = [counts(scene, width), stateBar(scene, width)]
    return isTall
      ? [...top, [], ...rates, stateChanges(scene, width), usage(scene, width), hosts(scene, width)]
      : [...top, ...rates]
  },
}

function counts({snapshot: {totals}}: Scene, width: number): Line {
  const {plugins, loaded, error, unloaded} = totals
  if (plugins === 0) return [['no plugin seen yet', 'dim']]
  const isNarrow = width < NARROW
  const left = [
    {rank: 0, line: [[formatCount(loaded), 'strong'], ' loaded'] satisfies Line},
    {rank: 1, line: [[`${formatCount(error)} error`, error > 0 ? 'critical' : 'dim']] satisfies Line},
    {rank: 2, line: [[`${formatCount(unloaded)} unloaded`, 'dim']] satisfies Line},
  ]
  const all = isNarrow ? formatCount(plugins) : `${formatCount(plugins)} plugins`
  return spread(fitParts(left, width - all.length - 1, isNarrow ? '  ' : '   '), [[all, 'dim']], width)
}

function errorRate(scene: Scene, width: number): Line {
  const {rates} = scene.snapshot
  const limit = findLimit(scene.snapshot, 'plugin_errors')
  const value = hasNoData(scene) ? undefined : rates.errorsPerMinute
  return figure(scene, width, 'error rate', formatRate(value, '/min'), limit?.verdict, rates.errors)
}

function loadMean(scene: Scene, width: number): Line {
  const {load, rates} = scene.snapshot
  return figure(scene, width, 'load mean', formatSeconds(load.window.mean), undefined, rates.loadMean)
}

function failures(scene: Scene, width: number, isTall: boolean): Line {
  const {rates} = scene.snapshot
  const limit = findLimit(scene.snapshot, 'plugin_load_failures')
  const value = hasNoData(scene) ? undefined : rates.failuresPerHour
  const line = figure(scene, width, 'failures', formatRate(value, '/h'), limit?.verdict)
  if (!isTall) return [...line, ...flapping(scene, width).slice(0, 1)]
  return limit ? [...line, [`limit ${formatMeasure(limit.limit, limit.unit)}`, 'dim']] : line
}

function stateChanges(scene: Scene, width: number): Line {
  const value = hasNoData(scene) ? undefined : scene.snapshot.rates.changesPerHour
  return [...figure(scene, width, 'state changes', formatRate(value, '/h'), undefined), ...flapping(scene, width)]
}

function flapping(scene: Scene, width: number): Line {
  const {snapshot, theme} = scene
  const names = snapshot.plugins
    .filter(({flapping}) => flapping.flapping)
    .map(({pluginName}) => theme.clean(pluginName))
  if (names.length === 0) return hasNoData(scene) || width < SLENDER ? [] : [['none flapping', 'dim']]
  return [
    [`${theme.glyphs.flapping} ${names.length}${width < SLENDER ? '' : ' flapping'}`, 'warning'],
    `  ${names.slice(0, 3).join(', ')}`,
  ]
}

function usage(scene: Scene, width: number): Line {
  const {processes} = scene.snapshot
  const methods = [...new Set(processes.map(({method}) => method).filter((method) => method !== undefined))]
  const line = figure(scene, width, 'memory', formatBytes(sum(processes, 'rssBytes')), undefined)
  return [
    ...line,
    'cpu ',
    formatPercent(sum(processes, 'cpuRatio')),
    [methods.length > 0 ? `  by ${methods.join(', ')}` : '', 'dim'],
  ]
}

function hosts(scene: Scene, width: number): Line {
  const {processes, at} = scene.snapshot
  const [only, ...others] = processes
  if (others.length > 0) return figure(scene, width, 'hosts', formatCount(processes.length), undefined)
  const up = only?.startedAt === undefined ? undefined : (at - only.startedAt) / 1000
  const facts = [only?.runtime, only?.pid === undefined ? undefined : `pid ${only.pid}`].filter(
    (fact) => fact !== undefined,
  )
  return [
    ...figure(scene, width, 'host up', formatSeconds(up), undefined),
    [scene.theme.clean(facts.join('  ')), 'dim'],
  ]
}

function sum(processes: readonly ProcessView[], key: 'rssBytes' | 'cpuRatio'): number | undefined {
  const known = processes.map((process) => process[key]).filter((value) => value !== undefined)
  return known.length === 0 ? undefined : known.reduce((total, value) => total + value, 0)
}

/** Label, figure, sign, and the course of it over the window, in columns that all lines share. */
function figure(
  scene: Scene,
  width: number,
  label: string,
  value: string,
  verdict: Parameters<typeof signOfVerdict>[0],
  course: readonly (number | undefined)[] = [],
): Line {
  const {theme} = scene
  const labelWidth = width < NARROW ? 11 : 14
  const line: Segment[] = [
    [fitText(label, labelWidth, 'left', cellsOfText), 'dim'],
    fitText(value, VALUE_WIDTH, 'right', cellsOfText),
    ' ',
    signOfVerdict(verdict, theme.glyphs),
    '  ',
  ]
  if (course.length === 0 || hasNoData(scene)) return line
  return [...line, [sparkline(course, {ascii: theme.isAscii, width: width - labelWidth - VALUE_WIDTH - 4}), 'accent']]
}
