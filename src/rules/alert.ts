import {type Labels, withLabels} from '../promql/labels.ts'
import type {Written} from './written.ts'
import type {Output, Row} from './query.ts'

/** How long a resolved alert is kept, so that whoever was told of it can be told again. */
const RESOLVED_RETENTION_MS = 15 * 60_000

/** `inactive`: was firing and is resolved. */
type AlertState = 'inactive' | 'pending' | 'firing'

/** One instance of an alert rule: a label set for which the expression holds, or held until lately. */
export interface Alert {
  /** Its identity, `alertname` among them. */
  readonly labels: Labels
  readonly state: AlertState
  /** The expression's value when it held last; 0 for a native histogram. */
  readonly value: number
  /** Filled in when they are read, from the values of the last evaluation at which the expression held. */
  readonly annotations: Readonly<Record<string, string>>
  /** Since when the expression holds. */
  readonly activeAt: number
  readonly firedAt?: number | undefined
  readonly resolvedAt?: number | undefined
  /** Since when the expression holds no more while `keep_firing_for` keeps the alert firing. */
  readonly keepFiringSince?: number | undefined
}

/** Fills in a rule's annotations for a row of its result. */
export type Annotate = (row: Row, at: number) => Readonly<Record<string, string>>

/** An alert as its rule keeps it. */
export interface LiveAlert extends Alert {
  state: AlertState
  activeAt: number
  firedAt?: number | undefined
  resolvedAt?: number | undefined
  keepFiringSince?: number | undefined
  /** The last evaluation of its rule, by number, at which the expression held. */
  heldRound: number
  /** The evaluation, by number, in which it began. */
  bornRound: number
  /** Its rule still has it. */
  isLive: boolean
  /** Takes a new value over; annotations are filled in anew when they are next read. */
  update(row: Row, at: number, annotate: Annotate): void
  /** Its ALERTS series in its present state. */
  stateSeries(): Written
  /** The series that carries `activeAt` over a restart. */
  forStateSeries(): Written
}

/** An alert that begins to hold at an instant: pending, until its rule's `for` has passed. `open` gives the series that it writes. */
export function createAlert(
  labels: Labels,
  activeAt: number,
  open: (labels: Labels) => Output,
  bornRound = 0,
): LiveAlert {
  let row: Row = {labels, value: 0}
  let updatedAt = activeAt
  let fillIn: Annotate | undefined
  let annotations: Readonly<Record<string, string>> | undefined
  let pending: Written | undefined
  let firing: Written | undefined
  let forState: Written | undefined

  function series(own: Readonly<Record<string, string>>): Written {
    const written = withLabels(labels, own)
    return {labels: written, output: open(written), value: 1, round: 0}
  }

  return {
    labels,
    state: 'pending',
    activeAt,
    heldRound: bornRound,
    bornRound,
    isLive: true,
    get value() {
      return typeof row.value === 'number' ? row.value : 0
    },
    get annotations() {
      return (annotations ??= fillIn?.(row, updatedAt) ?? {})
    },
    update({labels: of, value}, at, annotate) {
      // The row may become another one's while this alert is still read.
      row = {labels: of, value}
      updatedAt = at
      fillIn = annotate
      annotations = undefined
    },
    stateSeries() {
      if (this.state === 'firing') return (firing ??= series({__name__: 'ALERTS', alertstate: 'firing'}))
      return (pending ??= series({__name__: 'ALERTS', alertstate: 'pending'}))
    },
    forStateSeries() {
      forState ??= series({__name__: 'ALERTS_FOR_STATE'})
      forState.value = Math.floor(this.activeAt / 1000)
      return forState
    },
  }
}

/** How an alert rule lets its alerts wait and linger. */
export interface Holding {
  readonly holdMs: number
  readonly keepFiringMs: number
}

/**
 * Moves an alert on at an evaluation, as Prometheus' alerting rules do: pending until `for` has passed, then firing; when the expression
 * holds no more, resolved at once or after `keep_firing_for`. Gives whether it counts as active; `forget` when nothing of it is to be kept.
 */
export function advance(
  alert: LiveAlert,
  holds: boolean,
  at: number,
  {holdMs, keepFiringMs}: Holding,
): 'active' | 'resolved' | 'forget' {
  if (holds) alert.keepFiringSince = undefined
  else if (!keepsFiring(alert, at, keepFiringMs)) return resolve(alert, at)
  if (alert.state === 'pending' && at - alert.activeAt >= holdMs) {
    alert.state = 'firing'
    alert.firedAt = at
  }
  return 'active'
}

function keepsFiring(alert: LiveAlert, at: number, keepFiringMs: number): boolean {
  if (alert.state !== 'firing' || keepFiringMs === 0) return false
  alert.keepFiringSince ??= at
  return at - alert.keepFiringSince < keepFiringMs
}

function resolve(alert: LiveAlert, at: number): 'resolved' | 'forget' {
  const isOver = alert.resolvedAt !== undefined && at - alert.resolvedAt > RESOLVED_RETENTION_MS
  if (alert.state === 'pending' || isOver) return 'forget'
  if (alert.state === 'firing') {
    alert.state = 'inactive'
    alert.resolvedAt = at
  }
  return 'resolved'
}
