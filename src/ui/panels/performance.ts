import {fitText} from '../../format/fit-text.ts'
import {formatCount} from '../../format/number.ts'
import {formatSeconds} from '../../format/seconds.ts'
import type {Distribution, WindowedDistribution} from '../../figures.ts'
import type {Line} from '../line.ts'
import {FEW_SAMPLES, findLimit} from '../limits.ts'
import type {FixedPanel} from '../panel.ts'
import type {Scene} from '../scene.ts'
import {signOfVerdict} from '../signs.ts'
import {cellsOfText} from '../terminal/cell-width.ts'

interface Block {
  readonly label: string
  readonly short: string
  readonly metric: string
  readonly of: (scene: Scene) => WindowedDistribution
}

interface Figure {
  readonly label: string
  readonly quantile?: number
  readonly text: (distribution: Distribution) => string
}

const LOAD: Block = {label: 'load time', short: 'load', metric: 'plugin_load_time', of: ({snapshot}) => snapshot.load}
const INITIALIZE: Block = {
  label: 'initialize',
  short: 'init',
  metric: 'plugin_initialize_time',
  of: ({snapshot}) => snapshot.initialize,
}
const DISCOVERY: Block = {
  label: 'discovery',
  short: 'disc',
  metric: 'plugin_discovery_time',
  of: ({snapshot}) => snapshot.discovery,
}

const P50: Figure = {label: 'P50', quantile: 0.5, text: ({p50}) => formatSeconds(p50)}
const P90: Figure = {label: 'P90', quantile: 0.9, text: ({p90}) => formatSeconds(p90)}
const P99: Figure = {label: 'P99', quantile: 0.99, text: ({p99}) => formatSeconds(p99)}
const MAX: Figure = {label: 'max', text: ({max}) => formatSeconds(max)}
const COUNT: Figure = {label: 'n', text: ({count}) => formatCount(count)}

/** What is left out first where lines are short: from the end. */
const BY_HEIGHT: readonly {readonly least: number; readonly blocks: readonly (readonly [Block, ...Figure[]])[]}[] = [
  {
    least: 14,
    blocks: [
      [LOAD, P50, P90, P99, MAX, COUNT],
      [DISCOVERY, P50, P90, P99, COUNT],
      [INITIALIZE, P50, P99],
    ],
  },
  {
    least: 11,
    blocks: [
      [LOAD, P50, P90, P99, COUNT],
      [DISCOVERY, P50, P90, P99, COUNT],
    ],
  },
  {
    least: 9,
    blocks: [
      [LOAD, P50, P90, P99, COUNT],
      [DISCOVERY, P50, P90, P99],
    ],
  },
  {least: 6, blocks: [[LOAD, P50, P90, P99, MAX, COUNT]]},
  {least: 0, blocks: [[LOAD, P50, P90, P99, COUNT]]},
]

/** Percentiles of load and discovery: the window, everything since the start, and the limit, side by side. */
export const performancePanel: FixedPanel = {
  title: () => 'Performance',
  lines(scene, width, height) {
    const plan = BY_HEIGHT.find(({least}) => height >= least)?.blocks ?? []
    return plan.flatMap(([block, ...figures]) => [
      heading(scene, width, block),
      ...figures.map((figure) => figureLine(scene, width, block, figure)),
    ])
  },
}

function heading({snapshot}: Scene, width: number, {label, short}: Block): Line {
  const window = snapshot.window === 'start' ? 'all' : snapshot.window
  return [[columns(width, width < NARROW ? short : label, `${window}  `, 'start', 'limit'), 'dim']]
}

function figureLine(scene: Scene, width: number, {metric, of}: Block, {label, quantile, text}: Figure): Line {
  const {window, start} = of(scene)
  const limit = quantile === undefined ? undefined : findLimit(scene.snapshot, metric, quantile)
  const [labelWidth, valueWidth, startWidth, limitWidth] = widths(width)
  const isThin = quantile === 0.99 && window.count > 0 && window.count < FEW_SAMPLES
  const value = fitText(text(window), valueWidth - 2, 'right', cellsOfText)
  return [
    [fitText(width < NARROW ? label : `  ${label}`, labelWidth, 'left', cellsOfText), 'dim'],
    isThin ? [value, 'dim'] : value,
    ' ',
    signOfVerdict(limit?.verdict, scene.theme.glyphs),
    fitText(text(start), startWidth, 'right', cellsOfText),
    [fitText(limit ? formatSeconds(limit.limit) : '', limitWidth, 'right', cellsOfText), 'dim'],
  ]
}

function columns(width: number, ...texts: readonly [string, string, string, string]): string {
  const cells = widths(width)
  return texts
    .map((text, index) => fitText(text, cells[index] ?? 0, index === 0 ? 'left' : 'right', cellsOfText))
    .join('')
}

/** Narrower than this there is room for the shortest labels only. */
const NARROW = 32

/** Label, window with its sign, start, limit. */
function widths(width: number): readonly [number, number, number, number] {
  if (width < NARROW) return [width - 22, 8, 7, 7]
  const each = Math.min(15, Math.floor((width - 9) / 3))
  return [Math.max(9, Math.min(16, width - 3 * each)), each, each, each]
}
