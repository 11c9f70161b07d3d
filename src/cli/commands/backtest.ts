import {formatSeconds} from '../../format/seconds.ts'
import {joinTable, layoutTable} from '../../format/table.ts'
import {formatDateTime, formatTime} from '../../format/time.ts'
import {createStyle} from '../../report/style.ts'
import {spanSeconds} from '../../report/tidy.ts'
import type {Context} from '../context.ts'
import {EXIT} from '../context.ts'
import {readRules} from '../read-rules.ts'
import {readLog} from '../read-log.ts'
import type {Run} from '../run.ts'
import {sweepRules, VARIANT_LABEL} from '../sweep.ts'
import type {Life, Tally} from '../tally-alerts.ts'
import {createAlertTally} from '../tally-alerts.ts'

/** Lives of alerts that the text shows a rule; the JSON has them all. */
const LIVES_SHOWN = 10

interface BacktestOptions {
  readonly sweep?: string
  readonly output: 'text' | 'json'
}

/** `plugmon backtest RULES SOURCE…`: when would each rule have been pending and firing? */
export const backtest: Run<BacktestOptions> = async ([path = '', ...sources], {sweep, output}, context) => {
  const groups = sweepRules(readRules(path), sweep)
  const rules = groups.flatMap((group) => group.rules.filter((rule) => rule.kind === 'alert'))
  const tally = createAlertTally(rules.map(({name, labels}) => ({alertname: name, variant: labels[VARIANT_LABEL]})))
  const {from, to, lastTickAt} = await readLog(sources, context, {groups, onChange: tally.take})
  const tallies = tally.finish(lastTickAt)
  if (output === 'json') context.stdout.write(`${JSON.stringify(documentOf(tallies, from, to), null, 2)}\n`)
  else showText(tallies, from, to, context)
  return EXIT.ok
}

function documentOf(tallies: readonly Tally[], from: number, to: number): object {
  return {
    schema: 'plugmon.backtest/1',
    period: {from: formatTime(from), to: formatTime(to), seconds: spanSeconds(from, to)},
    rules: tallies.map(({alertname, variant, pending, fired, firingSeconds, longestSeconds, lives}) => ({
      alertname,
      variant,
      pending,
      fired,
      firing_seconds: firingSeconds,
      longest_seconds: longestSeconds,
      alerts: lives.map(({labels, startsAt, firedAt, endsAt}) => ({
        labels,
        startsAt: formatTime(startsAt),
        firedAt: firedAt === undefined ? undefined : formatTime(firedAt),
        endsAt: endsAt === undefined ? undefined : formatTime(endsAt),
      })),
    })),
  }
}

function showText(tallies: readonly Tally[], from: number, to: number, {stdout}: Context): void {
  const {widthOf, plain} = createStyle({})
  const isSwept = tallies.some(({variant}) => variant !== undefined)
  const left = ['ALERT', ...(isSwept ? ['VARIANT'] : [])]
  const columns = [
    ...left.map((title) => ({title, align: 'left' as const})),
    ...['PENDING', 'FIRED', 'FIRING', 'LONGEST'].map((title) => ({title, align: 'right' as const})),
  ]
  const rows = tallies.map(({alertname, variant = '', pending, fired, firingSeconds, longestSeconds}) => [
    plain(alertname),
    ...(isSwept ? [variant] : []),
    String(pending),
    String(fired),
    ...[firingSeconds, longestSeconds].map((seconds) => (fired === 0 ? '—' : formatSeconds(seconds))),
  ])
  stdout.write(`${formatDateTime(from)} to ${formatDateTime(to)} UTC\n\n`)
  stdout.write(`${joinTable(layoutTable(columns, rows, {widthOf})).join('\n')}\n`)
  for (const {alertname, variant, lives} of isSwept ? [] : tallies) {
    if (lives.length === 0) continue
    stdout.write(`\n${plain(alertname)}${variant === undefined ? '' : ` ${variant}`}\n`)
    for (const life of lives.slice(0, LIVES_SHOWN)) stdout.write(`  ${plain(lifeLine(life))}\n`)
    if (lives.length > LIVES_SHOWN) stdout.write(`  … ${String(lives.length - LIVES_SHOWN)} more\n`)
  }
}

function lifeLine({labels, startsAt, firedAt, endsAt}: Life): string {
  const shown = Object.entries(labels)
    .filter(([name]) => name !== 'alertname' && name !== 'severity')
    .map(([name, text]) => `${name}="${text}"`)
  const fired = firedAt === undefined ? 'never fired' : `fired ${formatDateTime(firedAt)}`
  const ended = endsAt === undefined ? 'still lasts' : `ended ${formatDateTime(endsAt)}`
  return `${formatDateTime(startsAt)}  ${fired}  ${ended}  {${shown.join(', ')}}`
}
