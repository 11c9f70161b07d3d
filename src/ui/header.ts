import {formatCount, formatShort} from '../format/number.ts'
import {formatRate} from '../format/rate.ts'
import {formatAge} from '../format/seconds.ts'
import {formatClock} from '../format/time.ts'
import type {SourceView} from '../snapshot.ts'
import {fitParts, type Part} from './fit-parts.ts'
import {isMoving} from './is-moving.ts'
import {spread, widthOfLine, type Line, type Segment, type Style} from './line.ts'
import type {Scene} from './scene.ts'

/** From this lag on what is seen is not what is. */
const LAG_WORTH_WARNING_SECONDS = 5

/** The first line: whether what one sees is true now. */
export function headerLine(scene: Scene, width: number): Line {
  const {live, state, offsetMinutes, room} = scene
  const gap = room === 'compact' ? '  ' : '   '
  const right: Line = [
    ...pausedBadge(scene),
    [room === 'compact' ? state.window : `window ${state.window}`, 'accent'],
    gap,
    [formatClock(live.at, offsetMinutes), 'strong'],
    ' ',
  ]
  const left = fitParts(leftParts(scene), width - widthOfLine(right) - 3, gap)
  return spread([' ', ...left], right, width)
}

function leftParts(scene: Scene): Part[] {
  const {live, room, theme} = scene
  const {eventsPerSecond, lagSeconds, rejected, dropped, droppedByLevel, lost, overflowed} = live.engine
  const isCompact = room === 'compact'
  const capped = Object.keys(overflowed).length
  const parts: Part[] = [
    {line: sourcesLine(scene), rank: 0},
    ...(isMoving(live)
      ? [
          {line: [formatRate(eventsPerSecond, ' ev/s')], rank: 2},
          {line: lagLine(lagSeconds), rank: 3},
        ]
      : []),
    {line: [counted(isCompact ? 'rej' : 'rejected', rejected, 'warning')], rank: 1},
    {line: [counted(isCompact ? 'drop' : 'dropped', dropped, 'critical')], rank: 1},
  ]
  const shed = Object.entries(droppedByLevel).map(([level, count]) => `${level} ${formatShort(count)}`)
  if (shed.length > 0) parts.push({line: [[`(${shed.join(' ')})`, 'critical']], rank: 2})
  if (lost > 0) parts.push({line: [counted('lost', lost, 'critical')], rank: 1})
  if (capped > 0) parts.push({line: [[`${theme.glyphs.bad} series capped`, 'warning']], rank: 1})
  return parts
}

function counted(label: string, count: number, style: Style): Segment {
  return [`${label} ${formatCount(count)}`, count > 0 ? style : 'dim']
}

function lagLine(lagSeconds: number | undefined): Line {
  const text = `lag ${formatAge(lagSeconds === undefined ? undefined : lagSeconds * 1000)}`
  return [lagSeconds !== undefined && lagSeconds >= LAG_WORTH_WARNING_SECONDS ? [text, 'warning'] : text]
}

function pausedBadge({live, snapshot, state}: Scene): Segment[] {
  if (!state.held) return []
  return [[` PAUSED +${formatCount(live.totals.events - snapshot.totals.events)} events `, 'alarm'], '  ']
}

function sourcesLine(scene: Scene): Line {
  const {live, theme, nowMs} = scene
  const [only, ...others] = live.sources
  if (only === undefined) return [['no source', 'warning']]
  if (others.length > 0) return severalLine(scene)
  const age =
    only.lastReceivedAt === undefined || only.state === 'ended' ? '' : ` ${formatAge(nowMs - only.lastReceivedAt)}`
  return [
    [theme.clean(only.host ?? only.name), 'strong'],
    '  ',
    stateSegment(only.state, only.state, theme),
    age,
    ...insecure(live.sources),
  ]
}

function severalLine({live, theme, nowMs}: Scene): Line {
  const counts = new Map<string, number>()
  for (const {state} of live.sources) counts.set(state, (counts.get(state) ?? 0) + 1)
  const newest = Math.max(...live.sources.map(({lastReceivedAt}) => lastReceivedAt ?? -Infinity))
  const states = [...counts].flatMap(([state, count]): Segment[] => [
    '  ',
    stateSegment(state, `${count} ${state}`, theme),
  ])
  const age = Number.isFinite(newest) ? `  ${formatAge(nowMs - newest)}` : ''
  return [[`${live.sources.length} sources`, 'strong'], ...states, age, ...insecure(live.sources)]
}

function stateSegment(state: string, text: string, {glyphs}: Scene['theme']): Segment {
  return [
    `${state === 'live' ? glyphs.live : state === 'failed' ? glyphs.bad : glyphs.down} ${text}`,
    styleOfState(state),
  ]
}

/** The accent of a connection's state. */
export function styleOfState(state: string): Style {
  if (state === 'live') return 'good'
  if (state === 'failed') return 'critical'
  return state === 'ended' ? 'dim' : 'warning'
}

function insecure(sources: readonly SourceView[]): Segment[] {
  return sources.some((source) => source.insecure) ? [' ', ['not verified', 'warning']] : []
}
