import type {Alert} from './alert.ts'
import type {AlertRule} from './rule.ts'

/** An active alert as it is kept over a restart: plain data. */
export interface SavedAlert {
  readonly labels: Readonly<Record<string, string>>
  /** Since when it was active, to the second: Prometheus keeps it in a series. */
  readonly activeAt: number
  /** When it was evaluated last. */
  readonly seenAt: number
}

/** How a restart is taken; milliseconds. */
export interface RestoreOptions {
  /** An alert that was seen longer ago than this begins anew; Prometheus' --rules.alert.for-outage-tolerance, 1 h by default. */
  readonly outageToleranceMs?: number
  /** An alert waits at least this long before it fires again; --rules.alert.for-grace-period, 10 m by default. */
  readonly forGracePeriodMs?: number
}

/**
 * Since when an alert that holds again after a restart counts as active, as Prometheus' RestoreForState has it: the time that we were away
 * does not count, and what would fire within the grace period waits until its end. Undefined when nothing is to be restored.
 */
export function restoredActiveAt(
  {activeAt, seenAt}: SavedAlert,
  rule: AlertRule,
  at: number,
  {outageToleranceMs = 3_600_000, forGracePeriodMs = 600_000}: RestoreOptions = {},
): number | undefined {
  if (rule.holdMs < forGracePeriodMs || seenAt < at - outageToleranceMs) return undefined
  const remaining = rule.holdMs - (seenAt - activeAt)
  if (remaining <= 0) return activeAt
  return remaining < forGracePeriodMs ? at + forGracePeriodMs - rule.holdMs : activeAt + (at - seenAt)
}

/** What is worth keeping of an alert that was evaluated at an instant. */
export function savedAlert(alert: Alert, seenAt: number): SavedAlert | undefined {
  if (alert.state === 'inactive') return undefined
  const {names, values} = alert.labels
  return {
    labels: Object.fromEntries(names.map((name, index) => [name, values[index]!])),
    activeAt: Math.floor(alert.activeAt / 1000) * 1000,
    seenAt,
  }
}
