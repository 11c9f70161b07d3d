import {formatCount} from '../../format/number.ts'
import {formatAge} from '../../format/seconds.ts'
import type {SourceView} from '../../snapshot.ts'
import {styleOfState} from '../header.ts'
import type {Line} from '../line.ts'
import {sickRules} from '../notice.ts'
import type {Scene} from '../scene.ts'
import {section} from './section.ts'

/** How every source stands, what was lost on the way, rules that fail, and the rejected lines with their places. */
export function sourcesLines(scene: Scene): readonly Line[] {
  const {snapshot, theme} = scene
  const sick = sickRules(snapshot).map(({group, name, error}): Line => [
    [`${theme.glyphs.bad} ${theme.clean(group)}/${theme.clean(name)}`, 'critical'],
    `  ${theme.clean(error ?? '')}`,
  ])
  const capped = Object.entries(snapshot.engine.overflowed).map(([metric, count]): Line => [
    [`${theme.clean(metric)}  `, 'warning'],
    `${formatCount(count)} values of series that did not fit are counted together as __other__`,
  ])
  const {clamped, spansEvicted} = snapshot.engine
  const unheld: Line[] = [
    ...(clamped > 0 ? [[`${formatCount(clamped)} durations are out of range: their percentiles are wrong`]] : []),
    ...(spansEvicted > 0
      ? [[`${formatCount(spansEvicted)} unfinished spans were forgotten: there were too many`]]
      : []),
  ]
  const rejects = snapshot.rejects
    .toReversed()
    .flatMap(({source, line, reason, detail, text}): Line[] => [
      [
        `${theme.clean(source)}:${line > 0 ? line : '?'}  `,
        [theme.clean(reason), 'warning'],
        `  ${theme.clean(detail)}`,
      ],
      [[`    ${theme.clean(text)}`, 'dim']],
    ])
  return [
    ...snapshot.sources.flatMap((source) => sourceLines(scene, source)),
    ...section('Rules that fail', sick),
    ...section('Too much to keep', [...capped, ...unheld]),
    ...section('Rejected lines, newest first', rejects.length > 0 ? rejects : [[[theme.glyphs.good, 'good'], ' none']]),
  ]
}

function sourceLines({theme, nowMs}: Scene, source: SourceView): Line[] {
  const age =
    source.lastReceivedAt === undefined ? 'no event yet' : `last event ${formatAge(nowMs - source.lastReceivedAt)} ago`
  const {events, rejected, late, dropped, gaps, lost, restarts} = source
  const shed = Object.entries(source.droppedByLevel).map(([level, count]) => [`dropped ${level}`, count] as const)
  const reasons = [...Object.entries({...source.rejectedByReason, ...source.notes}), ...shed]
  return [
    [
      [theme.clean(source.name), 'strong'],
      `  ${source.kind}  `,
      [source.state, styleOfState(source.state)],
      `  ${theme.clean(source.text)}`,
      [`  ${age}`, 'dim'],
    ],
    ['    ', ...counts(Object.entries({events, rejected, late, dropped}))],
    ['    ', ...counts(Object.entries({gaps, lost, restarts}))],
    ...(reasons.length > 0 ? [['    ', ...counts(reasons)]] : []),
  ]
}

function counts(entries: readonly (readonly [string, number])[]): Line {
  return entries.map(([name, count]) => [`${name} ${formatCount(count)}   `, count === 0 ? 'dim' : 'accent'] as const)
}
