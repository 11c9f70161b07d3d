import {LEVELS} from '../event.ts'
import {formatCount} from '../format/number.ts'
import {formatRate} from '../format/rate.ts'
import {formatSeconds} from '../format/seconds.ts'
import {formatDateTime} from '../format/time.ts'
import type {Snapshot} from '../snapshot.ts'
import type {Tone} from './section.ts'
import {droppedWord} from './dropped-word.ts'
import {windowText} from './window-text.ts'

/** One line of the summary: what it is about and the figures, each with what it means. */
export interface Fact {
  readonly name: string
  readonly parts: readonly {readonly text: string; readonly tone?: Tone | undefined}[]
}

/** The summary with which a report for people begins. */
export function reportFacts(snapshot: Snapshot): Fact[] {
  const {totals, engine, rates, levels, alerts, thresholds} = snapshot
  const flapping = snapshot.plugins.filter(({flapping}) => flapping.flapping).length
  const over = thresholds.filter(({verdict}) => verdict === 'over').length
  return [
    {name: 'Period', parts: [{text: periodText(snapshot.period)}]},
    {
      name: 'Events',
      parts: [
        {text: `${formatCount(totals.events)} in all`},
        loss(engine.rejected, 'rejected'),
        loss(engine.late, 'late'),
        loss(engine.dropped, droppedWord(engine.droppedByLevel)),
        loss(engine.lost, 'lost by the host'),
        ...Object.entries(engine.overflowed).map(([metric, count]) => loss(count, `values over the cap of ${metric}`)),
        ...(engine.clamped > 0 ? [loss(engine.clamped, 'durations out of range')] : []),
        ...(engine.spansEvicted > 0 ? [loss(engine.spansEvicted, 'unfinished spans forgotten')] : []),
      ],
    },
    {
      name: 'Plugins',
      parts: [
        {text: `${formatCount(totals.plugins)} in all`},
        {text: `${formatCount(totals.loaded)} loaded`},
        loss(totals.error, 'in error', 'bad'),
        {text: `${formatCount(totals.unloaded)} unloaded`},
        loss(flapping, 'flapping'),
      ],
    },
    {
      name: 'Failures',
      parts: [
        loss(totals.errors, plural(totals.errors, 'error')),
        {text: `${formatRate(rates.errorsPerMinute, '/min')}${windowText(snapshot.window)}`},
        loss(totals.loadFailures, plural(totals.loadFailures, 'load failure')),
        {text: `${formatCount(totals.stateChanges)} ${plural(totals.stateChanges, 'state change')}`},
      ],
    },
    {name: 'Log', parts: LEVELS.map((level) => ({text: `${formatCount(levels[level])} ${level}`}))},
    {
      name: 'Alerts',
      parts: [
        loss(alerts.filter(({state}) => state === 'firing').length, 'firing', 'bad'),
        loss(alerts.filter(({state}) => state === 'pending').length, 'pending'),
        {text: `${formatCount(snapshot.incidents.length)} ${plural(snapshot.incidents.length, 'incident')}`},
        loss(over, plural(over, 'threshold exceeded', 'thresholds exceeded'), 'bad'),
      ],
    },
  ]
}

function periodText(period: Snapshot['period']): string {
  if (period === undefined) return 'no event'
  const length = formatSeconds((period.to - period.from) / 1000)
  return `${formatDateTime(period.from)} to ${formatDateTime(period.to)} UTC (${length})`
}

function plural(count: number, one: string, many = `${one}s`): string {
  return count === 1 ? one : many
}

function loss(count: number, what: string, tone: Tone = 'warn'): {text: string; tone: Tone | undefined} {
  return {text: `${formatCount(count)} ${what}`, tone: count > 0 ? tone : undefined}
}
