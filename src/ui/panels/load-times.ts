import {bar} from '../../format/bar.ts'
import {fitText} from '../../format/fit-text.ts'
import {formatCount} from '../../format/number.ts'
import {formatSeconds} from '../../format/seconds.ts'
import type {Bar, ThresholdView} from '../../figures.ts'
import type {Line, Segment, Style} from '../line.ts'
import {mergeBars} from '../merge-bars.ts'
import type {FixedPanel} from '../panel.ts'
import type {Scene} from '../scene.ts'
import {signOfVerdict} from '../signs.ts'
import {cellsOfText} from '../terminal/cell-width.ts'

const LABEL_WIDTH = 9
const COUNT_WIDTH = 7
/** `◂ P50 limit 100 ms ✗`, and what is left of it where there is little room. */
const LIMIT_WIDTH = 24
const SHORT_LIMIT_WIDTH = 7
const ROOMY = 64

/** The histogram of load times in the window, with the limits where they fall. */
export const loadTimesPanel: FixedPanel = {
  title({snapshot}) {
    const {count} = snapshot.load.window
    const window = snapshot.window === 'start' ? 'since start' : snapshot.window
    return `Load times · ${window} · ${formatCount(count)} ${count === 1 ? 'load' : 'loads'}`
  },
  lines(scene, width, height) {
    const {thresholds, loadHistogram} = scene.snapshot
    const limits = thresholds.filter(isLoadLimit).map(({limit}) => limit)
    const bars = mergeBars(loadHistogram.window, height, limits)
    const most = bars.reduce((largest, {count}) => Math.max(largest, count), 0)
    if (most === 0) return [[['no load in this window', 'dim']]]
    return bars.map((_, index) => barLine(scene, width, bars, index, most))
  },
}

function barLine({snapshot, theme}: Scene, width: number, bars: readonly Bar[], index: number, most: number): Line {
  const {upTo, count} = bars[index] ?? {upTo: Infinity, count: 0}
  const from = bars[index - 1]?.upTo ?? 0
  const limits = limitsWithin(snapshot.thresholds, from, upTo)
  const isOver = snapshot.thresholds.some(
    (limit) => isLoadLimit(limit) && limit.quantile === 0.99 && from >= limit.limit,
  )
  const room = width - LABEL_WIDTH - COUNT_WIDTH - 2 - (width >= ROOMY ? LIMIT_WIDTH : SHORT_LIMIT_WIDTH)
  const label = Number.isFinite(upTo) ? `≤ ${formatSeconds(upTo)}` : `> ${formatSeconds(from)}`
  return [
    [fitText(label, LABEL_WIDTH, 'right', cellsOfText), 'dim'],
    ' ',
    [
      fitText(bar(count / most, room, {ascii: theme.isAscii}), room, 'left', cellsOfText),
      isOver ? 'critical' : 'accent',
    ],
    [fitText(formatCount(count), COUNT_WIDTH, 'right', cellsOfText), count === 0 ? 'dim' : ('strong' satisfies Style)],
    ' ',
    ...limitSegments(limits, width >= ROOMY, theme.glyphs),
  ]
}

/** A limit stands at the bar that holds its value. */
function limitsWithin(thresholds: readonly ThresholdView[], from: number, upTo: number): readonly ThresholdView[] {
  return thresholds.filter((threshold) => isLoadLimit(threshold) && threshold.limit > from && threshold.limit <= upTo)
}

function isLoadLimit({metric, quantile}: ThresholdView): boolean {
  return metric === 'plugin_load_time' && quantile !== undefined
}

function limitSegments(
  limits: readonly ThresholdView[],
  isRoomy: boolean,
  glyphs: Scene['theme']['glyphs'],
): Segment[] {
  if (limits.length === 0) return []
  const names = limits.map(({quantile = 0}) => `P${Math.round(quantile * 1000) / 10}`).join(' ')
  const [first] = limits
  const text = isRoomy ? `${glyphs.limit} ${names} limit ${formatSeconds(first?.limit)} ` : `${glyphs.limit}${names} `
  const isOver = limits.some(({verdict}) => verdict === 'over')
  return [[text, 'dim'], signOfVerdict(isOver ? 'over' : first?.verdict, glyphs)]
}
