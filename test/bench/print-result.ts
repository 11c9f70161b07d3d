import type {Result, Spread, Standing} from './hold-race.ts'

/** A result as a table for people. */
export function printResult(result: Result): string {
  const {name, title, unit, amount, rounds, standings, skipped} = result
  const head = [
    '',
    unit,
    '[min..max]',
    'wall s',
    ...(amount ? [`${amount.of}/s`] : []),
    'peak MiB',
    '× first',
    '[min..max]',
  ]
  const rows = standings.map((standing) => [
    standing.name,
    figure(standing.cost.median),
    range(standing.cost),
    standing.wallSeconds === undefined ? '' : figure(standing.wallSeconds),
    ...(amount ? [rate(standing, result)] : []),
    standing.peakMiB === undefined ? '' : String(Math.round(standing.peakMiB)),
    figure(standing.ratio.median),
    range(standing.ratio),
  ])
  return [
    `${name}: ${title} (medians of ${String(rounds)} rounds)`,
    ...align([head, ...rows]).map((line) => `  ${line}`),
    ...skipped.map(({name: left, why}) => `  without ${left}: ${why}`),
    '',
  ].join('\n')
}

function rate({cost}: Standing, {amount, unit}: Result): string {
  const seconds = unit === 'CPU s' ? cost.median : cost.median / 1000
  return Math.round(amount!.count / seconds).toLocaleString('en')
}

function range({min, max}: Spread): string {
  return `[${figure(min)}..${figure(max)}]`
}

/** Three digits that count. */
function figure(value: number): string {
  return value >= 1000 ? Math.round(value).toLocaleString('en') : value.toPrecision(3)
}

/** The first column to the left, the others to the right. */
function align(rows: readonly (readonly string[])[]): string[] {
  const widths = rows[0]!.map((_, column) => Math.max(...rows.map((row) => row[column]!.length)))
  return rows.map((row) =>
    row
      .map((cell, column) => (column === 0 ? cell.padEnd(widths[column]!) : cell.padStart(widths[column]!)))
      .join('  '),
  )
}
