import type {Change} from '../change.ts'
import {VARIANT_LABEL} from './sweep.ts'

/** Lives of alerts that are kept for each rule; all are counted. */
const LIVES_KEPT = 1_000

type AlertChange = Extract<Change, {type: 'alert'}>

/** One time that an alert was pending or firing. */
export interface Life {
  readonly labels: Readonly<Record<string, string>>
  readonly startsAt: number
  firedAt: number | undefined
  endsAt: number | undefined
}

/** What became of one rule over a log. */
export interface Tally {
  readonly alertname: string
  readonly variant: string | undefined
  /** How often an instance began to hold, and how often one fired. */
  pending: number
  fired: number
  /** Seconds that instances were firing, added up; and the longest of them. */
  firingSeconds: number
  longestSeconds: number
  readonly lives: Life[]
}

/** Counts the lives of alerts as they are told. */
export interface AlertTally {
  take(change: Change): void
  /** The log is over: what still lasts ends here in the sums, and stays open in its life. */
  finish(at: number): readonly Tally[]
}

/** A tally with a row for each rule, also for those that never hold. */
export function createAlertTally(
  rules: readonly {readonly alertname: string; readonly variant: string | undefined}[],
): AlertTally {
  const tallies = new Map(rules.map(({alertname, variant}) => [key(alertname, variant), newTally(alertname, variant)]))
  const open = new Map<string, {tally: Tally; life: Life}>()

  function begin({labels, activeAt}: AlertChange, identity: string): {tally: Tally; life: Life} {
    const {[VARIANT_LABEL]: variant, ...shown} = labels
    const tally = tallies.get(key(labels['alertname'] ?? '', variant))!
    const life: Life = {labels: shown, startsAt: activeAt, firedAt: undefined, endsAt: undefined}
    tally.pending++
    if (tally.lives.length < LIVES_KEPT) tally.lives.push(life)
    const begun = {tally, life}
    open.set(identity, begun)
    return begun
  }

  function addFiring({tally, life}: {tally: Tally; life: Life}, until: number): void {
    if (life.firedAt === undefined) return
    const seconds = (until - life.firedAt) / 1_000
    tally.firingSeconds += seconds
    tally.longestSeconds = Math.max(tally.longestSeconds, seconds)
  }

  return {
    take(change) {
      if (change.type !== 'alert') return
      const identity = JSON.stringify(change.labels)
      const current = open.get(identity) ?? (isOver(change) ? undefined : begin(change, identity))
      if (current === undefined) return
      if (change.state === 'firing') {
        current.life.firedAt = change.at
        current.tally.fired++
      } else if (isOver(change)) {
        current.life.endsAt = change.at
        addFiring(current, change.at)
        open.delete(identity)
      }
    },
    finish(at) {
      for (const current of open.values()) addFiring(current, at)
      return [...tallies.values()]
    },
  }
}

function isOver({state}: AlertChange): boolean {
  return state === 'resolved' || state === 'inactive'
}

function key(alertname: string, variant: string | undefined): string {
  return JSON.stringify([alertname, variant])
}

function newTally(alertname: string, variant: string | undefined): Tally {
  return {alertname, variant, pending: 0, fired: 0, firingSeconds: 0, longestSeconds: 0, lives: []}
}
