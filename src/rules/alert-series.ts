import {withLabels, type Labels} from '../promql/labels.ts'
import type {AlertSeries, LiveAlert} from './alert.ts'
import type {Beats} from './beats.ts'
import type {Output} from './query.ts'

/**
 * What alerts write: ALERTS and ALERTS_FOR_STATE have a sample at every evaluation that goes well, and always the same one while the alert
 * stands. So they are only touched when an alert begins, moves on or ends.
 */

/** Lets the series of alerts tell how these stand: what they no longer are ends at `at`, what they are is held from the next beat on. */
export function settle(alerts: Iterable<LiveAlert>, at: number, beats: Beats, open: (labels: Labels) => Output): void {
  const ending: AlertSeries[] = []
  const beginning: (readonly [series: AlertSeries, value: number])[] = []
  for (const alert of alerts) {
    const {shown, state, isLive} = alert
    const next = isLive && state !== 'inactive' ? state : undefined
    if (next === shown) continue
    alert.shown = next
    if (next !== undefined) beginning.push([seriesOf(alert, next, open), 1])
    if (shown !== undefined) ending.push(seriesOf(alert, shown, open))
    const forState = seriesOf(alert, 'forState', open)
    if (shown === undefined) beginning.push([forState, forStateValue(alert)])
    else if (next === undefined) ending.push(forState)
  }
  if (ending.length > 0) {
    // Another alert with the same labels may have begun.
    const begun = new Set(beginning.map(([{labels}]) => labels.key))
    for (const {labels, output} of ending) {
      if (begun.has(labels.key)) output.release()
      else output.end(at)
    }
  }
  for (const [{output}, value] of beginning) output.hold(value, beats)
}

/** The alert has begun at another time, which its series tell from the next beat on. */
export function settleAgain(alert: LiveAlert, beats: Beats): void {
  if (alert.shown !== undefined) alert.series.forState?.output.hold(forStateValue(alert), beats)
}

/** All that alerts have written ends. */
export function endSeries(alerts: Iterable<LiveAlert>, at: number): void {
  for (const {shown, series} of alerts) {
    if (shown === undefined) continue
    series[shown]?.output.end(at)
    series.forState?.output.end(at)
  }
}

/** In seconds, so that it can be read back after a restart. */
function forStateValue({activeAt}: LiveAlert): number {
  return Math.floor(activeAt / 1000)
}

function seriesOf(
  {labels, series}: LiveAlert,
  which: keyof LiveAlert['series'],
  open: (labels: Labels) => Output,
): AlertSeries {
  let known = series[which]
  if (known === undefined) {
    const own = which === 'forState' ? {__name__: 'ALERTS_FOR_STATE'} : {__name__: 'ALERTS', alertstate: which}
    const all = withLabels(labels, own)
    series[which] = known = {labels: all, output: open(all)}
  }
  return known
}
