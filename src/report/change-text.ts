import {formatCount, formatNumber, UNKNOWN} from '../format/number.ts'
import {formatTime} from '../format/time.ts'
import type {Change} from '../change.ts'
import {droppedWord} from './dropped-word.ts'
import {labelText} from './label-text.ts'
import type {Tone} from './section.ts'
import {createStyle, type StyleOptions} from './style.ts'

/** One change as a line for people, without its newline: when, what, and the figures that matter. */
export function changeText(change: Change, options: StyleOptions): string {
  const style = createStyle(options)
  const {sign, what, says, tone} = describe(change)
  return [
    style.paint(formatTime(change.at), 'dim'),
    style.paint(style.plain(`${sign} ${what}`), tone),
    ...says.filter((part): part is string => part !== undefined && part !== '').map(style.plain),
  ].join('  ')
}

type AlertChange = Extract<Change, {type: 'alert'}>

interface Description {
  readonly sign: string
  readonly what: string
  readonly says: readonly (string | undefined)[]
  readonly tone?: Tone | undefined
}

function describe(change: Change): Description {
  switch (change.type) {
    case 'alert':
      return describeAlert(change)
    case 'state': {
      const {newState, oldState, pluginName, version, instance, reason} = change
      const says = [pluginName, version, `${oldState ?? UNKNOWN} → ${newState}`, `instance=${instance}`, reason]
      return newState === 'error' ? {sign: '✗', what: 'state', says, tone: 'bad'} : {sign: '●', what: 'state', says}
    }
    case 'critical':
      return {
        sign: '✱',
        what: 'CRITICAL',
        says: [change.pluginName, change.message, `instance=${change.instance}`],
        tone: 'bad',
      }
    case 'source':
      return {sign: '●', what: change.state, says: [change.source, change.text]}
    case 'mark':
      return {sign: '↻', what: change.kind, says: [change.text, `instance=${change.instance}`], tone: 'warn'}
    case 'summary': {
      const {totals, engine, alerts} = change.snapshot
      const firing = alerts.filter(({state}) => state === 'firing').length
      const says = [
        `${formatCount(totals.events)} events`,
        `${formatCount(totals.loaded)} of ${formatCount(totals.plugins)} plugins loaded, ${formatCount(totals.error)} in error`,
        `${formatCount(totals.errors)} errors`,
        `${formatCount(totals.loadFailures)} load failures`,
        `${formatCount(firing)} alerts firing`,
        `${formatCount(engine.rejected)} rejected`,
        ...(engine.dropped > 0 ? [`${formatCount(engine.dropped)} ${droppedWord(engine.droppedByLevel)}`] : []),
      ]
      return {sign: '·', what: 'summary', says, tone: 'dim'}
    }
  }
}

function describeAlert({state, severity, alertname, labels, value, annotations}: AlertChange): Description {
  const says = [severity, alertname, labelText(labels), `value ${formatNumber(value)}`, annotations['summary']]
  switch (state) {
    case 'firing':
      return {sign: '▲', what: 'FIRING', says, tone: severity === 'critical' ? 'bad' : 'warn'}
    case 'pending':
      return {sign: '◆', what: 'pending', says, tone: 'warn'}
    case 'resolved':
    case 'inactive':
      return {sign: '✓', what: state, says, tone: 'good'}
  }
}
