import type {NativeHistogram} from '../promql/histogram/native.ts'
import type {Labels} from '../promql/labels.ts'
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
  /** The one that was furthest from 0 in all its life. */
  readonly peak: number
  /**
   * Gives the annotations as of now, from the values of the last evaluation at which the expression held, to whoever wants them later;
   * they are filled in when the answer is first called.
   */
  annotationsOfNow(): () => Readonly<Record<string, string>>
  /** Since when the expression holds. */
  readonly activeAt: number
  readonly firedAt?: number | undefined
  readonly resolvedAt?: number | undefined
  /** Since when the expression holds no more while `keep_firing_for` keeps the alert firing. */
  readonly keepFiringSince?: number | undefined
}

/** The annotations of a rule. */
export interface Annotations {
  /** When the rule was evaluated last. */
  evaluatedAt: number
  /** Fills them in for a row of its result. */
  fillIn(row: Row, at: number): Readonly<Record<string, string>>
}

/** An alert as its rule keeps it. */
export interface LiveAlert extends Alert {
  state: AlertState
  value: number
  peak: number
  activeAt: number
  firedAt: number | undefined
  resolvedAt: number | undefined
  keepFiringSince: number | undefined
  /** The row for which the expression holds now. */
  heldBy: Row | undefined
  /** When it held last, of one for which it holds no more. */
  lostAt: number
  /** Its place among the alerts of its rule. */
  place: number
  /** Its rule has it; false before it begins, and when it is forgotten. */
  isLive: boolean
  /** The next evaluation must look at it, whatever becomes of its row. */
  isRestless: boolean
  /** What annotations are filled in from: the row's labels, and its histogram where its value is one. */
  of: Labels
  histogram: NativeHistogram | undefined
  texts: Annotations | undefined
  /** The annotations as they were asked for last, and of which evaluation they are. */
  filled: () => Readonly<Record<string, string>>
  filledAt: number
  /** What ALERTS and ALERTS_FOR_STATE tell of it now. */
  readonly lines: {state: Line | undefined; forState: Line | undefined}
  /** Where they are written to, opened when that happens. */
  readonly outputs: Record<Line['which'], Output | undefined>
}

/** An alert that begins to hold at an instant: pending, until its rule's `for` has passed. */
export function createAlert(labels: Labels, activeAt: number, place = 0): LiveAlert {
  return {
    labels,
    state: 'pending',
    value: 0,
    peak: NaN,
    activeAt,
    firedAt: undefined,
    resolvedAt: undefined,
    keepFiringSince: undefined,
    heldBy: undefined,
    lostAt: activeAt,
    place,
    isLive: false,
    isRestless: false,
    of: labels,
    histogram: undefined,
    texts: undefined,
    filled: withoutTexts,
    filledAt: NaN,
    lines: {state: undefined, forState: undefined},
    outputs: {pending: undefined, firing: undefined, forState: undefined},
    annotationsOfNow,
  }
}

/** One function for all: thousands of alerts come and go in a day, and a closure each would be most of what they take. */
function annotationsOfNow(this: LiveAlert): () => Readonly<Record<string, string>> {
  const {of, heldBy, lostAt, histogram, value, texts, filled, filledAt} = this
  if (texts === undefined) return filled
  const at = heldBy === undefined ? lostAt : texts.evaluatedAt
  if (filledAt === at) return filled
  let text: Readonly<Record<string, string>> | undefined
  this.filledAt = at
  this.filled = () => (text ??= texts.fillIn({labels: of, value: histogram ?? value}, at))
  return this.filled
}

function withoutTexts(): Readonly<Record<string, string>> {
  return {}
}

/** The expression holds at an evaluation: takes over what the row says now, for the row may become another one's while the alert is still read. */
export function hold(alert: LiveAlert, {labels, value}: Row, texts: Annotations): void {
  alert.texts = texts
  alert.of = labels
  alert.histogram = typeof value === 'number' ? undefined : value
  alert.value = typeof value === 'number' ? value : 0
  if (Math.abs(alert.value) > Math.abs(alert.peak) || Number.isNaN(alert.peak)) alert.peak = alert.value
}

/** A stretch of evaluations at which a series of an alert has the same sample. */
export interface Line {
  readonly alert: LiveAlert
  readonly which: 'pending' | 'firing' | 'forState'
  readonly value: number
  /** The next beat at which it is to be written, and the first one at which it is no more. */
  next: number
  to: number
  /** When it ended; undefined where another line goes on with the series. */
  endedAt: number | undefined
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
