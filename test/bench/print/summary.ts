import type {Compared, Result, Standing} from '../hold-race.ts'
import {align, figure, range} from './figures.ts'

/** What a table says of one comparison. */
const HEAD = ['what', 'plugmon', 'beside', 'ratio', 'least to most', 'also']
/** Its texts; the rest are figures. */
const TEXTS = [0, 1, 2, 5]

/** All comparisons as one table for people. */
export function printSummary(results: readonly Result[]): string {
  const rows = summaryRows(results)
  const lines = align([HEAD, ...rows], TEXTS).map((line) => `  ${line}\n`)
  const left = results.flatMap(({name, skipped}) => skipped.map((one) => `  ${name} without ${one.name}: ${one.why}\n`))
  return rows.length + left.length === 0
    ? ''
    : `summary: what plugmon costs, over what it is compared with\n${lines.join('')}${left.join('')}`
}

/** The same as a Markdown table. */
export function summaryMarkdown(results: readonly Result[]): string {
  const rows = [HEAD, HEAD.map(() => '---'), ...summaryRows(results)]
  return `${rows.map((cells) => `| ${cells.map((cell) => cell.replaceAll('|', String.raw`\|`)).join(' | ')} |`).join('\n')}\n`
}

function summaryRows(results: readonly Result[]): string[][] {
  return results.flatMap((result) =>
    result.compared.map((compared) => {
      const own = standingOf(result, compared.of)
      const others = compared.over.map((name) => standingOf(result, name))
      const {unit} = result
      return [
        compared.what,
        `${figure(own.cost.median)} ${unit}`,
        `${compared.over.join(' + ')}: ${figure(others.reduce((sum, {cost}) => sum + cost.median, 0))} ${unit}`,
        figure(compared.ratio.median),
        range(compared.ratio),
        [
          ...(own.peakMiB === undefined ? [] : [`${String(Math.round(own.peakMiB))} MiB`]),
          ...Object.entries(own.also ?? {}).map(([name, value]) => `${name} ${figure(value)}`),
        ].join(', '),
      ]
    }),
  )
}

function standingOf({standings}: Result, name: Compared['of']): Standing {
  return standings.find((standing) => standing.name === name)!
}
