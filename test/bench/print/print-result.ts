import type {Result, Standing} from '../hold-race.ts'
import {align, figure, range} from './figures.ts'

/** A result as a table for people. */
export function printResult(result: Result): string {
  const {name, title, unit, amount, standings, skipped} = result
  const others = [...new Set(standings.flatMap(({also}) => Object.keys(also ?? {})))]
  const hasWall = standings.some(({wallSeconds}) => wallSeconds !== undefined)
  const hasPeak = standings.some(({peakMiB}) => peakMiB !== undefined)
  const head = [
    '',
    unit,
    '[min..max]',
    ...(hasWall ? ['wall s'] : []),
    ...(amount ? [`${amount.of}/s`] : []),
    ...(hasPeak ? ['peak MiB'] : []),
    ...others,
    '× first',
    '[min..max]',
    'rounds',
  ]
  const known = (value: number | undefined, text: (value: number) => string) => (value === undefined ? '' : text(value))
  const rows = standings.map((standing) => [
    standing.name,
    figure(standing.cost.median),
    range(standing.cost),
    ...(hasWall ? [known(standing.wallSeconds, figure)] : []),
    ...(amount ? [rate(standing, result)] : []),
    ...(hasPeak ? [known(standing.peakMiB, (peak) => String(Math.round(peak)))] : []),
    ...others.map((other) => known(standing.also?.[other], figure)),
    ...(standing.ratio === undefined ? ['', ''] : [figure(standing.ratio.median), range(standing.ratio)]),
    String(standing.rounds),
  ])
  return [
    `${name}: ${title} (medians)`,
    ...align([head, ...rows]).map((line) => `  ${line}`),
    ...skipped.map(({name: left, why}) => `  without ${left}: ${why}`),
    '',
  ].join('\n')
}

function rate({cost}: Standing, {amount, unit}: Result): string {
  const perSecond = {'CPU s': 1, 'CPU ms': 1e3, 'CPU µs': 1e6, ms: 1e3, MiB: NaN, '% of a core': NaN}[unit]
  return Math.round((amount!.count * perSecond) / cost.median).toLocaleString('en')
}
