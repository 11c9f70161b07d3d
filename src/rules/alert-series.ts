import {withLabels} from '../promql/labels.ts'
import type {Line, LiveAlert} from './alert.ts'
import {createBeats, type Beats} from './beats.ts'
import type {RuleHost} from './query.ts'

/** The names of the series that alerts write. */
export const ALERT_SERIES: ReadonlySet<string> = new Set(['ALERTS', 'ALERTS_FOR_STATE'])

/** Fewer lines are not worth forgetting. */
const FEW = 64

/**
 * What the alerts of a rule write: ALERTS and ALERTS_FOR_STATE have a sample at every evaluation that goes well, and always the same one
 * while the alert stands. So an alert is only touched when it begins, moves on or ends, and samples are written when somebody is about to read.
 */
export interface AlertSeries {
  /** An evaluation at `at` went well: from there on the series tell how these alerts stand, and of all others what they told before. */
  settle(alerts: readonly LiveAlert[], at: number): void
  /** An alert that stands has begun at another time, which is told from the next evaluation on. */
  settleAgain(alert: LiveAlert): void
  /** Everything that these alerts have written ends, and nothing will follow. */
  end(alerts: readonly LiveAlert[], at: number): void
}

/** Writes nothing before it is read. */
export function createAlertSeries(host: RuleHost): AlertSeries {
  const beats: Beats = createBeats(host.keptMs ?? (() => Infinity))
  const cancel = host.defer(write)
  let lines: Line[] = []
  let most = FEW
  /** Of the evaluation that is settled. */
  let begun: Line[] = []
  let ended: Line[] = []

  function begin(alert: LiveAlert, which: Line['which'], value: number): Line {
    if (lines.length >= most) forget()
    const line = {alert, which, value, next: beats.count, to: Infinity, endedAt: undefined}
    lines.push(line)
    begun.push(line)
    return line
  }

  /** Drops what ended before the oldest beat. */
  function forget(): void {
    lines = lines.filter(({to}) => to > beats.first)
    most = Math.max(FEW, 2 * lines.length)
  }

  function finish(line: Line | undefined, at: number | undefined): void {
    if (line === undefined) return
    line.to = beats.count
    line.endedAt = at
    ended.push(line)
  }

  /** What has ended goes on where another alert with the same labels has begun. */
  function join(): void {
    const keys = new Set(begun.map(keyOf))
    for (const line of ended) if (keys.has(keyOf(line))) line.endedAt = undefined
  }

  function write(): void {
    for (const line of lines) {
      const {alert, which, value} = line
      const to = Math.min(line.to, beats.count)
      const output = (alert.outputs[which] ??= open(host, alert, which))
      for (let beat = Math.max(line.next, beats.first); beat < to; beat++) output.write(beats.at(beat), value)
      line.next = to
      if (line.endedAt !== undefined) output.end(line.endedAt)
    }
    lines = lines.filter(({to}) => to === Infinity)
  }

  function show(alert: LiveAlert, at: number): void {
    const {state, isLive, lines} = alert
    const next = isLive && state !== 'inactive' ? state : undefined
    if (next === lines.state?.which) return
    finish(lines.state, at)
    lines.state = next && begin(alert, next, 1)
    if (next === undefined) finish(lines.forState, at)
    if (next === undefined) lines.forState = undefined
    else lines.forState ??= begin(alert, 'forState', forStateValue(alert))
  }

  return {
    settle(alerts, at) {
      if (alerts.length > 0) {
        begun = []
        ended = []
        for (const alert of alerts) show(alert, at)
        if (begun.length > 0 && ended.length > 0) join()
      }
      if (lines.length > 0) beats.add(at)
    },
    settleAgain(alert) {
      const {forState} = alert.lines
      if (forState === undefined) return
      finish(forState, undefined)
      alert.lines.forState = begin(alert, 'forState', forStateValue(alert))
    },
    end(alerts, at) {
      for (const {lines} of alerts) {
        finish(lines.state, at)
        finish(lines.forState, at)
      }
      write()
      cancel()
    },
  }
}

function keyOf({alert, which}: Line): string {
  return `${which} ${alert.labels.key}`
}

/** In seconds, so that it can be read back after a restart. */
function forStateValue({activeAt}: LiveAlert): number {
  return Math.floor(activeAt / 1000)
}

function open(host: RuleHost, {labels}: LiveAlert, which: Line['which']): ReturnType<RuleHost['open']> {
  const own = which === 'forState' ? {__name__: 'ALERTS_FOR_STATE'} : {__name__: 'ALERTS', alertstate: which}
  return host.open(withLabels(labels, own))
}
